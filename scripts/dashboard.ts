/**
 * Makes imports/egress-dashboard.json, the dashboard of `EgressDashboard` before an app fills it in.
 *
 * Usage: npx projen dashboard
 *
 * The library that builds it is large, and its users need it as little as they need the CRDs: what it makes is packed, not the library.
 */
import { mkdirSync, writeFileSync } from 'fs';
import { dirname } from 'path';
import { egressDashboard } from './dashboard/dashboard';

const TARGET = 'imports/egress-dashboard.json';

const dashboard = egressDashboard();
mkdirSync(dirname(TARGET), { recursive: true });
writeFileSync(TARGET, `${JSON.stringify(dashboard, undefined, 1)}\n`);
console.log(`${TARGET}: ${dashboard.panels?.length} panels and rows`);
