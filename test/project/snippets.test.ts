import { codeBlocks } from '../../scripts/test/markdown';
import { checkTypeScript, checkYaml, type Finding } from '../../scripts/test/snippets';

const PAGE = `# A page

\`\`\`sh
this is no TypeScript
\`\`\`

\`\`\`ts
const shop = new Chart(app, 'shop');
const wrong: number = shop.node.id;
\`\`\`

1. A list

   ~~~typescript
   import { App } from 'cdk8s';

   new App().synthesise();
   ~~~

\`\`\`ts
const app = 'mine, not the one of the prelude';
app.toUpperCase();
\`\`\`

\`\`\`ts
import { App } from 'cdk8s';
new Chart(new App(), 'not imported');
\`\`\`

\`\`\`ts
const broken = ;
\`\`\`

\`\`\`ts
import { codeBlocks } from '../../scripts/test/markdown';
codeBlocks('beside this page', '');
\`\`\`
`;

const blocks = codeBlocks('test/project/page.md', PAGE);
let findings: Finding[];

beforeAll(() => {
  findings = checkTypeScript(blocks.filter(({ language }) => language !== 'sh'));
});

test('finds every block, with its language and the line of its first line of code', () => {
  expect(blocks.map(({ language, line }) => [language, line])).toEqual([
    ['sh', 4], ['ts', 8], ['typescript', 15], ['ts', 21], ['ts', 26], ['ts', 31], ['ts', 35],
  ]);
});

test.each([
  ['an error in a block that takes its names from the prelude', 9, "Type 'string' is not assignable to type 'number'."],
  ['an error in a block with imports of its own, indented in a list', 17, "Property 'synthesise' does not exist on type 'App'."],
  ['a name that a block with imports did not import', 27, "Cannot find name 'Chart'."],
  ['a syntax error', 31, 'Expression expected.'],
])('reports %s at its line of the markdown file', (_, line, message) => {
  expect(findings.filter((finding) => finding.line === line).map((finding) => finding.message)).toEqual([message]);
});

test('reports nothing else: own declarations win over the prelude, relative imports start at the page', () => {
  expect(findings.map(({ line }) => line)).toEqual([9, 17, 27, 31]);
});

test('a YAML block that does not parse is reported at its line', () => {
  const [good, bad] = codeBlocks('page.md', '```yaml\na: 1\n---\nb: 2\n```\n\n```yaml\na: 1\nb: [\nc: 2\n```\n');
  expect(checkYaml(good)).toEqual([]);
  expect(checkYaml(bad)[0]).toMatchObject({ line: 10 });
});

test('a block that is never closed runs to the end of the file', () => {
  expect(codeBlocks('page.md', 'text\n```ts\nconst a = 1;')).toEqual([{ file: 'page.md', line: 3, language: 'ts', code: 'const a = 1;' }]);
});
