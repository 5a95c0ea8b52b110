/**
 * How long a program waits before its first statement, and how much memory it has then.
 *
 * Usage: node require-worker.js <module>[,<module>] [<name>[,<name>]]   the names are used, of the last module
 */
import { createRequire } from 'module';

const load = createRequire(__filename);
const [modules, names = ''] = process.argv.slice(2);
const start = performance.now();
const loaded = modules.split(',').map((module) => load(module));
names.split(',').forEach((name) => loaded[loaded.length - 1][name]);
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
