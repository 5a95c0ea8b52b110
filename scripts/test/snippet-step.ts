import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { filesBelow } from '../shared/files';
import { type Tally } from '../shared/tally';
import { codeBlocks } from './markdown';
import { checkTypeScript, checkYaml, isTypeScript, isYaml } from './snippets';
import { type Step } from '../shared/step';

export const snippets: Step = {
  title: 'code blocks of README.md, docs/ and the examples (TypeScript compiles, YAML parses)',
  run: () => judge(markdownFiles()),
};

function judge(files: readonly string[]): Tally {
  const blocks = files.flatMap((file) => codeBlocks(file, readFileSync(file, 'utf8')))
    .filter((block) => isTypeScript(block) || isYaml(block));
  const findings = [...checkTypeScript(blocks.filter(isTypeScript)), ...blocks.filter(isYaml).flatMap(checkYaml)];
  for (const { block, line, message } of findings) console.error(`${block.file}:${line}: ${message}`);
  console.log(`${blocks.length} code blocks in ${files.length} files`);

  const failed = new Set(findings.map(({ block }) => block)).size;
  return { passed: blocks.length - failed, failed, skipped: 0 };
}

function markdownFiles(): string[] {
  const docs = below('docs').filter((file) => file.endsWith('.md'));
  const examples = (existsSync('examples') ? readdirSync('examples') : []).map((name) => `examples/${name}/README.md`);
  return ['README.md', ...docs, ...examples.filter((file) => existsSync(file))];
}

function below(folder: string): string[] {
  return existsSync(folder) ? filesBelow(folder).map((file) => join(folder, file)) : [];
}
