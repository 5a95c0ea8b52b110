import { strict as assert } from 'assert';
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { filesBelow } from '../../../../scripts/shared/files';
import { EgressPort, ExternalService } from '../../../../src';
import { type Entry } from '../harness/access-log';
import { type Mesh } from '../harness/mesh';
import { type Pod } from '../harness/pod';
import { type Prometheus } from '../harness/prometheus';
import { until } from '../harness/wait';
import { DemoApplication } from './demo-application';
import { SERVICE_ON_PORT_80 } from './manifests';
import { type Chapter, inMesh, type Stage } from './story';
import { synthesized } from './synthesized';

const HTTPBIN = 'http://httpbin.org/get';
const EXAMPLE = 'http://example.com/';
const DOWN = 'http://down.example.com/';
const NAMESPACE = 'backyards-demo';

/** Counters of Envoy itself, which a stock bootstrap leaves out. Istio's own metrics need Istio's own build of Envoy. */
const PROXY_STATS = {
  proxyStatsMatcher: {
    inclusionRegexps: ['.*BlackHoleCluster.*', '.*PassthroughCluster.*', '.*rq_direct_response', 'cluster\\.outbound.*upstream_rq_total'],
  },
};

/** Blocked, unknown and declared, as Envoy counts them, with the labels that Istio's bootstrap makes. */
const COUNTERS = {
  blockedHttp: 'envoy_http_rq_direct_response{http_conn_manager_prefix=~"outbound_.*", workload="client"} > 0',
  blockedTcp: 'envoy_tcp_downstream_cx_total{tcp_prefix="BlackHoleCluster", workload="client"} > 0',
  unknown: 'envoy_cluster_upstream_cx_total{cluster_name="PassthroughCluster", workload="client"} > 0',
  declared: 'envoy_cluster_upstream_rq_total{cluster_name="outbound|80||httpbin.org", workload="client"} > 0',
};

/** A call that is logged in every state: what comes after it in the log was called after it. */
const MARK = '203.0.113.40:5001';

/** What of an entry tells who was called, and what became of it. */
type Line = string;

export const seeing: Chapter = {
  title: 'Seeing it: access logs of what is blocked, unknown or failed, and of nothing else; the three states in Prometheus',
  tell: (stage) => inMesh(stage, (mesh) => new Telling(stage, mesh).tell(), { logsEveryCall: false }),
};

class Telling {
  private demo!: DemoApplication;
  private client!: Pod;
  /** In a namespace that nobody observes. */
  private stranger!: Pod;
  private prometheus!: Prometheus;

  constructor(private readonly stage: Stage, private readonly mesh: Mesh) {}

  public async tell(): Promise<void> {
    await this.setTheStage();
    await this.allowed();
    await this.restricted();
    await this.declared();
    await this.failed();
  }

  private async setTheStage(): Promise<void> {
    const { internet } = this.mesh;
    await internet.serve('httpbin.org', { address: '203.0.113.10', names: ['httpbin.org', 'www.httpbin.org'] });
    await internet.serve('example.com', { address: '203.0.113.20' });
    await internet.serve('tcp.example.com', { address: '203.0.113.40', protocol: 'tcp', port: 5000 });
    await internet.serve('tls.example.com', { address: '203.0.113.50', protocol: 'https' });
    // An address that is there, and refuses connections.
    await internet.publish({ 'down.example.com': '203.0.113.20' });
    await this.mesh.apply(this.logsOnly('1-allowed'));
    this.demo = new DemoApplication(this.mesh);
    [this.client, this.stranger] = await Promise.all([
      this.mesh.pod({ name: 'client', namespace: NAMESPACE, labels: { app: 'client' }, proxyConfig: PROXY_STATS }),
      this.mesh.pod({ name: 'stranger', namespace: 'elsewhere', labels: { app: 'stranger' } }),
      this.demo.deploy(),
    ]);
    await this.demo.settle(this.client);
    this.prometheus = await this.mesh.prometheus(this.stage.prometheus, [this.client]);
  }

  private async allowed(): Promise<void> {
    this.stage.story.section('1. Allowed');
    await this.check('TCP, TLS, and HTTP where no service has HTTP on the port: the log has the address of each', () => this.logs(async () => {
      await this.client.hears('200 from httpbin.org', HTTPBIN);
      await this.client.say('tcp.example.com', 5000);
      await this.client.get('https://tls.example.com/');
    }, [
      ...Array<Line>(3).fill('203.0.113.10:80 PassthroughCluster'), '203.0.113.40:5000 PassthroughCluster', '203.0.113.50:443 PassthroughCluster',
    ]));
    await this.check('calls inside the mesh are not logged', () => this.logs(async () => {
      await this.demo.calls(this.client, 10);
      await this.client.get(EXAMPLE);
    }, ['203.0.113.20:80 PassthroughCluster']));
    await this.check('HTTP where a service has HTTP on the port: the log has the host', async () => {
      await this.mesh.apply(SERVICE_ON_PORT_80);
      await until('HTTP on port 80 is HTTP to the proxy', async () => (await this.client.getLogged(EXAMPLE)).entry.route === 'allow_any');
      return this.logs(async () => this.client.hears('200 from httpbin.org', HTTPBIN), Array<Line>(3).fill('httpbin.org PassthroughCluster allow_any'));
    });
    await this.check('the demo application is seen in the log of its own pod', async () => {
      const notifications = await this.demo.rollOut('notifications-v1');
      await this.demo.settle(this.client);
      const from = notifications.log.size();
      await this.demo.calls(this.client, 1);
      return lineOf(await notifications.log.first(from));
    });
    await this.check('Prometheus: unknown calls of the client, nothing blocked', () => this.counts({ unknown: true, blockedHttp: false, blockedTcp: false }));
  }

