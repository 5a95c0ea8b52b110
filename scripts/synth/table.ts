import { relative } from 'path';
import { parseAllDocuments } from 'yaml';
import { type Document, outboundPolicy } from './outbound-policy';
import { type Step, type WrittenFile } from './synthesize';

const HEADER = ['step', 'file', 'objects', 'kinds', 'outbound policy after this step'];

/** What was written, a line per file, in the order a reader applies it. */
export function tableOf(steps: readonly Step[], outdir: string): string {
  const applied: Document[] = [];
  const rows = steps.flatMap((step) => {
    const documents = step.files.map(documentsOf);
    applied.push(...documents.flat());
    const policy = outboundPolicy(applied);
    if (step.files.length === 0) return [[step.name, '-', '0', '-', policy]];
    return step.files.map((file, at) => [
      at === 0 ? step.name : '',
      relative(outdir, file.path),
      ...contents(documents[at]),
      at === 0 ? policy : '',
    ]);
  });
  return aligned([HEADER, ...rows]);
}

export function documentsOf(file: WrittenFile): Document[] {
  return parseAllDocuments(file.content).map((document) => document.toJS() as Document).filter(Boolean);
}

function contents(documents: readonly Document[]): [objects: string, kinds: string] {
  const objects = documents.filter(({ kind }) => kind);
  return [`${objects.length}`, objects.length < documents.length ? 'Helm values' : countedKinds(objects)];
}

/** `11 Deployment, 8 Service, 1 Namespace`: most first. */
export function countedKinds(objects: readonly Document[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of objects) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([kind, count]) => `${count} ${kind}`).join(', ') || '-';
}

export function aligned(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}
