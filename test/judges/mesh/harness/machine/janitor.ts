/** Waits for the end of the run that has started it, and removes whatever that run has left. */
import { removeAllOf } from './leftovers';

const ended = process.argv[2];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.stdin.resume().on('close', () => removeAllOf((run) => run === ended));
