/**
 * What a program costs before its first statement.
 *
 * Usage: node require-worker.js <module>[,<module>] [<name>[,<name>]]   the names are used, of the last module
 */
import { createRequire } from 'module';
import { measured } from './stopwatch';

const load = createRequire(__filename);
const [modules, names = ''] = process.argv.slice(2);

console.log(JSON.stringify(measured(() => {
  const loaded = modules.split(',').map((module) => load(module));
  names.split(',').forEach((name) => loaded[loaded.length - 1][name]);
})));
