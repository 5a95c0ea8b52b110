import { ApiObject, type Chart, Duration } from 'cdk8s';
import { EgressGateway, EgressPort, ExternalService, type ExternalServiceProps } from '../../../src';
import { complaintsOf, newChart } from '../../helpers';

const SERVICE: ExternalServiceProps = { hosts: ['a.com'], ports: [EgressPort.http()], timeout: Duration.seconds(3) };

function virtualService(chart: Chart, namespace: string, spec: object): void {
  new ApiObject(chart, 'routes', {
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { namespace }, spec: { hosts: ['A.com'], ...spec },
  });
}

const COLLISION = '[chart/routes] it has routes for a.com, and so has chart/a: callers that see both go by one of the two, the older one; '
  + 'say in the service what it says, or export the two to different namespaces';

test.each<[string, string, object]>([
  ['in its namespace', 'shop', { exportTo: ['.'] }],
  ['for every namespace', 'elsewhere', {}],
  ['for its namespace', 'elsewhere', { exportTo: ['shop'] }],
  ['for gateways and sidecars', 'shop', { gateways: ['edge/front', 'mesh'] }],
])('a VirtualService for a routed host, %s', (_what, namespace, spec) => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'a', SERVICE);
  virtualService(chart, namespace, spec);
  expect(complaintsOf(chart)).toEqual([COLLISION]);
});

test.each<[string, string, object]>([
  ['that its callers do not see', 'elsewhere', { exportTo: ['.'] }],
  ['for gateways alone', 'shop', { gateways: ['edge/front'] }],
  ['for another host', 'shop', { hosts: ['b.com'] }],
  ['that says nothing', 'shop', { hosts: undefined }],
])('nothing is said of one %s', (_what, namespace, spec) => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'a', SERVICE);
  virtualService(chart, namespace, spec);
  expect(complaintsOf(chart)).toEqual([]);
});

test('a service without routes takes those of a VirtualService', () => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'a', { ...SERVICE, timeout: undefined });
  virtualService(chart, 'shop', {});
  expect(complaintsOf(chart)).toEqual([]);
});

test('the way through a gateway would be lost', () => {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'a', { ...SERVICE, timeout: undefined, via: new EgressGateway(chart, 'gateway', { metadata: { namespace: 'edge' } }) });
  virtualService(chart, 'shop', { exportTo: ['.'] });
  expect(complaintsOf(chart)).toEqual([COLLISION]);
});
