import { checkGateway } from '../../../src/istio/kinds/gateway';
import { accepts, brief, webhookRefuses } from '../tables';

const judge = (spec: any) => checkGateway({ apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'x', namespace: 'shop' }, spec });
const server = { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] };

accepts(judge, {
  'a server': { selector: { istio: 'egressgateway' }, servers: [server] },
  'no selector, which is every pod': { servers: [server] },
});

webhookRefuses(judge, {
  'no servers': [{ selector: {} }, 'gateway/servers-required', 'spec.servers', 'at least one server'],
  'an empty list of servers': [{ servers: [] }, 'gateway/servers-required', 'spec.servers'],
});

test('the name is a DNS label, or one that is still to be made', () => {
  const named = (name?: string) => brief(checkGateway({ apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name }, spec: { servers: [server] } }));
  expect(named('egress.gateway')).toEqual(['WEBHOOK ERROR gateway/name-invalid at metadata.name']);
  expect(named('egress-gateway')).toEqual([]);
  expect(named()).toEqual([]);
});
