import * as ts from 'typescript';

/** The program of a scenario, and where it stands. */
export interface Program {
  readonly file: string;
  readonly code: string;
}

/**
 * The programs of the scenarios in a file, by name: what is in the body of `define`, and what it uses of the rest of the file.
 * A scenario that is made by a function has none.
 */
export function programsIn(name: string, text: string): Map<string, Program> {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const programs = new Map<string, Program>();
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const [scenario, define] = [valueOf(node, 'name'), valueOf(node, 'define')];
      if (scenario && define && ts.isStringLiteral(scenario) && ts.isArrowFunction(define)) {
        programs.set(scenario.text, { file: name, code: programOf(file, define) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return programs;
}

function valueOf(object: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
  const property = object.properties.find((one) => one.name && ts.isIdentifier(one.name) && one.name.text === key);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

function programOf(file: ts.SourceFile, define: ts.ArrowFunction): string {
  const body = ts.isBlock(define.body) ? statementsOf(file, define.body) : `${define.body.getText(file)};`;
  const names = namesIn(define.body);
  const used = file.statements.filter((statement) => declaredBy(statement).some((name) => names.has(name)));
  return [...used.map((statement) => statement.getText(file).replace(/^export /, '')), body].join('\n');
}

/** Names of constants and functions; those of fields are no names of these. */
function namesIn(root: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isNameOfField(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return names;
}

function isNameOfField(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAssignment(parent) || ts.isPropertyAccessExpression(parent)) && parent.name === node;
}

function declaredBy(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
  return ts.isFunctionDeclaration(statement) ? [statement.name!.text] : [];
}

/** From the first statement with its comment to the last, without the indentation of the block. */
function statementsOf(file: ts.SourceFile, block: ts.Block): string {
  const lines = file.text.slice(block.getStart(file) + 1, block.getEnd() - 1).replace(/^\s*\n|\s+$/g, '').split('\n');
  const indent = /^ */.exec(lines[0])![0].length;
  return lines.map((line) => line.slice(Math.min(indent, /^ */.exec(line)![0].length))).join('\n');
}
