import { strict as assert } from 'assert';
import { join } from 'path';
import { type Mesh } from '../harness/mesh';
import { type Pod, summary } from '../harness/pod';
import { until } from '../harness/wait';
import { assertShares, assertTopology, DemoApplication } from './demo-application';
import { SERVICE_ON_PORT_80 } from './manifests';
import { seen } from './seen';
import { type Chapter, inMesh, type Stage } from './story';

const HTTPBIN = 'http://httpbin.org/get';
const WWW_HTTPBIN = 'http://www.httpbin.org/get';
const EXAMPLE = 'http://example.com/';
/** In the range that step 6 lets go around the proxy. */
const ARCHIVE = 'http://archive.example.com/';

/** Long enough to see that connections live on, short enough to wait for their end. */
const DRAIN_TIME = '5s';

export const thePost: Chapter = {
  title: 'The post, in its own order',
  tell: (stage) => inMesh(stage, (mesh) => new Telling(stage, mesh).tell()),
};

class Telling {
  private demo!: DemoApplication;
  /** In the demo's namespace, to make the call of notifications and see what comes back. */
  private client!: Pod;
  /** In another namespace. */
  private stranger!: Pod;

  constructor(private readonly stage: Stage, private readonly mesh: Mesh) {}

  public async tell(): Promise<void> {
    await this.setTheStage();
    await this.theDemoApplication();
    await this.allowed();
    await this.callingOut();
    await this.restricted();
    await this.openConnections();
    await this.theExternalService();
    await this.theBypass();
  }

  private async setTheStage(): Promise<void> {
    const { internet } = this.mesh;
    await internet.serve('httpbin.org', { address: '203.0.113.10', names: ['httpbin.org', 'www.httpbin.org'] });
    await internet.serve('example.com', { address: '203.0.113.20' });
    await internet.serve('archive.example.com', { address: '198.51.100.30' });
    await internet.serve('tcp.example.com', { address: '203.0.113.40', protocol: 'tcp', port: 5000 });
  }

  private async theDemoApplication(): Promise<void> {
    this.stage.story.section('1. The demo application');
    await this.mesh.apply(this.step('1-demo-app'));
    this.demo = new DemoApplication(this.mesh);
    [this.client, this.stranger] = await Promise.all([
      this.mesh.pod({ name: 'client', namespace: 'backyards-demo', labels: { app: 'client' }, proxyConfig: { drainDuration: DRAIN_TIME } }),
      this.mesh.pod({ name: 'stranger', namespace: 'elsewhere', labels: { app: 'stranger' } }),
      this.demo.deploy(),
    ]);
    await this.demo.settle(this.client);
    await this.check('one GET on frontpage makes exactly the calls of the topology', () => this.oneCall(0));
    await this.check('each call comes with the identity of its caller', async () => {
      const callers = ['catalog-v1', 'payments-v1', 'notifications-v1'].flatMap((pod) => this.demo.callers(pod));
      assert.deepEqual([...new Set(callers)], ['spiffe://cluster.local/ns/backyards-demo/sa/default']);
      return callers[0];
    });
  }

  private async allowed(): Promise<void> {
    this.stage.story.section('2. Allowed');
    await this.check('server-side apply over the map of the installer is a conflict', async () => {
      const { ok, output } = this.mesh.kubectl('apply', '--server-side', '-f', this.step('2-allowed'));
      assert.equal(ok, false);
      assert.match(output, /conflict with "istioctl".*\.data\.mesh/s);
      return 'conflict with the field manager of whoever installed Istio: .data.mesh';
    });
    await this.mesh.apply(this.step('2-allowed'), { force: true });
    await this.check('httpbin.org is reached, through the PassthroughCluster', async () => {
      await this.client.hears('200 from httpbin.org', HTTPBIN);
      return seen(await this.client.getLogged(HTTPBIN), { cluster: 'PassthroughCluster' });
    });
  }

