import { type Tally } from '../shared/tally';
import { type PrometheusTools } from './tools';

/** One part of `npm run test:prometheus`, in a file of its own. */
export interface Part {
  /** What it is called on the command line. */
  readonly name: string;
  readonly title: string;
  run(tools: PrometheusTools): Tally | Promise<Tally>;
}
