import { ClientCertificate, EgressPort, TlsOrigination } from '../../../../src';
import { newChart } from '../../../helpers';
import { chartWithGateway, stockGateway, through, written } from '../gateways';

const MUTUAL = { ports: [EgressPort.http({ tls: TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('client') }) })] };
const SIMPLE = { ports: [EgressPort.http({ tls: TlsOrigination.simple() })] };

test('a key that the gateway shows takes a Role and a RoleBinding, before the rule that names it', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.com', MUTUAL);
  through(gateway, chart, 'b.com', MUTUAL);

  const [role, ...otherRoles] = written(chart, 'Role');
  const [binding, ...otherBindings] = written(chart, 'RoleBinding');
  expect([otherRoles, otherBindings]).toEqual([[], []]);
  expect(role.rules).toEqual([{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }]);
  expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'egress-gateway', namespace: 'istio-egress' }]);
  const kinds = chart.toJson().map(({ kind, metadata }) => `${kind} ${metadata.namespace}`);
  expect(kinds.indexOf('RoleBinding istio-egress')).toBeLessThan(kinds.indexOf('DestinationRule shop'));
});

test('what the program says of the objects of the gateway holds for its permissions, too', () => {
  const { chart, gateway } = chartWithGateway({ metadata: { name: 'out', namespace: 'edge', labels: { team: 'platform' }, annotations: { note: 'x' } } });
  through(gateway, chart, 'a.com', MUTUAL);
  for (const kind of ['Role', 'RoleBinding']) {
    expect(written(chart, kind)[0].metadata).toEqual({ name: 'out', namespace: 'edge', labels: { team: 'platform' }, annotations: { note: 'x' } });
  }
});

test('without a key there is no permission', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.com', SIMPLE);
  expect(written(chart, 'Role')).toEqual([]);
});

test('a gateway that is there has its permissions from somebody else', () => {
  const chart = newChart({ namespace: 'shop' });
  through(stockGateway(chart), chart, 'a.com', MUTUAL);
  expect(written(chart, 'Role')).toEqual([]);
});

test('what is said of connections to the service the gateway alone is told', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.com', SIMPLE);
  expect(written(chart, 'DestinationRule').find(({ metadata }) => metadata.namespace === 'shop').spec).toMatchObject({
    host: 'a.com', exportTo: ['istio-egress'], trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE', sni: 'a.com' } }] },
  });
});
