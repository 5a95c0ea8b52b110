import { strict as assert } from 'assert';
import { ApiObject, type Chart, Duration, JsonPatch } from 'cdk8s';
import { EgressPort, Endpoint, ExternalService, type ExternalServiceProps, Failover, FaultInjection, LoadBalancing, Locality, Retries, RetryOn } from '../../../../src';
import { type Mesh } from '../harness/mesh';
import { type Pod, summary } from '../harness/pod';
import { until } from '../harness/wait';
import { type Seen } from '../programs/internet';
import { seen } from './seen';
import { type Chapter, inMesh, type Stage } from './story';
import { synthesized } from './synthesized';

const FRANKFURT = Locality.of('eu-central-1', 'eu-central-1a');
const DUBLIN = Locality.of('eu-west-1', 'eu-west-1b');
const SHORT = Duration.millis(500);
/** Comes back within seconds, so that one can wait for it. */
const FORGIVING = { consecutive5xxErrors: 2, interval: Duration.seconds(1), baseEjectionTime: Duration.seconds(2) };

const USERS = Array.from({ length: 16 }, (_, number) => `user-${number}`);

/** What a proxy added to a request of which nobody said anything. */
const ADDED = ['x-envoy-attempt-count', 'x-envoy-decorator-operation', 'x-forwarded-proto', 'x-request-id'];

export const behaviour: Chapter = {
  title: 'What is said of calls happens to them: timeout, retries, faults, limits, headers, load balancing, failover',
  tell: (stage) => inMesh(stage, (mesh) => new Telling(stage, mesh).tell()),
};

class Telling {
  /** In the namespace of the services, and in Frankfurt. */
  private shop!: Pod;
  /** Does not see the services; whatever it calls passes through. */
  private billing!: Pod;

  constructor(private readonly stage: Stage, private readonly mesh: Mesh) {}

  public async tell(): Promise<void> {
    await this.mesh.node('node-f', 'eu-central-1', 'eu-central-1a');
    [this.shop, this.billing] = await Promise.all([
      this.mesh.pod({ name: 'shop', namespace: 'shop', node: 'node-f' }),
      this.mesh.pod({ name: 'billing', namespace: 'billing', node: 'node-f' }),
    ]);
    const { internet } = this.mesh;
    const hosts = ['plain', 'slow', 'repeated', 'every', 'impatient', 'aborted', 'delayed', 'narrow', 'private'];
    await Promise.all(hosts.map((name, at) => internet.serve(`${name}.example.com`, { address: `203.0.113.${10 + at}` })));
    for (const name of ['ledger', 'rates']) {
      const octet = name === 'ledger' ? 40 : 41;
      await internet.serve(`${name} in Frankfurt`, { address: `192.0.2.${octet}`, names: [`${name}.example.com`] });
      await internet.serve(`${name} in Dublin`, { address: `198.51.100.${octet}`, port: 8080, names: [] });
    }
    await internet.serve('sessions, one', { address: '192.0.2.50', names: ['sessions.example.com'] });
    await internet.serve('sessions, two', { address: '192.0.2.51', names: [] });
    await this.mesh.apply(synthesized(this.stage, declareAll, { namespace: 'shop' }));
    await this.timeout();
    await this.retries();
    await this.faults();
    await this.limits();
    await this.headers();
    await this.loadBalancing();
    await this.failover();
  }

  private async timeout(): Promise<void> {
    this.section('timeout');
    await this.check('an answer that comes in time arrives', () => this.shop.hears('200 from slow.example.com', 'http://slow.example.com/'));
    await this.check('one that does not is 504', async () => {
      await this.shop.hears('504', 'http://slow.example.com/after/1500');
      return seen(await this.shop.getLogged('http://slow.example.com/after/1500'), { code: '504', flags: 'UT', cluster: 'outbound|80||slow.example.com' });
    });
    await this.check('a namespace that does not see the service waits', async () => {
      await this.billing.hears('200 from slow.example.com', 'http://slow.example.com/after/1500');
    });
  }

