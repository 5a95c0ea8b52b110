import { Duration } from 'cdk8s';
import { EgressPort, ExportTo, ExternalService, type ExternalServiceProps } from '../../../src';
import { newChart, refusalOf } from '../../helpers';

const HTTPBIN: ExternalServiceProps = { hosts: ['httpbin.org'], ports: [EgressPort.http()], timeout: Duration.seconds(3) };

function objectsOf(props: Partial<ExternalServiceProps>): any[] {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'httpbin', { ...HTTPBIN, ...props });
  return chart.toJson();
}

test('a service of which nothing is said about its calls is a ServiceEntry alone', () => {
  expect(objectsOf({ timeout: undefined }).map(({ kind }) => kind)).toEqual(['ServiceEntry']);
});

test('a timeout is a route to the service, seen by those who see the service', () => {
  expect(objectsOf({ exportTo: ExportTo.namespaces('.', 'billing') })[1]).toMatchObject({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { namespace: 'shop' },
    spec: {
      hosts: ['httpbin.org'],
      exportTo: ['.', 'billing'],
      http: [{ match: [{ port: 80 }], route: [{ destination: { host: 'httpbin.org', port: { number: 80 } } }], timeout: '3000ms' }],
    },
  });
});

test('hosts are routed each by an object of its own, since each is a service of its own', () => {
  const [, ...routes] = objectsOf({ hosts: ['httpbin.org', 'www.httpbin.org'], ports: [EgressPort.http(), EgressPort.http({ number: 8080 }), EgressPort.https()] });

  expect(routes.map(({ spec }) => spec.http.map(({ route: [{ destination }] }: any) => `${destination.host}:${destination.port.number}`))).toEqual([
    ['httpbin.org:80', 'httpbin.org:8080'],
    ['www.httpbin.org:80', 'www.httpbin.org:8080'],
  ]);
});

test.each<[string, ExportTo, string[] | undefined]>([
  ['nobody: no other object can be exported so', ExportTo.NOBODY, ['.']],
  ["the mesh's default", ExportTo.MESH_DEFAULT, undefined],
  ['every namespace', ExportTo.ALL_NAMESPACES, ['*']],
])('exportTo %s', (_what, exportTo, expected) => {
  expect(objectsOf({ exportTo })[1].spec.exportTo).toEqual(expected);
});

test('a timeout that Istio does not take is refused at once', () => {
  expect(refusalOf(() => objectsOf({ timeout: Duration.millis(0) }))).toBe(
    "chart/httpbin: VirtualService spec.http[0].timeout '0ms': a duration must be at least 1ms; write a duration such as 5s or 250ms",
  );
});

test('describe() tells what is written', () => {
  const chart = newChart({ namespace: 'shop' });
  expect(new ExternalService(chart, 'httpbin', HTTPBIN).describe()).toContain(
    ' Calls go straight from the proxy of the caller. Beside the ServiceEntry it writes VirtualService chart-httpbin-virtualservice-',
  );
});
