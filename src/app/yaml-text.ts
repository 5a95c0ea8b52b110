import type * as yaml from 'yaml';

/**
 * An object as YAML text, block style, strings on one line. Helm and istiod read YAML 1.1, where `yes` and `off` need
 * quotes to be strings.
 */
export function toYaml(value: unknown): string {
  return yamlLibrary().stringify(value, { lineWidth: 0, compat: 'yaml-1.1' });
}

/** The library itself: loaded by the first text, because most programs write none. */
export function yamlLibrary(): typeof yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('yaml');
}
