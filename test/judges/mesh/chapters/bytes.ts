import { strict as assert } from 'assert';
import { join } from 'path';
import { type Chart } from 'cdk8s';
import { EgressLockdown, EgressPort, Endpoint, ExternalService, IstioVersion, LockdownScope, Resolution, Risk } from '../../../../src';
import { type Mesh } from '../harness/mesh';
import { type Pod, summary } from '../harness/pod';
import { settled, until } from '../harness/wait';
import { HTTP_ON_PORT_9306, TWO_ON_ONE_PORT } from './manifests';
import { seen } from './seen';
import { type Chapter, inMesh, type Stage } from './story';
import { synthesized } from './synthesized';

const IMPOSTOR = '198.51.100.99';
const reason = 'it is shown here what the risk is';

export const bytes: Chapter = {
  title: 'What is declared carries bytes, and what the docs call a weakness is one',
  tell: (stage) => inMesh(stage, (mesh) => new Telling(stage, mesh).tell()),
};

type Declaration = (chart: Chart, name: string) => ExternalService;

class Telling {
  /** In namespace orders, which the example databases locks. */
  private orders!: Pod;
  /** In a namespace that is locked for the programs of this chapter. */
  private shop!: Pod;
  private frankfurt!: Pod;
  private dublin!: Pod;
  private readonly declarations: Declaration[] = [];

  constructor(private readonly stage: Stage, private readonly mesh: Mesh) {}

  public async tell(): Promise<void> {
    await Promise.all([
      this.mesh.node('node-f', 'eu-central-1', 'eu-central-1a'),
      this.mesh.node('node-d', 'eu-west-1', 'eu-west-1b'),
    ]);
    [this.orders, this.shop, this.frankfurt, this.dublin] = await Promise.all([
      this.mesh.pod({ name: 'orders', namespace: 'orders' }),
      this.mesh.pod({ name: 'locked', namespace: 'locked' }),
      this.mesh.pod({ name: 'frankfurt', namespace: 'shop', node: 'node-f' }),
      this.mesh.pod({ name: 'dublin', namespace: 'shop', node: 'node-d' }),
    ]);
    await this.tcpWithAddresses();
    await this.tlsBySni();
    await this.localityEndpoints();
    await this.staticEndpoints();
    await this.wildcardHosts();
    await this.spoofing();
    await this.tcpWithoutAddresses();
  }

  private async tcpWithAddresses(): Promise<void> {
    this.section('TCP with addresses (examples/databases)');
    const { internet } = this.mesh;
    await internet.serve('postgres.example.com', { address: '192.0.2.10', protocol: 'tcp', port: 5432 });
    await internet.serve('mysql.example.com', { address: '198.51.100.5', protocol: 'greeting', port: 3306 });
    for (const last of [10, 11, 12]) {
      await internet.serve('mongo.example.com', { address: `203.0.113.${last}`, protocol: 'tcp', port: 27017 });
    }
    for (const port of [5432, 27017]) await internet.serve('impostor', { address: IMPOSTOR, protocol: 'tcp', port });
    for (const port of [3306, 9306]) await internet.serve('impostor', { address: IMPOSTOR, protocol: 'greeting', port });
    // A name that does not resolve when a proxy hears of it is asked for again only a minute later.
    const names = ['redis.example.net', 'elsewhere.example.net'];
    await internet.serve('redis.example.net', { address: '203.0.113.60', protocol: 'https', port: 6380, names });
    await internet.serve('shard-1.mongo.example.net', { address: '203.0.113.61', protocol: 'https', port: 27018 });
    await this.mesh.apply(join(this.stage.manifests, 'databases'));

    await this.check('postgres: by name and by address', async () => {
      await says(this.orders, 'from postgres.example.com', 'postgres.example.com', 5432);
      await says(this.orders, 'from postgres.example.com', '192.0.2.10', 5432);
      return seen(await this.orders.logged(() => this.orders.say('192.0.2.10', 5432)), { cluster: 'outbound|5432||postgres.example.com' });
    });
    await this.check('mysql: an address in its range, and the server speaks first', async () => {
      await says(this.orders, 'from mysql.example.com', 'mysql.example.com', 3306, { silently: true });
    });
    await this.check('mongo: each of its three addresses', async () => {
      for (const last of [10, 11, 12]) await says(this.orders, 'from mongo.example.com', `203.0.113.${last}`, 27017);
    });
    for (const port of [5432, 3306, 27017]) {
      await this.check(`port ${port} of another address: closed`, async () => {
        await says(this.orders, 'closed', IMPOSTOR, port, { silently: port === 3306 });
        return seen(await this.orders.logged(() => this.orders.say(IMPOSTOR, port)), { cluster: 'BlackHoleCluster' });
      });
    }
    await this.check('a pod outside the locked namespace reaches any address', () => says(this.frankfurt, 'from impostor', IMPOSTOR, 5432));

    const silently = { silently: true, timeout: 1500 };
    await this.check('where the server speaks first, an undeclared port is closed', () => says(this.orders, 'closed', IMPOSTOR, 9306, silently));
    await this.mesh.apply(HTTP_ON_PORT_9306);
    await this.check('and hangs, when a visible service has HTTP on that port', () => says(this.orders, 'timeout', IMPOSTOR, 9306, silently));
    await this.mesh.delete(HTTP_ON_PORT_9306);
  }