  private async retries(): Promise<void> {
    this.section('retries');
    await this.check('a GET that fails is made three times', () => this.tries(3, 'http://repeated.example.com/status/503'));
    await this.check('a PUT as well', () => this.tries(3, 'http://repeated.example.com/status/503', 'PUT'));
    await this.check('a POST once', () => this.tries(1, 'http://repeated.example.com/status/503', 'POST'));
    await this.check('a GET whose connection breaks is made three times', () => this.tries(3, 'http://repeated.example.com/broken'));
    await this.check('a POST once', () => this.tries(1, 'http://repeated.example.com/broken', 'POST'));
    await this.check('a GET that takes too long is made three times', () => this.tries(3, 'http://repeated.example.com/after/1500'));
    await this.check('ofEveryMethod: a POST is made three times', () => this.tries(3, 'http://every.example.com/status/503', 'POST'));
    await this.check('perTryTimeout without a failure that it counts as, which the library refuses: the call ends after one try', async () => {
      await this.tries(1, 'http://impatient.example.com/after/1500');
      return seen(await this.shop.getLogged('http://impatient.example.com/after/1500'), { code: '504' });
    });
  }

  private async faults(): Promise<void> {
    this.section('fault');
    await this.check('an abort: 418, and the service gets nothing', async () => {
      await this.shop.hears('418', 'http://aborted.example.com/');
      assert.deepEqual(this.mesh.internet.seen('aborted.example.com'), []);
    });
    await this.check('only for those who see the service', () => this.billing.hears('200 from aborted.example.com', 'http://aborted.example.com/'));
    await this.check('a delay: the call is held back, and the timeout does not end it', async () => {
      const start = Date.now();
      await this.shop.hears('200 from delayed.example.com', 'http://delayed.example.com/');
      const took = (Date.now() - start) / 3;
      assert.ok(took >= 1000, `${took} ms`);
      return `${Math.round(took)} ms a call`;
    });
  }

  private async limits(): Promise<void> {
    this.section('connectionPool');
    await this.check('of two requests at once, one more than allowed gets 503', async () => {
      await this.shop.hears('200 from narrow.example.com', 'http://narrow.example.com/');
      const heard = await Promise.all([1, 2].map(async () => summary(await this.shop.get('http://narrow.example.com/after/1000'))));
      assert.deepEqual(heard.sort(), ['200 from narrow.example.com', '503']);
    });
  }

  private async loadBalancing(): Promise<void> {
    this.section('loadBalancing');
    await this.check('consistentHashByHeader: calls of one user end at one server, and not those of all users', async () => {
      const server = async (user: string) => (await this.shop.get('http://sessions.example.com/', { headers: { 'x-user': user } })).server;
      await until('both servers are asked', async () => new Set(await Promise.all(USERS.map(server))).size === 2);
      const servers = new Map(await Promise.all(USERS.map(async (user) => [user, await server(user)] as const)));
      for (const user of [...USERS, ...USERS, ...USERS]) assert.equal(await server(user), servers.get(user), user);
      return `${USERS.length} users at ${[...new Set(servers.values())].sort().join(' and ')}`;
    });
  }

  private async headers(): Promise<void> {
    this.section('stripMeshHeaders, removeRequestHeaders');
    const headers = { 'x-team': 'shop', 'x-request-id': 'mine' };
    await this.check('without: what the proxy adds reaches the service', async () => {
      const got = await this.headersAt('plain.example.com', '/', {});
      assert.deepEqual(Object.keys(got).filter((name) => name.startsWith('x-')).sort(), ADDED);
      return Object.entries(got).filter(([name]) => ADDED.includes(name)).map(([name, value]) => `${name}: ${value}`).join(', ');
    });
    await this.check('with a timeout it is one more', async () => {
      const got = await this.headersAt('slow.example.com', '/', {});
      assert.equal(got['x-envoy-expected-rq-timeout-ms'], '500');
    });
    await this.check('with: none of them, and none of those that are named', async () => {
      const got = await this.headersAt('private.example.com', '/', headers);
      assert.deepEqual(Object.keys(got).sort(), ['host', 'x-forwarded-proto']);
    });
    await this.check('weakness: a call that is made again says so, and how long it may take', async () => {
      await this.shop.get('http://private.example.com/status/503');
      const [first, second] = this.mesh.internet.seen('private.example.com').slice(-2).map((call) => call.headers ?? {});
      assert.deepEqual(Object.keys(first).sort(), ['host', 'x-forwarded-proto']);
      assert.deepEqual(Object.keys(second).sort(), ['host', 'x-envoy-attempt-count', 'x-envoy-expected-rq-timeout-ms', 'x-forwarded-proto']);
      assert.equal(second['x-envoy-attempt-count'], '2');
    });
  }

