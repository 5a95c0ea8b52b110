import { dashboard } from './dashboard';
import { type Part } from './part';
import { rules } from './rules';

/** The parts of `npm run test:prometheus`, in the order in which they run. */
export const PARTS: readonly Part[] = [rules, dashboard];