  private async tlsBySni(): Promise<void> {
    this.section('TLS by SNI (examples/databases)');
    await this.check('redis over TLS', async () => {
      await this.orders.hears('200 from redis.example.net', 'https://redis.example.net:6380/');
      const { answer, entry } = await this.orders.getLogged('https://redis.example.net:6380/');
      return seen({ answer, entry }, { cluster: 'outbound|6380||redis.example.net', sni: 'redis.example.net' });
    });
    await this.check('a shard of mongo over TLS', () => this.orders.hears('200 from shard-1.mongo.example.net', 'https://shard-1.mongo.example.net:27018/'));
    await this.check('another name at the same address and port: closed', async () => {
      await this.orders.hears('closed', 'https://elsewhere.example.net:6380/');
      const call = await this.orders.getLogged('https://elsewhere.example.net:6380/');
      return `${seen(call, { cluster: 'BlackHoleCluster' })}, SNI ${call.entry.sni}`;
    });
    await this.check('no TLS on that port: closed', () => says(this.orders, 'closed', 'redis.example.net', 6380));
  }

  private async localityEndpoints(): Promise<void> {
    this.section('Endpoints with localities (examples/failover)');
    const { internet } = this.mesh;
    await internet.serve('ledger in Frankfurt', { address: '192.0.2.10', names: ['ledger.example.com'] });
    await internet.serve('ledger in Dublin', { address: '198.51.100.10', port: 8080, names: [] });
    await internet.serve('search in Frankfurt', { address: '203.0.113.71', protocol: 'https', names: ['frankfurt.search.example.com', 'search.example.com'] });
    await internet.serve('search in Dublin', { address: '203.0.113.72', protocol: 'https', names: ['dublin.search.example.com'] });
    await this.mesh.apply(join(this.stage.manifests, 'failover'));
    const regions: [Pod, string][] = [[this.frankfurt, 'Frankfurt'], [this.dublin, 'Dublin']];
    for (const [pod, region] of regions) {
      await this.check(`a pod in ${region} calls ${region}: HTTP with STATIC endpoints, HTTPS with DNS endpoints`, async () => {
        await pod.hears(`200 from ledger in ${region}`, 'http://ledger.example.com/');
        await pod.hears(`200 from search in ${region}`, 'https://search.example.com/');
        return seen(await pod.getLogged('http://ledger.example.com/'), { cluster: 'outbound|80||ledger.example.com' });
      });
    }
    await internet.stop('192.0.2.10', 80);
    await this.check('Frankfurt is gone: the pod there calls Dublin', async () => {
      const heard = new Set<string>();
      await until('an answer from Dublin', async () => {
        heard.add(summary(await this.frankfurt.get('http://ledger.example.com/')));
        return heard.has('200 from ledger in Dublin');
      }, { within: 40 });
      return [...heard].join(', then ');
    });
  }

