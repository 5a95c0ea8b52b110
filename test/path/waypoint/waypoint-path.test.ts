import { ClientCertificate, EgressPort, ExternalService, TlsOrigination } from '../../../src';
import { WaypointPath } from '../../../src/path/waypoint/waypoint-path';
import { chartInMesh } from '../../helpers';

const MUTUAL = TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('client') });

function planned(port: EgressPort, namespace = 'shop', serviceAccount?: string) {
  const chart = chartInMesh({}, { namespace });
  const path = new WaypointPath({ construct: chart, name: 'waypoint', namespace: 'egress', serviceAccount });
  const service = (id: string) => path._plan(new ExternalService(chart, id, { hosts: [`${id}.com`], ports: [port], via: path }));
  return { plan: service('a'), next: () => service('b') };
}

test('two labels are the way, and nothing is routed', () => {
  const { plan } = planned(EgressPort.http());

  expect(plan).toMatchObject({
    isRouted: false,
    relays: ['egress'],
    hidesDirectPath: false,
    labels: { 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'egress' },
    routeApi: 'GATEWAY_API',
  });
});

test('one label is enough in its own namespace', () => {
  expect(planned(EgressPort.http(), 'egress').plan.labels).toEqual({ 'istio.io/use-waypoint': 'waypoint' });
});

test.each<[string, EgressPort, string | undefined, number]>([
  ['that shows no certificate', EgressPort.http({ tls: TlsOrigination.simple() }), 'waypoint', 0],
  ['whose service account is not known', EgressPort.http({ tls: MUTUAL }), undefined, 0],
  ['that shows certificates', EgressPort.http({ tls: MUTUAL }), 'waypoint', 2],
])('the proxies of a waypoint %s may have %i objects more', (_what, port, serviceAccount, count) => {
  expect(planned(port, 'shop', serviceAccount).plan.grants).toHaveLength(count);
});

test('what allows them to have the keys is written once', () => {
  const { plan, next } = planned(EgressPort.http({ tls: MUTUAL }), 'shop', 'waypoint');

  expect(next().grants).toBe(plan.grants);
});
