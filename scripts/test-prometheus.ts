/**
 * `npm run test:prometheus`: a real Prometheus reads everything that this library writes for one.
 *
 * Usage: npm run test:prometheus             all of it
 *        npm run test:prometheus -- rules    these parts only
 *
 * It needs Prometheus and promtool. Where they are not installed, Debian's package is unpacked into .cache/, once.
 */
import { runCommand } from './shared/command';
import { Missing } from './shared/debian';
import { type Step } from './shared/step';
import { closingLine, FAILED, PASSED } from './shared/tally';
import { PARTS } from './test-prometheus/parts';
import { preparePrometheus, type PrometheusTools } from './test-prometheus/tools';

async function main(chosen: readonly string[]): Promise<void> {
  const stranger = chosen.find((name) => !PARTS.some((part) => part.name === name));
  if (stranger !== undefined) {
    console.error(`npm run test:prometheus has no part '${stranger}'; it has ${PARTS.map(({ name }) => name).join(', ')}\n\n${closingLine(FAILED)}`);
    process.exitCode = 1;
    return;
  }
  await runCommand(stepsFor(chosen));
}

function stepsFor(chosen: readonly string[]): Step[] {
  let tools: PrometheusTools;
  const start: Step = {
    title: 'Prometheus',
    run: () => {
      try {
        tools = preparePrometheus();
        return PASSED;
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        console.error(`npm run test:prometheus: ${error.message}`);
        return FAILED;
      }
    },
  };
  const parts = PARTS.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  return [start, ...parts.map((part): Step => ({ title: `${part.name}: ${part.title}`, needs: start, run: () => part.run(tools) }))];
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

void main(process.argv.slice(2));
