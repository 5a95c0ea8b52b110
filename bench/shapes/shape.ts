import { type App } from 'cdk8s';

/** What every shape exports: it fills an app with that many entries, spread evenly over that many charts. */
export type Fill = (app: App, entries: number, charts: number) => void;
