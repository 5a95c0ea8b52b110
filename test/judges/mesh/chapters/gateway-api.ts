import { strict as assert } from 'assert';
import { ApiObject, type Chart } from 'cdk8s';
import {
  EgressLockdown, EgressPort, ExternalService, GatewayApiEgressGateway, GatewayHop, LockdownScope, TlsOrigination,
} from '../../../../src';
import { type Mesh } from '../harness/mesh';
import { type Pod, summary } from '../harness/pod';
import { settled, until } from '../harness/wait';
import { seen } from './seen';
import { type Chapter, inMesh, type Stage } from './story';
import { synthesized } from './synthesized';

const GATEWAY = { name: 'egress-gateway', namespace: 'istio-egress' };
/** As istiod names what it deploys for a Gateway. */
const DEPLOYED = `${GATEWAY.name}-istio`;
const GATEWAY_HOST = `${DEPLOYED}.${GATEWAY.namespace}.svc.cluster.local`;

export const gatewayApi: Chapter = {
  title: 'The same in the words of the Gateway API, by a gateway that istiod deploys',
  tell: (stage) => inMesh(stage, (mesh) => tell(stage, mesh)),
};

async function tell(stage: Stage, mesh: Mesh): Promise<void> {
  const { story } = stage;
  await mesh.internet.serve('http-1.example.com', { address: '192.0.2.10' });
  await mesh.internet.serve('http-2.example.com', { address: '192.0.2.11' });
  await mesh.internet.serve('tls-1.example.com', { address: '192.0.2.20', protocol: 'https' });
  await mesh.internet.serve('tls-2.example.com', { address: '192.0.2.21', protocol: 'https' });
  await mesh.internet.serve('private.example.com', { address: '192.0.2.30', protocol: 'https' });
  await mesh.internet.serve('undeclared.example.com', { address: '192.0.2.80' });
  await mesh.apply(stage.tools.gatewayApiCrds);
  for (const namespace of [GATEWAY.namespace, 'shop', 'billing', 'warehouse']) await mesh.namespace(namespace);
  await mesh.apply(synthesized(stage, declare, { namespace: 'shop', mesh: {} }));

  story.section('What istiod makes of the Gateway');
  await story.check('a Deployment and a Service', async () => {
    await until(`Deployment ${DEPLOYED}`, () => mesh.get('deployment', GATEWAY.namespace, DEPLOYED), { within: 60 });
    const { spec } = await until(`Service ${DEPLOYED}`, () => mesh.get('service', GATEWAY.namespace, DEPLOYED));
    assert.equal(spec.type, 'ClusterIP');
    return spec.ports.map(({ name, port }: { name: string; port: number }) => `${name} ${port}`).join(', ');
  });
  const gateway = await mesh.deploy(GATEWAY.namespace, DEPLOYED);
  const [shop, billing, warehouse] = await Promise.all(['shop', 'billing', 'warehouse'].map((name) => mesh.pod({ name, namespace: name })));

  story.section('Two services of each kind at once');
  for (const [host, url, port] of [
    ['http-1.example.com', 'http://http-1.example.com/', 80], ['http-2.example.com', 'http://http-2.example.com/', 80],
    ['tls-1.example.com', 'https://tls-1.example.com/', 443], ['tls-2.example.com', 'https://tls-2.example.com/', 443],
  ] as const) {
    await story.check(`${host}: by the sidecar to the gateway, and from there`, () => leavesByGateway(shop, gateway, { host, url, port }));
  }

  story.section('Nobody else');
  await story.check('a locked namespace that may call nothing', async () => {
    await warehouse.hears('closed', 'https://tls-1.example.com/');
    return seen(await warehouse.getLogged('https://tls-1.example.com/'), { cluster: 'BlackHoleCluster' });
  });
  await story.check('what is not declared does not leave by the gateway', async () => {
    await shop.hears('502', 'http://undeclared.example.com/');
    await shop.hears('closed', 'https://undeclared.example.com/');
  });
  await story.check('billing, which is told of one service, calls that one', async () => {
    await billing.hears('200 from http-1.example.com', 'http://http-1.example.com/');
    await billing.hears('502', 'http://http-2.example.com/');
  });

  story.section('TLS that a BackendTLSPolicy makes sidecars start');
  await story.check('a server whose certificate no CA of the operating system has signed hears TLS, and no request', async () => {
    await shop.hears('503', 'http://private.example.com/');
    const heard = mesh.internet.seen('private.example.com');
    assert.ok(heard.length > 0 && heard.every(({ refused, method }) => refused?.includes('ALERT') && method === undefined), JSON.stringify(heard));
    return heard.at(-1)!.refused;
  });

  story.section('A policy at the gateway that names an identity');
  await mesh.apply(synthesized(stage, shopAlone));
  await story.check('billing is refused, and shop is not', async () => {
    await billing.hears('403', 'http://http-1.example.com/');
    await shop.hears('200 from http-1.example.com', 'http://http-1.example.com/');
    return '403 for spiffe://cluster.local/ns/billing/sa/default';
  });
  await story.check('TLS that is passed on brings no identity, and is refused to everybody', () => shop.hears('closed', 'https://tls-1.example.com/'));
}

/** A host, how it is called, and the port of the gateway that takes the call. */
interface Way {
  readonly host: string;
  readonly url: string;
  readonly port: number;
}

async function leavesByGateway(caller: Pod, gateway: Pod, { host, url, port }: Way): Promise<string> {
  const call = async () => summary(await caller.get(url));
  await settled(`${caller.name} calls ${host}`, `200 from ${host}`, call, { within: 60 });
  const from = gateway.log.size();
  const { entry } = await caller.logged(async () => ({ body: await call() }), ({ cluster }) => cluster.includes(GATEWAY_HOST));
  assert.equal(entry.cluster, `outbound|${port}||${GATEWAY_HOST}`, entry.line);
  const atGateway = await gateway.log.first(from, ({ cluster }) => cluster.includes(host));
  assert.equal(atGateway.cluster, `outbound|${port}||${host}`, atGateway.line);
  return `${entry.cluster}, then ${atGateway.cluster}`;
}

function declare(chart: Chart): void {
  const gateway = new GatewayApiEgressGateway(chart, 'egress', { metadata: GATEWAY });
  const http = [1, 2].map((number) => new ExternalService(chart, `http-${number}`, {
    hosts: [`http-${number}.example.com`], ports: [EgressPort.http()], via: gateway,
  }));
  const tls = [1, 2].map((number) => new ExternalService(chart, `tls-${number}`, {
    hosts: [`tls-${number}.example.com`], ports: [EgressPort.https()], via: gateway.withOptions({ hop: GatewayHop.PASSTHROUGH }),
  }));
  const verified = new ExternalService(chart, 'private', {
    hosts: ['private.example.com'], ports: [EgressPort.http({ tls: TlsOrigination.backendTlsPolicy() })],
  });
  new EgressLockdown(chart, 'shop', { scope: LockdownScope.namespace('shop', { allow: [...http, ...tls, verified] }) });
  new EgressLockdown(chart, 'billing', { scope: LockdownScope.namespace('billing', { allow: [http[0]] }) });
  new EgressLockdown(chart, 'warehouse', { scope: LockdownScope.namespace('warehouse') });
}

function shopAlone(chart: Chart): void {
  new ApiObject(chart, 'policy', {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'shop-alone', namespace: GATEWAY.namespace },
    spec: {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: GATEWAY.name }],
      action: 'ALLOW',
      rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/default'] } }] }],
    },
  });
}
