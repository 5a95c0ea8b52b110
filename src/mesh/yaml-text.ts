import type * as yaml from 'yaml';

/** An object as YAML text, block style, strings on one line. */
export function toYaml(value: unknown): string {
  return yamlLibrary().stringify(value, { lineWidth: 0 });
}

/** The library itself: loaded by the first text, because most programs write none. */
export function yamlLibrary(): typeof yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('yaml');
}
