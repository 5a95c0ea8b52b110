import { Findings } from '../../../src/istio/findings';
import { isGatewayHost } from '../../../src/istio/routes/gateway-hosts';
import { checkGateways } from '../../../src/istio/routes/gateways';
import { accepts, webhookRefuses, webhookWarns } from '../tables';

const judge = (gateways: string[] | undefined) => {
  const findings = new Findings('x');
  checkGateways(findings, 'gateways', gateways);
  return findings.problems;
};

accepts(judge, {
  'nothing': undefined,
  'gateways': ['ns/gw', 'istio-system/egress', 'mesh'],
  // istiod looks no further than the first one without namespace.
  'anything after a bare name': ['mesh', 'a_b'],
});

webhookRefuses(judge, {
  'an empty name': [[''], 'x/gateway-invalid', 'gateways[0]', 'namespace/name'],
  'an empty namespace': [['ns/gw', '/gw'], 'x/gateway-invalid', 'gateways[1]'],
  'a name with dots in a namespace': [['ns/g.w'], 'x/gateway-invalid', 'gateways[0]'],
  'a path': [['a/b/c'], 'x/gateway-invalid', 'gateways[0]'],
});

webhookWarns(judge, { 'a domain name': [['gw.ns.svc.cluster.local'], 'x/gateway-legacy', 'gateways[0]', 'deprecated'] });

test('the hosts AUTO_PASSTHROUGH makes up', () => {
  expect(['outbound_.80_._.a.com', 'outbound_.80_.v1_.a.com', 'a.com', '*.com'].filter(isGatewayHost)).toHaveLength(4);
  expect(['outbound_.x_._.a.com', 'outbound_.80_._.1', 'outbound_.80', 'outbound', `outbound_.80_._.${'a'.repeat(240)}`].filter(isGatewayHost)).toEqual(['outbound']);
});
