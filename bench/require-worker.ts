/** How long a program waits for a module, and how much memory it has then. Usage: node require-worker.js <module> */
import { createRequire } from 'module';

const load = createRequire(__filename);
const start = performance.now();
load(process.argv[2]);
const milliseconds = performance.now() - start;
console.log(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
