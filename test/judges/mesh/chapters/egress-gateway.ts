import { strict as assert } from 'assert';
import { join } from 'path';
import { ApiObject, type Chart } from 'cdk8s';
import {
  CaBundle, ClientCertificate, EgressGateway, EgressLockdown, EgressPort, Endpoint, ExportTo, ExternalService, type ExternalServiceProps,
  GatewayHop, LockdownScope, TlsOrigination,
} from '../../../../src';
import { subsetOf } from '../../../../src/path/gateway/shared/hosts';
import { Authority, type Certificate } from '../harness/authority';
import { type Mesh } from '../harness/mesh';
import { type Pod, summary } from '../harness/pod';
import { settled } from '../harness/wait';
import { seen } from './seen';
import { type Chapter, inMesh, type Stage } from './story';
import { synthesized } from './synthesized';

const GATEWAY = { name: 'egress-gateway', namespace: 'istio-egress' };
const GATEWAY_HOST = `${GATEWAY.name}.${GATEWAY.namespace}.svc.cluster.local`;

export const egressGateway: Chapter = {
  title: 'Calls leave by an egress gateway, which knows who calls',
  tell: (stage) => inMesh(stage, (mesh) => new Telling(stage, mesh).tell()),
};

/** A call to a service, and how it ends where it gets through. */
interface Way {
  readonly host: string;
  call(pod: Pod): Promise<string>;
  readonly port: number;
  /** Of its caller's proxy: the subset of the gateway. */
  readonly subset: string;
  /** How it ends where the gateway's policy does not let it pass. */
  readonly denied: string;
}

class Telling {
  private gateway!: Pod;
  /** Locked, with leave to call everything. */
  private shop!: Pod;
  /** Locked, with leave to call everything but with another identity. */
  private billing!: Pod;
  /** Locked, with no leave. */
  private warehouse!: Pod;
  /** Not locked, and told of no service. */
  private anywhere!: Pod;
  private readonly ways: Way[] = [];

  constructor(private readonly stage: Stage, private readonly mesh: Mesh) {}

  public async tell(): Promise<void> {
    await this.serve();
    for (const namespace of [GATEWAY.namespace, 'shop', 'billing', 'warehouse']) await this.mesh.namespace(namespace);
    await this.mesh.apply(synthesized(this.stage, (chart) => this.declare(chart), { namespace: 'shop' }));
    [this.gateway, this.shop, this.billing, this.warehouse, this.anywhere] = await Promise.all([
      this.mesh.deploy(GATEWAY.namespace, GATEWAY.name),
      ...['shop', 'billing', 'warehouse', 'anywhere'].map((namespace) => this.mesh.pod({ name: namespace, namespace })),
    ]);
    await this.callsLeave();
    await this.nobodyElse();
    await this.forgeries();
    await this.identities();
  }

  /** Two servers of each kind, so that one could be taken for the other. */
  private async serve(): Promise<void> {
    const { internet } = this.mesh;
    const authority = new Authority(join(this.stage.folder, 'authority'), 'private-authority');
    const clients = new Authority(join(this.stage.folder, 'clients'), 'authority-of-clients');
    this.certificates = { authority: authority.certificate, client: clients.sign('shop-at-partners') };
    await internet.serve('http-1.example.com', { address: '192.0.2.10' });
    await internet.serve('http-2.example.com', { address: '192.0.2.11' });
    await internet.serve('tls-1.example.com', { address: '192.0.2.20', protocol: 'https' });
    await internet.serve('tls-2.example.com', { address: '192.0.2.21', protocol: 'https' });
    await internet.serve('tcp-1.example.com', { address: '192.0.2.30', protocol: 'tcp', port: 5432 });
    await internet.serve('tcp-2.example.com', { address: '192.0.2.31', protocol: 'tcp', port: 5432 });
    for (const number of [1, 2]) {
      const origin = `origin-${number}.example.com`;
      await internet.serve(origin, { address: `192.0.2.4${number}`, protocol: 'https', certificate: authority.sign(origin) });
      const mutual = `mutual-${number}.example.com`;
      await internet.serve(mutual, {
        address: `192.0.2.5${number}`, protocol: 'https', certificate: { ...authority.sign(mutual), ca: clients.certificate },
      });
    }
    await internet.serve('passed-on.example.com', { address: '192.0.2.60', protocol: 'https' });
    await internet.serve('www.wiki.example', { address: '192.0.2.70', protocol: 'https', names: ['www.wiki.example', 'en.wiki.example'] });
    await internet.serve('undeclared.example.com', { address: '192.0.2.80' });
  }

  private certificates!: { readonly authority: string; readonly client: Certificate };

