import { relative } from 'path';
import { parseAllDocuments } from 'yaml';
import { type Document, outboundPolicy } from './outbound-policy';
import { type Step, type WrittenFile } from './synthesize';

const HEADER = ['file', 'objects', 'kinds', 'outbound policy once it is applied'];
const KINDS_WIDTH = 48;

/** What was written, a line per file, in the order a reader applies it. A step's files lie in a folder named after it. */
export function tableOf(steps: readonly Step[], outdir: string): string {
  const applied: Document[] = [];
  const policy = () => outboundPolicy(applied).join('\n');
  const rows = steps.flatMap(({ name, files }) => {
    if (files.length === 0) return [[`${name}/`, '0', '-', policy()]];
    return files.map((file) => {
      const documents = documentsOf(file);
      applied.push(...documents);
      return [relative(outdir, file.path), `${objectsIn(documents)}`, describe(documents), policy()];
    });
  });
  return aligned([HEADER, ...rows]);
}

function objectsIn(documents: readonly Document[]): number {
  return documents.filter(({ kind }) => kind).length;
}

function describe(documents: readonly Document[]): string {
  if (documents.some(({ groups }) => Array.isArray(groups))) return 'rules for Prometheus';
  return objectsIn(documents) < documents.length ? 'Helm values' : countedKinds(documents);
}

export function documentsOf(file: WrittenFile): Document[] {
  return parseAllDocuments(file.content).map((document) => document.toJS() as Document).filter(Boolean);
}

/** `11 Deployment, 8 Service, 1 Namespace`: most first, and no line longer than it needs to be. */
export function countedKinds(objects: readonly Document[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return wrapped([...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([kind, count]) => `${count} ${kind}`)) || '-';
}

function wrapped(items: readonly string[]): string {
  const lines: string[] = [];
  for (const item of items) {
    const longer = lines.length > 0 && `${lines[lines.length - 1]}, ${item}`;
    if (longer && longer.length <= KINDS_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(item);
  }
  return lines.join(',\n');
}

/** Columns as wide as their widest line; a cell may have several lines. */
export function aligned(rows: readonly string[][]): string {
  const lines = rows.flatMap((row) => linesOf(row.map((cell) => cell.split('\n'))));
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) => line.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}

function linesOf(cells: readonly string[][]): string[][] {
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, at) => cells.map((cell) => cell[at] ?? ''));
}