  private async staticEndpoints(): Promise<void> {
    this.section('STATIC endpoints');
    const { internet } = this.mesh;
    await internet.serve('first', { address: '203.0.113.81', names: ['legacy.example.com'] });
    await internet.serve('second', { address: '203.0.113.82', port: 8080, names: [] });
    await this.declare((chart, name) => new ExternalService(chart, name, {
      hosts: ['legacy.example.com'],
      ports: [EgressPort.http()],
      endpoints: [Endpoint.of('203.0.113.81'), Endpoint.of('203.0.113.82', { ports: { http: 8080 } })],
    }));
    await this.check('all of them share the load, each at its own port', async () => {
      const heard = new Set<string>();
      await until('an answer from each', async () => {
        heard.add(summary(await this.shop.get('http://legacy.example.com/')));
        return heard.has('200 from first') && heard.has('200 from second');
      });
    });
  }

  private async wildcardHosts(): Promise<void> {
    this.section('Wildcard hosts');
    const { internet } = this.mesh;
    await internet.serve('en.wiki.example', { address: '203.0.113.91' });
    await internet.serve('de.wiki.example', { address: '203.0.113.92', protocol: 'https' });
    await internet.serve('impostor', { address: IMPOSTOR, names: ['impostor.example'] });
    const service = await this.declare((chart, name) => new ExternalService(chart, name, {
      hosts: ['*.wiki.example'],
      ports: [EgressPort.http(), EgressPort.tls()],
    }));
    await this.check('in a declared mesh of 1.31 it is DYNAMIC_DNS; HTTP', async () => {
      assert.equal(service.resolution, Resolution.DYNAMIC_DNS);
      await this.shop.hears('200 from en.wiki.example', 'http://en.wiki.example/');
      return seen(await this.shop.getLogged('http://en.wiki.example/'), { cluster: 'outbound|80||*.wiki.example' });
    });
    await this.check('TLS', async () => {
      await this.shop.hears('200 from de.wiki.example', 'https://de.wiki.example/');
      return seen(await this.shop.getLogged('https://de.wiki.example/'), { cluster: 'outbound|443||*.wiki.example', sni: 'de.wiki.example' });
    });
    await this.check('another host: blocked', async () => {
      await this.shop.hears('502', 'http://impostor.example/');
      await this.shop.hears('closed', 'https://impostor.example/');
    });
    await this.check('a forged Host header leads to the host of that name, whatever address is dialled', async () => {
      await this.shop.hears('200 from en.wiki.example', `http://${IMPOSTOR}/`, { host: 'en.wiki.example' });
    });
  }

  private async spoofing(): Promise<void> {
    this.section('Risk.spoofableHost: resolution NONE');
    const { internet } = this.mesh;
    await internet.serve('api.none.example', { address: '203.0.113.101' });
    await internet.serve('api.dns.example', { address: '203.0.113.102' });
    await internet.serve('tls.none.example', { address: '203.0.113.103', protocol: 'https' });
    await internet.serve('impostor', { address: IMPOSTOR, protocol: 'https', names: [] });
    await this.declare((chart, name) => new ExternalService(chart, name, {
      hosts: ['*.none.example'],
      ports: [EgressPort.http(), EgressPort.https()],
      resolution: Resolution.NONE,
      acceptRisks: [Risk.spoofableHost({ reason })],
    }));
    await this.declare((chart, name) => new ExternalService(chart, name, { hosts: ['api.dns.example'], ports: [EgressPort.http()] }));
    await this.check('the host is reached', () => this.shop.hears('200 from api.none.example', 'http://api.none.example/'));
    await this.check('weakness: a forged Host header reaches any address', async () => {
      await this.shop.hears('502', 'http://impostor.example/');
      await this.shop.hears('200 from impostor', `http://${IMPOSTOR}/`, { host: 'api.none.example' });
    });
    await this.check('weakness: so does a forged SNI', async () => {
      await this.shop.hears('200 from tls.none.example', 'https://tls.none.example/');
      await this.shop.hears('closed', 'https://impostor.example/');
      await this.shop.hears('200 from impostor', `https://${IMPOSTOR}/`, { host: 'tls.none.example' });
    });
    await this.check('with resolution DNS a forged Host header leads to the host of that name', async () => {
      await this.shop.hears('200 from api.dns.example', `http://${IMPOSTOR}/`, { host: 'api.dns.example' });
    });
  }

