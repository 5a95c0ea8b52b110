/**
 * Compiles the TypeScript blocks of markdown files against the library, all of them in one program, and parses the YAML blocks.
 *
 * A block with an `import` line of its own stands for itself. One without may use everything that scripts/test/snippet-prelude.ts
 * exports: the public API, the cdk8s names every page uses, and a few objects (`app`, `chart`, `demo`...) that a page may take for
 * granted. What a block declares itself always wins.
 */
import { dirname, resolve } from 'path';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { type CodeBlock } from './markdown';

export interface Finding {
  readonly block: CodeBlock;
  /** Line in the markdown file. */
  readonly line: number;
  readonly message: string;
}

const PRELUDE = resolve('scripts/test/snippet-prelude.ts');
const CONFIG = resolve('test/tsconfig.json');

export function isTypeScript(block: CodeBlock): boolean {
  return ['ts', 'typescript'].includes(block.language);
}

export function isYaml(block: CodeBlock): boolean {
  return ['yaml', 'yml'].includes(block.language);
}

export function checkYaml(block: CodeBlock): Finding[] {
  return parseAllDocuments(block.code).flatMap((document) => document.errors).map((error) => ({
    block,
    line: block.line + (error.linePos ? error.linePos[0].line - 1 : 0),
    message: error.message.split('\n')[0],
  }));
}

export function checkTypeScript(blocks: readonly CodeBlock[]): Finding[] {
  if (blocks.length === 0) return [];
  const options = compilerOptions();
  const prelude = ts.createProgram([PRELUDE], options);
  const names = exportedNames(prelude);

  const virtual = new Map(blocks.map((block) => [virtualPath(block), { block, text: importLine(block, names) + block.code }]));
  const host = withVirtualFiles(ts.createCompilerHost(options), new Map([...virtual].map(([path, { text }]) => [path, text])));
  const program = ts.createProgram([...virtual.keys()], options, host, prelude);

  return [...virtual].flatMap(([path, { block }]) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map((diagnostic) => toFinding(block, diagnostic));
  });
}

/** The tests' options; a snippet may declare what it does not use. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(CONFIG, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, dirname(CONFIG));
  return { ...options, noUnusedLocals: false, noUnusedParameters: false, rootDir: undefined };
}

function exportedNames(program: ts.Program): string[] {
  const checker = program.getTypeChecker();
  const prelude = program.getSourceFile(PRELUDE);
  const module = prelude && checker.getSymbolAtLocation(prelude);
  if (!module) throw new Error(`${PRELUDE} exports nothing`);
  return checker.getExportsOfModule(module).map((symbol) => symbol.name);
}

/** Beside its markdown file, so that relative imports mean what they say to a reader of that file. */
function virtualPath(block: CodeBlock): string {
  return resolve(`${block.file}.line-${block.line}.ts`);
}

/** What the block takes from the prelude, on one line of its own. */
function importLine(block: CodeBlock, names: readonly string[]): string {
  const source = ts.createSourceFile('block.ts', block.code, ts.ScriptTarget.Latest);
  if (source.statements.some(ts.isImportDeclaration)) return '\n';
  const declared = declaredNames(source);
  const used = names.filter((name) => !declared.has(name) && new RegExp(`\\b${name}\\b`).test(block.code));
  return `import { ${used.join(', ')} } from '${PRELUDE.replace(/\.ts$/, '')}'; export {};\n`;
}

function declaredNames(source: ts.SourceFile): Set<string> {
  const names = source.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap((one) => boundNames(one.name));
    const { name } = statement as { name?: ts.Identifier };
    return name ? [name.text] : [];
  });
  return new Set(names);
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => ts.isOmittedExpression(element) ? [] : boundNames(element.name));
}

function withVirtualFiles(host: ts.CompilerHost, files: ReadonlyMap<string, string>): ts.CompilerHost {
  return {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile: (path, version, onError) => {
      const text = files.get(path);
      return text === undefined ? host.getSourceFile(path, version, onError) : ts.createSourceFile(path, text, version);
    },
  };
}

function toFinding(block: CodeBlock, { file, start = 0, messageText }: ts.Diagnostic): Finding {
  // The first line of the compiled text is the import line, so the block's own lines count from 1.
  const line = file ? file.getLineAndCharacterOfPosition(start).line : 1;
  return { block, line: block.line + Math.max(line, 1) - 1, message: ts.flattenDiagnosticMessageText(messageText, '\n  ') };
}
