import { readdirSync } from 'fs';
import { join, relative, sep } from 'path';

/** Every file below a folder, as paths relative to it with forward slashes, in one order on every machine. */
export function filesBelow(folder: string, skip: readonly string[] = []): string[] {
  const walk = (current: string): string[] => readdirSync(current, { withFileTypes: true }).flatMap((entry) => {
    if (skip.includes(entry.name)) return [];
    const path = join(current, entry.name);
    return entry.isDirectory() ? walk(path) : [relative(folder, path).split(sep).join('/')];
  });
  return walk(folder).sort();
}