  private async restricted(): Promise<void> {
    this.stage.story.section('2. Restricted');
    await this.mesh.apply(this.logsOnly('2-restricted'), { force: true });
    await this.client.hears('502', HTTPBIN);
    await this.check('HTTP: 502, and the log has host, route and no cluster', () => this.logs(async () => {
      await this.client.hears('502', HTTPBIN);
    }, Array<Line>(3).fill('httpbin.org - block_all')));
    await this.check('TCP and TLS: closed, and the log has the address', () => this.logs(async () => {
      await this.client.say('tcp.example.com', 5000);
      await this.client.get('https://tls.example.com/');
    }, ['203.0.113.40:5000 BlackHoleCluster', '203.0.113.50:443 BlackHoleCluster']));
    await this.check('HTTP without an HTTP service on the port: closed, and the log has the address', async () => {
      await this.mesh.delete(SERVICE_ON_PORT_80);
      await this.client.hears('closed', HTTPBIN);
      return this.logs(async () => this.client.hears('closed', HTTPBIN), Array<Line>(3).fill('203.0.113.10:80 BlackHoleCluster'));
    });
    await this.check('calls inside the mesh are not logged', () => this.logs(async () => {
      await this.demo.calls(this.client, 10);
      await this.client.get(EXAMPLE);
    }, ['203.0.113.20:80 BlackHoleCluster']));
    await this.check('a namespace that is not observed logs nothing', async () => {
      await this.stranger.hears('closed', HTTPBIN);
      assert.deepEqual(this.stranger.log.outbound(), []);
    });
    await this.check('Prometheus: blocked calls of the client, over HTTP and TCP', () => this.counts({ blockedHttp: true, blockedTcp: true }));
  }

  private async declared(): Promise<void> {
    this.stage.story.section('3. Declared');
    await this.mesh.apply(this.logsOnly('3-declared'), { force: true });
    await this.client.hears('200 from httpbin.org', HTTPBIN);
    await this.check('a declared call that succeeds is not logged; one that is blocked beside it is', () => this.logs(async () => {
      await this.client.hears('200 from httpbin.org', HTTPBIN);
      await this.client.hears('502', EXAMPLE);
    }, Array<Line>(3).fill('example.com - block_all')));
    await this.check('Prometheus: declared calls of the client', () => this.counts({ declared: true }));
  }

  private async failed(): Promise<void> {
    this.stage.story.section('4. Declared, and it fails');
    await this.mesh.apply(synthesized(this.stage, (chart) => {
      new ExternalService(chart, 'down', { hosts: ['down.example.com'], ports: [EgressPort.http({ targetPort: 9 }), EgressPort.tls({ targetPort: 9 })] });
    }, { namespace: NAMESPACE }));
    await this.client.hears('503', DOWN);
    await this.check('HTTP: 503, and the log has the cluster', () => this.logs(async () => {
      await this.client.hears('503', DOWN);
    }, Array<Line>(3).fill('down.example.com outbound|80||down.example.com default')));
    await this.check('TLS: closed, and the log has the cluster', () => this.logs(async () => {
      await this.client.get('https://down.example.com/');
    }, ['203.0.113.20:443 outbound|443||down.example.com']));
  }

  /** The calls leave exactly these lines in the log of the client, in any order. */
  private async logs(calls: () => Promise<unknown>, expected: readonly Line[]): Promise<string> {
    const from = await this.mark();
    await calls();
    await this.mark();
    const lines = () => this.client.log.outbound(from).filter(({ destination }) => destination !== MARK).map(lineOf);
    // A connection is logged when it ends, which may be after the call.
    await until('the lines are in the log', () => lines().length >= expected.length).catch(() => undefined);
    assert.deepEqual(lines().sort(), [...expected].sort());
    return [...new Set(lines())].join('; ');
  }

  /** The end of the log, once everything that was called before is in it. */
  private async mark(): Promise<number> {
    const from = this.client.log.size();
    await this.client.say('tcp.example.com', 5001);
    await this.client.log.first(from, ({ destination }) => destination === MARK);
    return this.client.log.size();
  }

  /** Which of the states Prometheus has seen of the client. */
  private async counts(expected: Partial<Record<keyof typeof COUNTERS, boolean>>): Promise<string> {
    const seen: string[] = [];
    for (const [state, isThere] of Object.entries(expected)) {
      const query = () => this.prometheus.query(COUNTERS[state as keyof typeof COUNTERS]);
      if (isThere) await until(`${state} is counted`, async () => (await query()).length > 0);
      const samples = await query();
      if (!isThere) assert.deepEqual(samples, [], state);
      seen.push(...samples.map(({ labels: { __name__: name }, value }) => `${state}: ${name} ${value}`));
    }
    return seen.join(', ');
  }

  private check(claim: string, look: () => Promise<string | void>): Promise<void> {
    return this.stage.story.check(claim, look);
  }

  /** A step of the example without the tags: they are made by a filter that only Istio's own build of Envoy has. */
  private logsOnly(step: string): string {
    const [from, to] = [join(this.stage.manifests, 'seeing-egress', step), join(this.stage.folder, step)];
    for (const file of filesBelow(from)) {
      const objects = parseAllDocuments(readFileSync(join(from, file), 'utf8')).map((document) => document.toJS());
      objects.filter(({ kind }) => kind === 'Telemetry').forEach(({ spec }) => delete spec.metrics);
      mkdirSync(dirname(join(to, file)), { recursive: true });
      writeFileSync(join(to, file), objects.map((object) => stringify(object)).join('---\n'));
    }
    return to;
  }
}

function lineOf({ authority, destination, cluster, route }: Entry): Line {
  return [authority === '-' ? destination : authority, cluster, route].filter((part, at) => at < 2 || part !== '-').join(' ');
}
