import { findClashes } from '../../src/istio/clashes';

let count = 0;
const manifest = (kind: string, spec: any, namespace = 'shop', name = `m${count++}`): any => ({ apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace }, spec });
const entry = (spec: object, namespace?: string, name?: string) => manifest('ServiceEntry', { hosts: ['a.com'], ports: [port(443, 'TLS')], ...spec }, namespace, name);
const port = (number: number, protocol?: string) => ({ number, name: `p${number}`, protocol });
const clashes = (...manifests: any[]) => findClashes(manifests)
  .map(({ manifest: culprit, problem }) => `${problem.severity} ${problem.code} at ${manifests.indexOf(culprit)} ${problem.path}: ${problem.message}`);

describe('manifest/duplicate', () => {
  const same = () => entry({}, 'shop', 'x');
  test('is the second manifest of one object', () => {
    expect(clashes(same(), same())).toEqual([expect.stringMatching(/^ERROR manifest\/duplicate at 1 metadata.name: another manifest is the same ServiceEntry shop\/x,/)]);
  });
  test('does not depend on the version', () => expect(clashes(same(), { ...same(), apiVersion: 'networking.istio.io/v1beta1' })).toHaveLength(1));
  test('is not the same name elsewhere', () => {
    expect(clashes(same(), entry({}, 'other', 'x'), manifest('Sidecar', { egress: [] }, 'shop', 'x'))).toEqual([]);
    expect(clashes({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } }, { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'x' } })).toEqual([]);
  });
  test('is not an object whose name the API server makes', () => {
    const job = () => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'x-' } });
    expect(clashes(job(), job())).toEqual([]);
  });
});

describe('service-entry/protocol-conflict', () => {
  const http = { ports: [port(443, 'HTTP')] };
  test('is one host and port with two protocols', () => {
    expect(clashes(entry({}, 'ns1', 'first'), entry({ hosts: ['b.com', 'a.com'], ports: [port(80, 'HTTP'), port(443, 'HTTP')] }))).toEqual([
      'ERROR service-entry/protocol-conflict at 1 spec.ports[1].protocol: a.com:443 is HTTP here and TLS in ServiceEntry ns1/first',
    ]);
  });
  test('is also no protocol beside one', () => expect(clashes(entry({}), entry({ ports: [port(443)] }))[0]).toContain('is without protocol here'));
  test('is not TLS beside HTTPS, nor another case', () => expect(clashes(entry({}), entry({ ports: [port(443, 'https')] }))).toEqual([]));
  test('is not another host or port', () => expect(clashes(entry({}), entry({ ...http, hosts: ['b.com'] }), entry({ ports: [port(80, 'HTTP')] }))).toEqual([]));
  test('is not for entries nobody sees together', () => {
    const exported = (exportTo: string[], namespace: string, spec: object = {}) => entry({ exportTo, ...spec }, namespace);
    expect(clashes(exported(['.'], 'ns1'), exported(['.'], 'ns2', http))).toEqual([]);
    expect(clashes(exported(['~'], 'ns1'), exported(['*'], 'ns2', http))).toEqual([]);
    expect(clashes(exported(['.'], 'ns1'), exported(['ns1'], 'ns2', http))).toHaveLength(1);
    expect(clashes(exported(['.'], 'ns1'), exported([], 'ns2', http))).toHaveLength(1);
  });
});

describe('sidecar/namespace-default-duplicate', () => {
  const sidecar = (namespace: string, labels?: object) => manifest('Sidecar', { workloadSelector: labels && { labels }, egress: [{ hosts: ['./*'] }] }, namespace, `sidecar${count++}`);
  test('is a second Sidecar for all workloads of a namespace', () => {
    expect(clashes(sidecar('a'), sidecar('b'), sidecar('a', {}))).toEqual([expect.stringContaining('ERROR sidecar/namespace-default-duplicate at 2 spec.workloadSelector: another Sidecar, a/')]);
  });
  test('is not one for some workloads', () => expect(clashes(sidecar('a'), sidecar('a', { app: 'x' }), sidecar('a', { app: 'y' }))).toEqual([]));
});