  private declare(chart: Chart): void {
    const gateway = new EgressGateway(chart, 'egress', { metadata: GATEWAY });
    const all: ExternalService[] = [];
    const declare = (host: string, props: Omit<ExternalServiceProps, 'hosts'>) => {
      const service = new ExternalService(chart, host.replace('*', 'any'), { hosts: [host], via: gateway, exportTo: ExportTo.namespaces('.', 'billing'), ...props });
      all.push(service);
    };
    for (const number of [1, 2]) {
      declare(`http-${number}.example.com`, { ports: [EgressPort.http()] });
      declare(`tls-${number}.example.com`, { ports: [EgressPort.https()] });
      const address = `192.0.2.3${number - 1}`;
      declare(`tcp-${number}.example.com`, { ports: [EgressPort.tcp(5432)], addresses: [address], endpoints: [Endpoint.of(address)] });
      declare(`origin-${number}.example.com`, { ports: [EgressPort.http({ tls: TlsOrigination.simple({ caCertificates: CaBundle.secret('private-ca') }) })] });
      declare(`mutual-${number}.example.com`, { ports: [EgressPort.http({ tls: TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('partner') }) })] });
    }
    declare('passed-on.example.com', { ports: [EgressPort.https()], via: gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }) });
    declare('*.wiki.example', { ports: [EgressPort.https()], endpoints: [Endpoint.of('www.wiki.example')] });
    for (const namespace of ['shop', 'billing']) new EgressLockdown(chart, namespace, { scope: LockdownScope.namespace(namespace, { allow: all }) });
    new EgressLockdown(chart, 'warehouse', { scope: LockdownScope.namespace('warehouse') });
    const { authority, client } = this.certificates;
    const secret = (name: string, stringData: Record<string, string>) => new ApiObject(chart, name, {
      apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: GATEWAY.namespace }, stringData,
    });
    secret('private-ca', { 'ca.crt': authority });
    secret('partner', { 'tls.crt': client.cert, 'tls.key': client.key, 'ca.crt': authority });
  }

  private async callsLeave(): Promise<void> {
    this.section('Two services of each kind at once');
    for (const number of [1, 2]) {
      this.way(`http-${number}.example.com`, 80);
      this.way(`tls-${number}.example.com`, 443);
      this.way(`tcp-${number}.example.com`, 5432);
      this.way(`origin-${number}.example.com`, 80);
      this.way(`mutual-${number}.example.com`, 80);
    }
    for (const { host, port, call, subset } of this.ways) {
      await this.check(`${host}: by the sidecar to the gateway, and from there`, async () => {
        await settled(`shop calls ${host}`, `200 from ${host}`, () => call(this.shop));
        const from = this.gateway.log.size();
        const { entry } = await this.shop.logged(async () => ({ body: await call(this.shop) }), ({ cluster }) => cluster.includes(subset));
        assert.equal(entry.cluster, `outbound|${port}|${subset}|${GATEWAY_HOST}`, entry.line);
        const atGateway = await this.gateway.log.first(from, ({ cluster }) => cluster.includes(host));
        assert.equal(atGateway.cluster, `outbound|${port}||${host}`, atGateway.line);
        return `${entry.cluster}, then ${atGateway.cluster}`;
      });
    }
    await this.check('a wildcard: the one server that serves it', async () => {
      await this.shop.hears('200 from www.wiki.example', 'https://en.wiki.example/');
      assert.equal(this.mesh.internet.seen('www.wiki.example').at(-1)!.host, 'en.wiki.example');
      return 'SNI en.wiki.example';
    });
    await this.check('TLS of which the gateway is told nothing', () => this.shop.hears('200 from passed-on.example.com', 'https://passed-on.example.com/'));
    await this.check('servers see no identity of the mesh, and no certificate', async () => {
      for (const server of ['http-1.example.com', 'origin-1.example.com', 'mutual-1.example.com']) {
        const { headers = {} } = this.mesh.internet.seen(server).at(-1)!;
        assert.equal(headers['x-forwarded-client-cert'], undefined, JSON.stringify(headers));
      }
    });
    await this.check('the server that asks for it sees the certificate of the gateway', async () => {
      const { client } = this.mesh.internet.seen('mutual-1.example.com').at(-1)!;
      assert.equal(client, 'shop-at-partners');
      return `CN ${client}`;
    });
  }

  private async nobodyElse(): Promise<void> {
    this.section('Nobody else');
    await this.check('a locked namespace that may call nothing', async () => {
      await this.warehouse.hears('closed', 'http://http-1.example.com/');
      await this.warehouse.hears('closed', 'https://tls-1.example.com/');
      await settled('warehouse calls tcp-1', 'closed', async () => summary(await this.warehouse.say('192.0.2.30', 5432)));
      return seen(await this.warehouse.getLogged('https://tls-1.example.com/'), { cluster: 'BlackHoleCluster' });
    });
    await this.check('and what is not declared does not leave by the gateway', async () => {
      await this.shop.hears('502', 'http://undeclared.example.com/');
      await this.shop.hears('closed', 'https://undeclared.example.com/');
    });
  }

  /** The address of the gateway, with the name of a service that others may call. Nothing keeps these pods from dialling it. */
  private async forgeries(): Promise<void> {
    this.section('Straight to the address of the gateway');
    const address = this.mesh.get('service', GATEWAY.namespace, GATEWAY.name).spec.clusterIP;
    const servers = ['http-1.example.com', 'tls-1.example.com', 'tcp-1.example.com', 'origin-1.example.com', 'mutual-1.example.com'];
    // The proxy of the gateway opens a connection before it has seen a certificate; without one it sends nothing on it, and ends it.
    const heardBy = (server: string) => this.mesh.internet.seen(server).filter(({ refused }) => refused !== 'ECONNRESET');
    const before = servers.map((server) => heardBy(server).length);
    for (const pod of [this.warehouse, this.anywhere]) {
      await this.check(`${pod.name}: HTTP, TLS and TCP bring no identity, and end at the gateway or before`, async () => {
        const ends: string[] = [];
        for (const host of ['http-1.example.com', 'origin-1.example.com', 'mutual-1.example.com']) ends.push(summary(await pod.get(`http://${address}/`, { host })));
        ends.push(summary(await pod.get(`https://${address}/`, { host: 'tls-1.example.com' })));
        ends.push(summary(await pod.get(`https://${address}:80/`, { host: 'http-1.example.com' })));
        ends.push(summary(await pod.say(address, 5432)));
        assert.ok(ends.every((end) => !end.startsWith('200') && !end.startsWith('from')), ends.join(', '));
        return [...new Set(ends)].join(', ');
      });
    }
    await this.check('and no server has heard of it', async () => {
      assert.deepEqual(servers.map((server) => heardBy(server).length), before);
    });
    await this.check('what is passed on without identity anybody can send, as the docs say', async () => {
      await this.anywhere.hears('200 from passed-on.example.com', `https://${address}/`, { host: 'passed-on.example.com' });
    });
  }

  /** What the gateway knows of its callers a policy can use; one of ours comes with grants. */
  private async identities(): Promise<void> {
    this.section('A policy at the gateway that names an identity');
    const before = this.ways.filter((_way, index) => index < 5);
    await this.check('without one, both namespaces call everything', async () => {
      for (const { host, call } of before) await settled(`billing calls ${host}`, `200 from ${host}`, () => call(this.billing));
    });
    await this.mesh.apply(synthesized(this.stage, routesOfOnesOwn, { namespace: 'anywhere' }));
    const forged = `outbound|443|${subsetOf('tls-1.example.com')}|${GATEWAY_HOST}`;
    await this.check('a namespace that was told nothing writes routes for itself, and gets through: only a policy stops that, as the docs say', async () => {
      await settled('anywhere takes the gateway', forged, async () => (await this.anywhere.getLogged('https://tls-1.example.com/')).entry.cluster);
      return seen(await this.anywhere.getLogged('https://tls-1.example.com/'), { cluster: forged });
    });
    await this.mesh.apply(synthesized(this.stage, (chart) => new ApiObject(chart, 'policy', {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'shop-alone', namespace: GATEWAY.namespace },
      spec: {
        selector: { matchLabels: { app: GATEWAY.name } },
        action: 'ALLOW',
        rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/default'] } }] }],
      },
    })));
    for (const { host, call, denied } of before) {
      await this.check(`${host}: billing is refused, and shop is not`, async () => {
        await settled(`billing calls ${host}`, denied, () => call(this.billing));
        await settled(`shop calls ${host}`, `200 from ${host}`, () => call(this.shop));
        return `${denied} for spiffe://cluster.local/ns/billing/sa/default`;
      });
    }
    await this.check('and the routes of ones own lead nowhere any more', async () => {
      await this.anywhere.hears('closed', 'https://tls-1.example.com/');
      return seen(await this.anywhere.getLogged('https://tls-1.example.com/'), { cluster: forged });
    });
    await this.check('what is passed on without identity is refused to everybody', async () => {
      await this.shop.hears('closed', 'https://passed-on.example.com/');
    });
  }

  private way(host: string, port: number): void {
    const call = {
      80: async (pod: Pod) => summary(await pod.get(`http://${host}/`)),
      443: async (pod: Pod) => summary(await pod.get(`https://${host}/`)),
      5432: async (pod: Pod) => summary(await pod.say(host, port)).replace(/^from/, '200 from'),
    }[port]!;
    this.ways.push({ host, port, call, subset: subsetOf(host), denied: port === 80 ? '403' : 'closed' });
  }

  private section(title: string): void {
    this.stage.story.section(title);
  }

  private check(claim: string, look: () => Promise<string | void>): Promise<void> {
    return this.stage.story.check(claim, look);
  }
}

/** What anybody can write who may write into a namespace of the mesh: the subsets of the gateway are no secret. */
function routesOfOnesOwn(chart: Chart): void {
  const host = 'tls-1.example.com';
  new ExternalService(chart, 'entry', { hosts: [host], ports: [EgressPort.https()] });
  new ApiObject(chart, 'routes', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    spec: {
      hosts: [host],
      exportTo: ['.'],
      tls: [{
        match: [{ port: 443, sniHosts: [host] }],
        route: [{ destination: { host: GATEWAY_HOST, subset: subsetOf(host), port: { number: 443 } } }],
      }],
    },
  });
}