  private async failover(): Promise<void> {
    this.section('failover');
    const { internet } = this.mesh;
    const hear = async () => summary(await this.shop.get('http://ledger.example.com/'));
    await this.check('a pod in Frankfurt calls Frankfurt', () => this.shop.hears('200 from ledger in Frankfurt', 'http://ledger.example.com/'));
    await internet.stop('192.0.2.40', 80);
    await this.check('Frankfurt is gone: after some failures it calls Dublin', async () => {
      const heard: string[] = [];
      await until('an answer from Dublin', async () => heard.push(await hear()) > 0 && heard.at(-1) === '200 from ledger in Dublin');
      return heard.join(', then ');
    });
    await internet.serve('ledger in Frankfurt', { address: '192.0.2.40', names: ['ledger.example.com'] });
    await this.check('Frankfurt is back: it calls Frankfurt again', async () => {
      const start = Date.now();
      await until('an answer from Frankfurt', async () => await hear() === '200 from ledger in Frankfurt', { within: 40 });
      return `after ${Math.round((Date.now() - start) / 1000)} s`;
    });
    await this.check('with retries in other localities, a POST to what is gone fails, and a GET is made again in Dublin', async () => {
      await this.shop.hears('200 from rates in Frankfurt', 'http://rates.example.com/');
      await internet.stop('192.0.2.41', 80);
      assert.equal(summary(await this.shop.get('http://rates.example.com/', { method: 'POST' })), '503');
      assert.equal(summary(await this.shop.get('http://rates.example.com/')), '200 from rates in Dublin');
    });
  }

  /** The call reaches the server so often. */
  private async tries(expected: number, url: string, method = 'GET'): Promise<string> {
    const { hostname, pathname } = new URL(url);
    const calls = (): Seen[] => this.mesh.internet.seen(hostname).filter((call) => call.method === method && call.path === pathname);
    const before = calls().length;
    const answer = await this.shop.get(url, { method });
    assert.equal(calls().length - before, expected);
    return summary(answer);
  }

  private async headersAt(host: string, path: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
    await this.shop.get(`http://${host}${path}`, { headers });
    return { ...this.mesh.internet.seen(host).at(-1)?.headers };
  }

  private section(title: string): void {
    this.stage.story.section(title);
  }

  private check(claim: string, look: () => Promise<string | void>): Promise<void> {
    return this.stage.story.check(claim, look);
  }
}

function declareAll(chart: Chart): void {
  const declare = (name: string, props: Partial<ExternalServiceProps> = {}) => new ExternalService(chart, name, {
    hosts: [`${name}.example.com`], ports: [EgressPort.http()], ...props,
  });
  const retryOn = [RetryOn.status(503), RetryOn.RESET];
  declare('plain');
  declare('slow', { timeout: SHORT });
  declare('repeated', { retries: Retries.of(2, { perTryTimeout: SHORT, retryOn }) });
  declare('every', { retries: Retries.ofEveryMethod(2, { retryOn }) });
  const impatient = declare('impatient', { retries: Retries.ofEveryMethod(2, { perTryTimeout: SHORT, retryOn }) });
  ApiObject.of(impatient.node.findChild('VirtualService')).addJsonPatch(JsonPatch.remove('/spec/http/0/retries/retryOn'));
  declare('aborted', { fault: FaultInjection.abort(418) });
  declare('delayed', { fault: FaultInjection.delay(Duration.seconds(1)), timeout: SHORT });
  declare('narrow', { connectionPool: { http2MaxRequests: 1 }, retries: Retries.none() });
  declare('private', { stripMeshHeaders: true, removeRequestHeaders: ['x-team'], retries: Retries.of(1, { retryOn }), timeout: Duration.seconds(5) });
  declare('sessions', {
    endpoints: [Endpoint.of('192.0.2.50'), Endpoint.of('192.0.2.51')], loadBalancing: LoadBalancing.consistentHashByHeader('x-user'),
  });
  const endpoints = (octet: number) => [
    Endpoint.of(`192.0.2.${octet}`, { locality: FRANKFURT }),
    Endpoint.of(`198.51.100.${octet}`, { locality: DUBLIN, ports: { http: 8080 } }),
  ];
  declare('ledger', { endpoints: endpoints(40), failover: Failover.nearestFirst(), outlierDetection: FORGIVING, retries: Retries.none() });
  declare('rates', { endpoints: endpoints(41), failover: Failover.nearestFirst(), retries: Retries.of(2, { retryRemoteLocalities: true }) });
}
