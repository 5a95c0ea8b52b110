/**
 * Makes the compiled library load its rooms when they are first used: part of `npx projen compile`, after jsii.
 *
 * Every run of every user pays for what `require('cdk8s-istio-egress')` loads, and most programs use few of its names. jsii
 * writes an index that loads everything at once; this writes one with the same names behind getters. Type declarations and the
 * jsii assembly stay as they are.
 */
import { readFileSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { resolve } from 'path';

const INDEX = resolve('lib/src/index.js');
const load = createRequire(INDEX);

writeFileSync(INDEX, lazyIndex(modulesOf(readFileSync(INDEX, 'utf8')), load(INDEX)));

/** The modules an index re-exports from, in its order. */
function modulesOf(source: string): string[] {
  return [...new Set([...source.matchAll(/require\("(\.\/[^"]+)"\)/g)].map(([, module]) => module))];
}

function lazyIndex(modules: string[], index: Record<string, unknown>): string {
  const homes = new Map<string, string>();
  for (const module of modules) {
    const exported: Record<string, unknown> = load(module);
    for (const name of Object.keys(exported)) {
      if (name in index && index[name] === exported[name]) homes.set(name, module);
    }
  }
  const homeless = Object.keys(index).filter((name) => !homes.has(name));
  if (homeless.length > 0) throw new Error(`no module of the index exports ${homeless.join(', ')}`);

  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const lazily = (name, load) => Object.defineProperty(exports, name, {
  enumerable: true,
  configurable: true,
  get: () => {
    const value = load();
    Object.defineProperty(exports, name, { enumerable: true, value });
    return value;
  },
});
${[...homes].map(([name, module]) => `lazily("${name}", () => require("${module}").${name});`).join('\n')}
// Never runs: Node reads from it which names an ES module can import.
0 && (module.exports = { ${[...homes.keys()].join(', ')} });
`;
}
