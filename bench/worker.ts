/**
 * One measurement in a process of its own: fills an app and synthesizes it.
 *
 * Usage: node worker.js <shape> <entries> <charts> <outdir>
 */
import { App } from 'cdk8s';
import { type Fill } from './shapes/shape';
import { measured } from './stopwatch';

const [shape, entries, charts, outdir] = process.argv.slice(2);

async function measure(): Promise<void> {
  const { fill } = await import(`./shapes/${shape}.js`) as { fill: Fill };
  console.log(JSON.stringify(measured(() => {
    const app = new App({ outdir });
    fill(app, Number(entries), Number(charts));
    app.synth();
  })));
}

void measure();