describe('destination-rule/double-tls', () => {
  const rule = (trafficPolicy: object, exportTo?: string[]) => manifest('DestinationRule', { host: 'a.com', trafficPolicy, exportTo });
  const both = entry({ ports: [port(80, 'HTTP'), port(443, 'HTTPS')] });
  test('is TLS origination for all ports of an entry with a TLS port', () => {
    expect(clashes(both, rule({ tls: { mode: 'SIMPLE' } }))).toEqual([
      expect.stringMatching(/^ERROR destination-rule\/double-tls at 1 spec.trafficPolicy: port 443 of a.com is HTTPS in ServiceEntry shop\/.*encrypted twice$/),
    ]);
  });
  test('is not TLS origination for the HTTP port', () => {
    expect(clashes(both, rule({ portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'MUTUAL' } }] }))).toEqual([]);
    expect(clashes(both, rule({ tls: { mode: 'SIMPLE' }, portLevelSettings: [{ port: { number: 443 }, loadBalancer: { simple: 'RANDOM' } }] }))).toEqual([]);
  });
  test('is not for other modes and hosts', () => {
    expect(clashes(both, rule({ tls: { mode: 'DISABLE' } }), rule({}), manifest('DestinationRule', { host: 'b.com', trafficPolicy: { tls: { mode: 'SIMPLE' } } }))).toEqual([]);
  });
});

describe('destination-rule/external-name', () => {
  const alias = (type: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'alias', namespace: 'shop' }, spec: { type, externalName: 'a.com' } });
  const rule = (host: string) => manifest('DestinationRule', { host, trafficPolicy: { tls: { mode: 'DISABLE' } } });
  test.each(['alias', 'alias.shop', 'alias.shop.svc', 'alias.shop.svc.cluster.local'])('is a rule for %s', (host) => {
    expect(clashes(alias('ExternalName'), rule(host))).toEqual([
      expect.stringMatching(/^ERROR destination-rule\/external-name at 1 spec.host: Service shop\/alias is an ExternalName, and Istio applies no rule to it$/),
    ]);
  });
  test('is not a rule for another host, or for another Service', () => {
    expect(clashes(alias('ExternalName'), rule('a.com'), rule('alias.com.x'), rule('alias.other'))).toEqual([]);
    expect(clashes(alias('ClusterIP'), rule('alias'))).toEqual([]);
  });
});

describe('wider-than-entry', () => {
  const own = entry({ exportTo: ['.'] }, 'shop', 'own');
  const rule = (exportTo?: string[]) => manifest('DestinationRule', { host: 'a.com', exportTo });
  const service = (spec: object) => manifest('VirtualService', { hosts: ['a.com'], http: [], ...spec });
  test('is a rule for everybody about a host for some', () => {
    expect(clashes(own, rule(), service({ exportTo: ['*'] }))).toEqual([
      'WARNING destination-rule/wider-than-entry at 1 spec.exportTo: it applies to a.com in every namespace, while ServiceEntry shop/own is only exported to .',
      'WARNING virtual-service/wider-than-entry at 2 spec.exportTo: it applies to a.com in every namespace, while ServiceEntry shop/own is only exported to .',
    ]);
  });
  test('is not a rule for some', () => expect(clashes(own, rule(['.']), service({ exportTo: ['shop'] }))).toEqual([]));
  test('is not about a host for everybody', () => expect(clashes(entry({}), rule(), service({}))).toEqual([]));
  test('is not a route of gateways', () => {
    expect(clashes(own, service({ gateways: ['istio-system/egress'] }))).toEqual([]);
    expect(clashes(own, service({ gateways: ['istio-system/egress', 'mesh'] }))).toHaveLength(1);
  });
});
