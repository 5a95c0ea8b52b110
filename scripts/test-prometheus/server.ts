import { type ChildProcess, spawn } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { createServer } from 'net';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { runQuietly } from '../shared/shell';
import { tempDir } from '../shared/temp-dir';
import { type PrometheusTools } from './tools';

const READY_WITHIN_MS = 60_000;

/** A series of a result, at one moment. */
export interface Row {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** A Prometheus that holds samples, scrapes nothing, and listens on loopback. */
export class PrometheusServer {
  /** Starts one; whoever does ends it with `stop()`. */
  public static async start(tools: PrometheusTools, openMetrics: string): Promise<PrometheusServer> {
    const folder = tempDir('prometheus');
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(folder, 'samples.txt'), openMetrics);
    writeFileSync(join(folder, 'prometheus.yml'), '');
    const { ok, output } = runQuietly(tools.promtool, ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'samples.txt'), data]);
    if (!ok) throw new Error(`promtool does not take the samples: ${output}`);

    const port = await freePort();
    const server = new PrometheusServer(spawn(tools.prometheus, [
      `--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${data}`, '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`, '--log.level=error',
    ], { stdio: ['ignore', 'inherit', 'inherit'] }), `http://127.0.0.1:${port}`);
    await server.isReady();
    return server;
  }

  private constructor(private readonly process: ChildProcess, private readonly url: string) {
    globalThis.process.once('exit', () => this.process.kill());
  }

  /** What a query answers at a moment, in seconds. */
  public async query(expression: string, time: number): Promise<Row[]> {
    const { result } = await this.ask<{ result: Row[] }>('query', { query: expression, time: `${time}` });
    return result;
  }

  /** The values of a label of some series. */
  public labelValues(label: string, series: string, start: number, end: number): Promise<string[]> {
    return this.ask(`label/${label}/values`, { 'match[]': series, 'start': `${start}`, 'end': `${end}` });
  }

  public async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await ended;
  }

  private async ask<T>(path: string, parameters: Record<string, string>): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`);
    const answer = await response.json() as { status: string; error?: string; data: T };
    if (answer.status !== 'success') throw new Error(`${answer.error}\n${Object.values(parameters).join('\n')}`);
    return answer.data;
  }

  private async isReady(): Promise<void> {
    const end = Date.now() + READY_WITHIN_MS;
    while (Date.now() < end && this.process.exitCode === null) {
      const ready = await fetch(`${this.url}/-/ready`).then(({ ok }) => ok, () => false);
      if (ready) return;
      await sleep(50);
    }
    await this.stop();
    throw new Error('Prometheus did not get ready');
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve((address as { port: number }).port));
    });
  });
}
