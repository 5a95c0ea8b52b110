import { STOCK_FACTS } from '../../../src/istio/facts';
import { ProblemOrigin, ProblemSeverity } from '../../../src/istio/problem';
import { checkSidecar } from '../../../src/istio/kinds/sidecar';
import { accepts, adviceIn, objects, webhookRefuses, webhookWarns } from '../tables';

const judge = (spec: any) => checkSidecar(
  { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', metadata: { name: 'default', namespace: 'shop' }, spec }, { ...STOCK_FACTS, version: '1.31' });
const proxy = { host: 'proxy.example.com', port: { number: 3128 } };

accepts(judge, {
  'the lockdown of a namespace': { egress: [{ hosts: ['./*', 'istio-system/*'] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  'a policy alone': { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } },
  'an egress proxy': { outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: proxy } },
  'a selector': { workloadSelector: { labels: { app: 'etl' } }, egress: [{ hosts: ['*/*'] }] },
  'a pool alone': { inboundConnectionPool: { tcp: { maxConnections: 5 } } },
  'no mode': { outboundTrafficPolicy: {} },
});

webhookRefuses(judge, {
  'nothing': [{}, 'sidecar/empty', 'spec', 'outboundTrafficPolicy'],
  'nothing but a selector': [{ workloadSelector: { labels: { a: 'b' } }, egress: [] }, 'sidecar/empty', 'spec'],
  'an empty pool': [{ inboundConnectionPool: {} }, 'sidecar/connection-pool-empty', 'spec.inboundConnectionPool', 'http or tcp'],
  'a proxy where nothing is let through': [
    { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY', egressProxy: proxy } }, 'sidecar/egress-proxy-mode', 'spec.outboundTrafficPolicy.egressProxy', 'ALLOW_ANY',
  ],
  'a proxy without mode': [{ outboundTrafficPolicy: { egressProxy: proxy } }, 'sidecar/egress-proxy-mode', 'spec.outboundTrafficPolicy.egressProxy', 'REGISTRY_ONLY'],
  'a proxy with a wildcard': [
    { outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { ...proxy, host: '*.a.com' } } }, 'sidecar/egress-proxy-host', 'spec.outboundTrafficPolicy.egressProxy.host',
  ],
  'a proxy without port': [
    { outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'a.com' } } }, 'sidecar/egress-proxy-port', 'spec.outboundTrafficPolicy.egressProxy.port',
  ],
  'a proxy with port 0': [
    { outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'a.com', port: {} } } }, 'sidecar/port-range', 'spec.outboundTrafficPolicy.egressProxy.port.number',
  ],
});

webhookWarns(judge, {
  'an empty selector': [
    { workloadSelector: {}, egress: [{ hosts: ['./*'] }] }, 'sidecar/selector-empty', 'spec.workloadSelector.labels', 'every workload of the namespace',
  ],
});

objects<any>(judge, ProblemOrigin.ADVICE, ProblemSeverity.ERROR, {
  'a policy without mode': [{ outboundTrafficPolicy: {} }, 'sidecar/mode-missing', 'spec.outboundTrafficPolicy.mode', 'means REGISTRY_ONLY'],
});

test('without a policy there is no mode to miss', () => expect(adviceIn(judge({ egress: [{ hosts: ['./*'] }] }))).toEqual([]));
