/**
 * Draws docs/images/egress-states.svg from what a real Prometheus answers to the queries of the dashboard.
 *
 * Usage: npx projen picture
 *
 * `npm run test:prometheus` compares.
 */
import { mkdirSync, writeFileSync } from 'fs';
import { dirname } from 'path';
import { drawStates, PICTURE } from './test-prometheus/dashboard/picture';
import { SAMPLES } from './test-prometheus/dashboard/samples';
import { PrometheusServer } from './test-prometheus/server';
import { preparePrometheus } from './test-prometheus/tools';

async function main(): Promise<void> {
  const server = await PrometheusServer.start(preparePrometheus(), SAMPLES);
  try {
    mkdirSync(dirname(PICTURE), { recursive: true });
    writeFileSync(PICTURE, await drawStates(server));
    console.log(PICTURE);
  } finally {
    await server.stop();
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

void main();
