import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { type Answer } from '../programs/client';
import { type Namespace } from './machine/namespace';
import { type Run } from './machine/run';
import { type Pod } from './pod';
import { until } from './wait';

const ADDRESS = '127.0.0.1:9090';
/** Where the bootstrap of Istio's agent lets Envoy report; the rules of iptables let it through. */
const METRICS_PORT = 15090;

/** One answer of an instant query. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The same in Prometheus' own words: time and value. */
interface Answered {
  readonly metric: Record<string, string>;
  readonly value: [number, string];
}

/** A real Prometheus, in the network of the control plane. */
export class Prometheus {
  /** Started, and every proxy scraped once. */
  public static async start(
    run: Run, namespace: Namespace, binary: string, pods: readonly Pod[], get: (url: string) => Promise<Answer>,
  ): Promise<Prometheus> {
    const folder = join(run.folder, 'prometheus');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'prometheus.yml'), stringify({
      global: { scrape_interval: '1s', scrape_timeout: '1s' },
      scrape_configs: [{
        job_name: 'proxies',
        metrics_path: '/stats/prometheus',
        static_configs: pods.map((pod) => ({
          targets: [`${pod.address}:${METRICS_PORT}`], labels: { workload: pod.name, workload_namespace: pod.namespace },
        })),
      }],
    }));
    const server = namespace.start('prometheus', binary, [
      `--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`, `--web.listen-address=${ADDRESS}`,
    ]);
    const prometheus = new Prometheus(get);
    await until('every proxy is scraped', async () => (await prometheus.query('up == 1')).length === pods.length, { within: 60, alive: server });
    return prometheus;
  }

  private constructor(private readonly get: (url: string) => Promise<Answer>) {}

  /** What is so now. */
  public async query(expression: string): Promise<Sample[]> {
    const { body = '', failure } = await this.get(`http://${ADDRESS}/api/v1/query?query=${encodeURIComponent(expression)}`);
    const { data, error } = failure ? { error: failure, data: undefined } : JSON.parse(body);
    if (!data) throw new Error(`${expression}: ${error}`);
    return data.result.map(({ metric, value }: Answered) => ({ labels: metric, value: Number(value[1]) }));
  }
}
