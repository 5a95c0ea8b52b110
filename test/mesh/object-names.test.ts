import { ApiObject, App, Chart } from 'cdk8s';
import { EgressPort, ExternalService, IstioMesh } from '../../src';
import { complaintsOf, newChart } from '../helpers';

const MESSAGE = 'ServiceEntry httpbin in namespace demo is also written by chart/first, and one of the two would overwrite the other; '
  + 'give one another name or namespace, or put it into an app of its own';

function service(chart: Chart, id: string, host: string, metadata: object = { name: 'httpbin', namespace: 'demo' }): ExternalService {
  return new ExternalService(chart, id, { metadata, hosts: [host], ports: [EgressPort.http()] });
}

function raw(chart: Chart, id: string, apiVersion: string, namespace = 'demo'): ApiObject {
  return new ApiObject(chart, id, { apiVersion, kind: 'ServiceEntry', metadata: { name: 'httpbin', namespace } });
}

test('one kind, namespace and name twice is refused, with both paths, also from two charts', () => {
  const app = new App();
  const [chart, other] = [new Chart(app, 'chart'), new Chart(app, 'other')];
  service(chart, 'first', 'a.com');
  service(chart, 'second', 'b.com');
  service(other, 'third', 'c.com');

  expect(complaintsOf(chart)).toEqual([`[chart/second] ${MESSAGE}`, `[other/third] ${MESSAGE}`]);
});

test('so is one that is written by hand, in any version of the API, before or after', () => {
  const chart = newChart();
  service(chart, 'first', 'a.com');
  raw(chart, 'by-hand', 'networking.istio.io/v1beta1');
  expect(complaintsOf(chart)).toEqual([`[chart/by-hand] ${MESSAGE}`]);

  const handFirst = newChart();
  raw(handFirst, 'first', 'networking.istio.io/v1');
  service(handFirst, 'service', 'a.com');
  expect(complaintsOf(handFirst)).toEqual([`[chart/service] ${MESSAGE}`]);
});

test('a namespace that nobody names is one, too', () => {
  const chart = newChart();
  service(chart, 'first', 'a.com', { name: 'httpbin' });
  service(chart, 'second', 'b.com', { name: 'httpbin' });

  expect(complaintsOf(chart)).toEqual([`[chart/second] ${MESSAGE.replace(' in namespace demo', '')}`]);
});

test('another namespace, group or mesh is no other name', () => {
  const app = new App();
  const [chart, other] = [new Chart(app, 'chart'), new Chart(app, 'other')];
  new IstioMesh(other, 'mesh');
  service(chart, 'first', 'a.com');
  service(chart, 'namespace', 'b.com', { name: 'httpbin', namespace: 'shop' });
  raw(chart, 'group', 'example.com/v1');
  service(other, 'mesh-of-its-own', 'c.com');

  expect(complaintsOf(chart)).toEqual([]);
});

test('two by hand are nobody\'s business here', () => {
  const chart = newChart();
  raw(chart, 'first', 'networking.istio.io/v1', 'shop');
  raw(chart, 'second', 'networking.istio.io/v1', 'shop');
  service(chart, 'ours', 'a.com');

  expect(complaintsOf(chart)).toEqual([]);
});

test('what has been taken out of the tree has no name any more', () => {
  const chart = newChart();
  service(chart, 'first', 'a.com');
  chart.node.tryRemoveChild('first');
  service(chart, 'second', 'b.com');

  expect(complaintsOf(chart)).toEqual([]);
});
