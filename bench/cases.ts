/** A comparison: bench/shapes/<shape>.library.ts against bench/shapes/<shape>.raw.ts. */
export interface Case {
  readonly title: string;
  readonly shape: 'services' | 'lockdown' | 'gateway';
  readonly entries: number;
  readonly charts: number;
  /** How often each side runs; small cases are quick and noisy. */
  readonly rounds: number;
}

export const CASES: readonly Case[] = [
  { title: '100 services', shape: 'services', entries: 100, charts: 1, rounds: 15 },
  { title: '1,000 services', shape: 'services', entries: 1_000, charts: 1, rounds: 15 },
  { title: '5,000 services', shape: 'services', entries: 5_000, charts: 1, rounds: 11 },
  { title: '20,000 services', shape: 'services', entries: 20_000, charts: 1, rounds: 15 },
  { title: '20,000 services in 100 charts', shape: 'services', entries: 20_000, charts: 100, rounds: 9 },
  { title: 'a namespace lockdown that allows 1,000 services', shape: 'lockdown', entries: 1_000, charts: 1, rounds: 15 },
  { title: '1,000 services through one gateway', shape: 'gateway', entries: 1_000, charts: 1, rounds: 15 },
  { title: '5,000 services through one gateway', shape: 'gateway', entries: 5_000, charts: 1, rounds: 9 },
];

export const REQUIRE_TITLE = 'require()';
export const REQUIRE_ROUNDS = 41;
export const QUICK_ROUNDS = 3;
