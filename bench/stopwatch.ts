import { existsSync, readFileSync } from 'fs';
import { type Measurement } from './statistics';

/** What the scheduler of Linux says of the thread that asks: the first number is its time on the processor, in nanoseconds. */
const OWN_THREAD = '/proc/thread-self/schedstat';

/** Measures what a piece of work costs this process, which has done nothing else. */
export function measured(work: () => void): Measurement {
  const [cpu, main] = [allThreads(), mainThread()];
  work();
  return { cpu: allThreads() - cpu, main: mainThread() - main, megabytes: process.resourceUsage().maxRSS / 1024 };
}

function allThreads(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
}

function mainThread(): number {
  return existsSync(OWN_THREAD) ? Number(readFileSync(OWN_THREAD, 'utf8').split(' ')[0]) / 1e6 : allThreads();
}
