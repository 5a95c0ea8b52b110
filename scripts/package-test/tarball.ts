import { existsSync } from 'fs';
import { runQuietly } from '../shared/shell';

/** What `npm pack --json` says of a package, as far as we read it. */
export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

const MUST_HOLD = ['.jsii', 'API.md', 'LICENSE', 'README.md', 'package.json', 'lib/src/index.js', 'lib/src/index.d.ts'];

export function pack(destination: string): Packed {
  const { ok, stdout, output } = runQuietly('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination]);
  if (!ok) throw new Error(output);
  return JSON.parse(stdout)[0];
}

/** What is wrong with the content of a tarball: each file has to be the compiled library, its papers, or a bundled dependency. */
export function faultsOf(paths: readonly string[], bundled: readonly string[]): string[] {
  const missing = [...MUST_HOLD, ...bundled.map((name) => `node_modules/${name}/package.json`)].filter((path) => !paths.includes(path));
  const unexpected = paths.filter((path) => !MUST_HOLD.includes(path) && !isCompiled(path) && !isBundled(path, bundled));
  const stale = paths.filter((path) => isCompiled(path) && !existsSync(sourceOf(path)));
  return [
    ...missing.map((path) => `${path} is missing`),
    ...unexpected.map((path) => `${path} does not belong here`),
    ...stale.map((path) => `${path} has no source any more: remove lib/ and compile`),
  ];
}

/** Of what is generated only the types and the compact schemas are used. */
function isCompiled(path: string): boolean {
  return /^lib\/(src\/.*\.js|imports\/.*\.json|(src|imports)\/.*\.d\.ts)$/.test(path);
}

function isBundled(path: string, bundled: readonly string[]): boolean {
  return bundled.some((name) => path.startsWith(`node_modules/${name}/`));
}

function sourceOf(path: string): string {
  return path.replace(/^lib\//, '').replace(/(\.d\.ts|\.js)$/, '.ts');
}