  private async callingOut(): Promise<void> {
    this.stage.story.section('3. Calling out');
    await this.mesh.apply(this.step('3-calling-out'));
    await this.demo.rollOut('notifications-v1');
    await this.demo.settle(this.client);
    await this.check('one GET on frontpage makes the same calls, and one of httpbin.org', () => this.oneCall(1));
    await this.check('a hundred reach every version of movies in its share', async () => {
      const before = this.mesh.internet.seen('httpbin.org').length;
      const calls = await this.demo.calls(this.client, 100);
      assertTopology(calls, 100);
      assert.equal(this.mesh.internet.seen('httpbin.org').length - before, 100);
      return assertShares(calls);
    });
  }

  private async restricted(): Promise<void> {
    this.stage.story.section('4. Restricted');
    const proxies = this.proxies();
    await this.mesh.apply(this.step('4-restricted'), { force: true });
    await this.check('no HTTP service on port 80 is visible: the connection is closed, in the BlackHoleCluster', async () => {
      await this.client.hears('closed', HTTPBIN);
      return seen(await this.client.getLogged(HTTPBIN), { cluster: 'BlackHoleCluster', flags: 'UH' });
    });
    await this.check('another namespace is blocked too', () => this.stranger.hears('closed', HTTPBIN));
    await this.check('the calls inside the mesh are unharmed; httpbin.org sees nothing', () => this.oneCall(0));
    await this.mesh.apply(SERVICE_ON_PORT_80);
    await this.check('an HTTP service on port 80 is visible: 502, from the route block_all', async () => {
      await this.client.hears('502', HTTPBIN);
      return seen(await this.client.getLogged(HTTPBIN), { code: '502', route: 'block_all', details: 'direct_response' });
    });
    await this.check('the calls inside the mesh are unharmed; httpbin.org sees nothing', () => this.oneCall(0));
    await this.mesh.delete(SERVICE_ON_PORT_80);
    await this.check('without it the connection is closed again', () => this.client.hears('closed', HTTPBIN));
    await this.check('no proxy was restarted', async () => assert.deepEqual(this.proxies(), proxies));
  }

  private async openConnections(): Promise<void> {
    this.stage.story.section('4b. Connections that are open while the policy changes');
    const overTcp = { connection: 'HTTP that is TCP to the proxy' };
    const overHttp = { connection: 'HTTP' };
    const tcp = { connection: 'TCP' };
    await this.mesh.apply(this.step('2-allowed'), { force: true });
    await this.client.hears('200 from httpbin.org', HTTPBIN);
    await this.client.get(HTTPBIN, overTcp);
    await this.mesh.apply(SERVICE_ON_PORT_80);
    await until('HTTP on port 80 is HTTP to the proxy', async () => (await this.client.getLogged(HTTPBIN)).entry.route === 'allow_any');
    await this.client.get(HTTPBIN, overHttp);
    await this.client.say('tcp.example.com', 5000, tcp);
    await this.mesh.apply(this.step('4-restricted'), { force: true });
    await this.client.hears('502', HTTPBIN);

    await this.check('HTTP that the proxy knows as HTTP: the next request on the open connection is blocked', async () => {
      const answer = await this.client.get(HTTPBIN, overHttp);
      assert.deepEqual([summary(answer), answer.reused], ['502', true]);
    });
    await this.check('TCP, and HTTP without an HTTP service on its port: an open connection still carries bytes', async () => {
      const answers = [await this.client.get(HTTPBIN, overTcp), await this.client.say('tcp.example.com', 5000, tcp)];
      assert.deepEqual(answers.map((answer) => [summary(answer), answer.reused]), [['200 from httpbin.org', true], ['from tcp.example.com', true]]);
    });
    await this.check(`until Envoy's drain time is over: ${DRAIN_TIME} here, 45 s in a stock install`, async () => {
      await until('the TCP connection is closed', async () => (await this.client.say('tcp.example.com', 5000, tcp)).failure === 'closed');
      await this.client.hears('502', HTTPBIN, overTcp);
    });
    await this.mesh.delete(SERVICE_ON_PORT_80);
    await this.client.hears('closed', HTTPBIN);
  }

