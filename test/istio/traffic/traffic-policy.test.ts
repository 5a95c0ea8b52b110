import { Findings } from '../../../src/istio/findings';
import { checkTrafficPolicy } from '../../../src/istio/traffic/traffic-policy';
import { accepts, schemaRefuses, webhookRefuses } from '../tables';

const judge = (policy: any) => {
  const findings = new Findings('x');
  checkTrafficPolicy(findings, 'policy', policy, 'shop');
  return findings.problems;
};
const port = (settings: object) => ({ portLevelSettings: [{ port: { number: 443 }, ...settings }] });

accepts(judge, {
  'nothing': undefined,
  'each part alone': { retryBudget: { budgetInterval: '10s' } },
  'a tunnel': { tunnel: { targetHost: 'proxy.example.com', targetPort: 3128, protocol: 'CONNECT' } },
  'a tunnel to an address': { tunnel: { targetHost: '192.0.2.1', targetPort: 3128 } },
  'proxy protocol': { proxyProtocol: { version: 'V2' } },
  'a port': port({ tls: { mode: 'SIMPLE' } }),
});

webhookRefuses(judge, {
  'an empty policy': [{}, 'x/traffic-policy-empty', 'policy', 'tunnel'],
  'a policy for no port': [{ portLevelSettings: [] }, 'x/traffic-policy-empty', 'policy'],
  'two ways through a proxy': [
    { tunnel: { targetHost: 'a.com', targetPort: 80 }, proxyProtocol: {} }, 'x/tunnel-or-proxy-protocol', 'policy', 'tunnel and proxyProtocol',
  ],
  'a tunnel with another method': [{ tunnel: { targetHost: 'a.com', targetPort: 80, protocol: 'GET' } }, 'x/tunnel-protocol', 'policy.tunnel.protocol', 'CONNECT or POST'],
  'a tunnel to a wildcard': [{ tunnel: { targetHost: '*.a.com', targetPort: 80 } }, 'x/tunnel-host', 'policy.tunnel.targetHost'],
  'a tunnel to port 0': [{ tunnel: { targetHost: 'a.com', targetPort: 0 } }, 'x/tunnel-port', 'policy.tunnel.targetPort'],
  'settings of no port': [{ portLevelSettings: [{ tls: {} }] }, 'x/port-level-port-required', 'policy.portLevelSettings[0].port'],
  'no settings of a port': [port({}), 'x/port-level-empty', 'policy.portLevelSettings[0]', 'tls'],
  'an interval that is none': [{ retryBudget: { budgetInterval: '1d' } }, 'x/duration-invalid', 'policy.retryBudget.budgetInterval'],
  'a pool without field': [{ connectionPool: {} }, 'x/connection-pool-empty', 'policy.connectionPool'],
  'TLS without certificate': [port({ tls: { mode: 'MUTUAL', privateKey: 'k' } }), 'x/client-certificate-required', 'policy.portLevelSettings[0].tls.clientCertificate'],
});

schemaRefuses(judge, {
  'a duration that is none': [{ outlierDetection: { interval: '1d' } }, 'x/duration-invalid', 'policy.outlierDetection.interval', 'at least 1ms'],
});
