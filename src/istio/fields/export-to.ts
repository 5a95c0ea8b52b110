import type { Findings } from '../findings';
import { isDns1123Label } from '../syntax/labels';

/** What the exportTo of a kind may say beside `*`, `.` and the names of namespaces. */
export interface ExportToOptions {
  /** Whether `~` is allowed: visible to nobody. Only a ServiceEntry can say that. */
  readonly noneAllowed?: boolean;
  /** Whether only the own namespace is allowed, as for a DestinationRule with a workload selector. */
  readonly ownNamespaceOnly?: boolean;
}

/**
 * istiod's rules for `spec.exportTo`.
 *
 * @param namespace the namespace of the object, which `.` stands for
 */
export function checkExportTo(
  findings: Findings, exportTo: string[] | undefined, namespace: string | undefined, options: ExportToOptions = {},
): void {
  if (!exportTo || exportTo.length === 0) return;
  const seen = new Set<string>();
  for (let index = 0; index < exportTo.length; index++) {
    const entry = exportTo[index];
    const target = entry === '.' ? namespace ?? '.' : entry;
    if (seen.has(target)) {
      findings.webhook('export-to-duplicate', `spec.exportTo[${index}]`, entry,
        `exportTo names ${entry === '.' ? `its own namespace ${target}` : entry} twice`, 'name every namespace once');
    } else if (isTarget(target, options)) {
      seen.add(target);
    } else {
      findings.webhook('export-to-invalid', `spec.exportTo[${index}]`, entry,
        `${JSON.stringify(entry)} is neither ".", "*"${options.noneAllowed ? ', "~"' : ''} nor the name of a namespace`,
        'name a namespace, or write "." for its own or "*" for all');
    }
  }
  if (options.ownNamespaceOnly) checkOwnNamespaceOnly(findings, exportTo, seen, namespace ?? '.');
  if (exportTo.length === 1) return;
  if (seen.has('*')) {
    findings.webhook('export-to-public-and-more', 'spec.exportTo', exportTo,
      'exportTo "*" means every namespace and must stand alone', 'write either "*" or the namespaces');
  }
  if (seen.has('~')) {
    findings.webhook('export-to-none-and-more', 'spec.exportTo', exportTo,
      'exportTo "~" means nobody and must stand alone', 'write either "~" or the namespaces');
  }
}

function isTarget(target: string, { noneAllowed }: ExportToOptions): boolean {
  return target === '.' || target === '*' || (target === '~' ? noneAllowed === true : isDns1123Label(target));
}

function checkOwnNamespaceOnly(findings: Findings, exportTo: string[], seen: Set<string>, own: string): void {
  if (seen.size === 0 || (seen.has(own) && seen.size === 1)) return;
  findings.webhook('export-to-beyond-own-namespace', 'spec.exportTo', exportTo,
    'a DestinationRule with a workload selector can only be exported to its own namespace', 'write exportTo ["."], or remove the selector');
}