  private async theExternalService(): Promise<void> {
    this.stage.story.section('5. The external service');
    await this.mesh.apply(this.step('5-external-service'));
    await this.check('httpbin.org is reached, through a cluster of its own', async () => {
      await this.client.hears('200 from httpbin.org', HTTPBIN);
      return seen(await this.client.getLogged(HTTPBIN), { cluster: 'outbound|80||httpbin.org', code: '200' });
    });
    await this.check('www.httpbin.org too', async () => {
      await this.client.hears('200 from httpbin.org', WWW_HTTPBIN);
      return seen(await this.client.getLogged(WWW_HTTPBIN), { cluster: 'outbound|80||www.httpbin.org', code: '200' });
    });
    await this.check('every other host stays blocked, now with 502', async () => {
      await this.client.hears('502', EXAMPLE);
      return seen(await this.client.getLogged(EXAMPLE), { route: 'block_all' });
    });
    await this.check('one GET on frontpage makes one call of httpbin.org again', () => this.oneCall(1));
    await this.check('a pod in another namespace does not see it: exportTo is "."', async () => {
      await this.stranger.hears('closed', HTTPBIN);
      return seen(await this.stranger.getLogged(HTTPBIN), { cluster: 'BlackHoleCluster' });
    });
    await this.mesh.delete(this.step('5-external-service'));
    await this.check('deleted: blocked again', () => this.client.hears('closed', HTTPBIN));
    await this.check('the calls inside the mesh are unharmed; httpbin.org sees nothing', () => this.oneCall(0));
  }

  private async theBypass(): Promise<void> {
    this.stage.story.section('6. The bypass');
    await this.mesh.apply(this.step('6-bypass'));
    const notifications = await this.demo.rollOut('notifications-v1');
    await this.check("Istio's injection makes the annotation a rule of iptables", async () => {
      const args = notifications.iptablesArguments.join(' ');
      assert.match(args, / -x 198\.51\.100\.0\/24 /);
      return args;
    });
    await this.check('the new pod reaches its range directly: the proxy sees nothing', async () => {
      await notifications.hears('200 from archive.example.com', ARCHIVE);
      const from = notifications.log.size();
      await notifications.get(ARCHIVE);
      // What the proxy did see comes later in its log than what it might have seen before.
      await notifications.get(EXAMPLE);
      const first = await notifications.log.first(from);
      assert.equal(first.destination, '203.0.113.20:80');
    });
    await this.check('and nothing else', async () => {
      await notifications.hears('closed', EXAMPLE);
      await notifications.hears('closed', HTTPBIN);
    });
    await this.check('a pod without the annotation does not reach the range', async () => {
      await this.client.hears('closed', ARCHIVE);
      return seen(await this.client.getLogged(ARCHIVE), { cluster: 'BlackHoleCluster' });
    });
    await this.check('the policy is taken back by applying step 2', async () => {
      await this.mesh.apply(this.step('2-allowed'), { force: true });
      await this.client.hears('200 from httpbin.org', HTTPBIN);
    });
  }

  /** One GET on frontpage, and what it led to inside and outside the mesh. */
  private async oneCall(external: number): Promise<string> {
    const before = this.mesh.internet.seen('httpbin.org').length;
    const calls = await this.demo.calls(this.client, 1);
    assertTopology(calls, 1);
    assert.equal(this.mesh.internet.seen('httpbin.org').length - before, external, 'calls that httpbin.org saw');
    return [...Object.entries(calls).map(([pod, count]) => `${pod} ${count}`), `httpbin.org ${external}`].join(', ');
  }

  private proxies(): Record<string, number[]> {
    return { client: this.client.proxyProcesses(), stranger: this.stranger.proxyProcesses() };
  }

  private check(claim: string, look: () => Promise<string | void>): Promise<void> {
    return this.stage.story.check(claim, look);
  }

  private step(name: string): string {
    return join(this.stage.manifests, 'accessing-external-services', name);
  }
}