  private async tcpWithoutAddresses(): Promise<void> {
    this.section('Risk.tcpAnyAddress: TCP without addresses');
    const { internet } = this.mesh;
    await internet.serve('queue.example.com', { address: '203.0.113.111', protocol: 'tcp', port: 7000 });
    await internet.serve('cache.example.com', { address: '203.0.113.112', protocol: 'tcp', port: 7001 });
    await internet.serve('second.example.com', { address: '203.0.113.113', protocol: 'tcp', port: 7000 });
    for (const port of [7000, 7001]) await internet.serve('impostor', { address: IMPOSTOR, protocol: 'tcp', port, names: [] });
    await this.check('before: both ports of any address are closed', async () => {
      await says(this.shop, 'closed', IMPOSTOR, 7000);
      await says(this.shop, 'closed', IMPOSTOR, 7001);
    });
    await this.declareTcp('queue.example.com', 7000);
    await this.declareTcp('cache.example.com', 7001, Resolution.NONE);
    await this.check('weakness: with resolution DNS every address on that port is the declared host', async () => {
      await says(this.shop, 'from queue.example.com', 'queue.example.com', 7000);
      await says(this.shop, 'from queue.example.com', IMPOSTOR, 7000);
    });
    await this.check('weakness: with resolution NONE every address on that port is open', async () => {
      await says(this.shop, 'from cache.example.com', 'cache.example.com', 7001);
      await says(this.shop, 'from impostor', IMPOSTOR, 7001);
    });
    await this.mesh.apply(TWO_ON_ONE_PORT);
    await this.check('two such hosts on one port, which the library refuses: what is sent to the second goes to the first', async () => {
      await says(this.frankfurt, 'from queue.example.com', 'second.example.com', 7000);
    });
  }

  private async declareTcp(host: string, port: number, resolution?: Resolution): Promise<void> {
    await this.declare((chart, name) => new ExternalService(chart, name, {
      hosts: [host], ports: [EgressPort.tcp(port)], resolution, acceptRisks: [Risk.tcpAnyAddress({ reason })],
    }));
  }

  /** Declares one more service in the locked namespace, which may call what is declared there. */
  private async declare(declaration: Declaration): Promise<ExternalService> {
    this.declarations.push(declaration);
    let services: ExternalService[] = [];
    await this.mesh.apply(synthesized(this.stage, (chart) => {
      services = this.declarations.map((each, at) => each(chart, `service-${at}`));
      new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('locked', { allow: services }) });
    }, { mesh: { version: IstioVersion.V1_31 }, namespace: 'locked' }));
    return services.at(-1)!;
  }

  private section(title: string): void {
    this.stage.story.section(title);
  }

  private check(claim: string, look: () => Promise<string | void>): Promise<void> {
    return this.stage.story.check(claim, look);
  }
}

function says(pod: Pod, expected: string, host: string, port: number, options: { silently?: boolean } = {}): Promise<void> {
  return settled(`${pod.name} says hello to ${host}:${port}`, expected, async () => summary(await pod.say(host, port, options)));
}
