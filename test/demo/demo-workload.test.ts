import { DemoRequest } from '../../src/demo/demo-request';
import { containerOf, demoApp, manifestOf, manifestsOf, requestsOf } from './demo';

const HTTPBIN = DemoRequest.http('http://httpbin.org/get');

test("the post's request", () => {
  const demo = demoApp();
  demo.notifications.request(HTTPBIN);
  expect(containerOf(demo, 'notifications-v1').env).toEqual([
    { name: 'WORKLOAD', value: 'Echo' },
    { name: 'ECHO_STR', value: 'notification sent' },
    { name: 'REQUESTS', value: 'http://httpbin.org/get#1' },
  ]);
});

test('no requests, no variable', () => {
  const demo = demoApp();
  expect(requestsOf(demo, 'notifications-v1')).toBeUndefined();
  expect(containerOf(demo, 'database-v1').env).toBeUndefined();
});

test('existing requests are kept, and come first', () => {
  const demo = demoApp();
  demo.frontpage.request(DemoRequest.http('http://a.example.com/'));
  expect(requestsOf(demo, 'frontpage-v1')).toEqual('http://catalog:8080/#2 http://bookings:8080#1 http://a.example.com/#1');
});

test('one version only', () => {
  const demo = demoApp();
  demo.movies.version('v2').request(HTTPBIN);
  expect(['v1', 'v2', 'v3'].map((version) => requestsOf(demo, `movies-${version}`)))
    .toEqual([undefined, 'http://httpbin.org/get#1', 'tcp://database:8083/#1']);
});

test('the requests can be asked for', () => {
  const { frontpage } = demoApp();
  frontpage.request(HTTPBIN);
  expect(frontpage.versions[0].requests.map(String)).toEqual(['http://catalog:8080/#2', 'http://bookings:8080#1', 'http://httpbin.org/get#1']);
});

test('the same sentence twice changes nothing', () => {
  const [once, twice] = [demoApp(), demoApp()];
  once.notifications.request(HTTPBIN);
  twice.notifications.request(HTTPBIN);
  twice.notifications.request(DemoRequest.http('http://httpbin.org/get', { times: 1 }));
  expect(manifestsOf(twice)).toEqual(manifestsOf(once));
});

test('saying what the application requests anyway changes nothing', () => {
  const demo = demoApp();
  demo.movies.version('v3').request(DemoRequest.tcp('database', 8083));
  demo.payments.request(DemoRequest.http('http://notifications:8080/'));
  expect(manifestsOf(demo)).toEqual(manifestsOf(demoApp()));
});

test('requests of one host over different schemes, ports and paths are different requests', () => {
  const demo = demoApp();
  demo.notifications.request(DemoRequest.https('https://example.com/'));
  demo.notifications.request(DemoRequest.http('http://example.com/', { times: 2 }));
  demo.notifications.request(DemoRequest.http('http://example.com:8080/', { times: 3 }));
  demo.notifications.request(DemoRequest.http('http://example.com/a', { times: 4 }));
  demo.notifications.request(DemoRequest.tcp('example.com', 5432, { mebibytes: 5 }));
  demo.notifications.request(DemoRequest.grpc('example.com', 50051, { times: 6 }));
  expect(requestsOf(demo, 'notifications-v1')!.split(' ')).toEqual([
    'grpc://example.com:50051/allspark/Incoming#6',
    'http://example.com/#2',
    'http://example.com/a#4',
    'http://example.com:8080/#3',
    'https://example.com/#1',
    'tcp://example.com:5432/#5',
  ]);
});

test('every order of requests gives the same bytes', () => {
  const requests = [
    DemoRequest.http('http://b.example.com/'),
    DemoRequest.http('http://b.example.com'),
    DemoRequest.https('https://a.example.com/'),
    DemoRequest.tcp('database', 8083),
  ];
  const outputs = permutations(requests).map((order) => {
    const demo = demoApp();
    order.forEach((request) => demo.bookings.request(request));
    return JSON.stringify(manifestsOf(demo));
  });
  expect(new Set(outputs).size).toEqual(1);
  expect(outputs[0]).toContain(
    'http://analytics:8080/#1 http://payments:8080/#1 http://b.example.com#1 https://a.example.com/#1 tcp://database:8083/#1');
});

test('Kubernetes leaves dollars alone', () => {
  const demo = demoApp();
  demo.notifications.request(DemoRequest.http('http://example.com/$(WORKLOAD)?$filter=$$x'));
  expect(requestsOf(demo, 'notifications-v1')).toEqual('http://example.com/$$(WORKLOAD)?$filter=$$$x#1');
});

test('the same URL with another count', () => {
  const demo = demoApp();
  demo.notifications.request(HTTPBIN);
  expect(() => demo.notifications.request(DemoRequest.http('http://httpbin.org/get', { times: 2 }))).toThrow(new Error(
    'chart/demo/notifications/v1: http://httpbin.org/get is already requested with { times: 1 }, and { times: 2 } contradicts it; '
    + 'request it with { times: 1 }, or request another URL'));
  expect(requestsOf(demo, 'notifications-v1')).toEqual('http://httpbin.org/get#1');
});

test('another count for what the application requests', () => {
  const demo = demoApp();
  expect(() => demo.movies.version('v3').request(DemoRequest.tcp('database', 8083, { mebibytes: 4 }))).toThrow(new Error(
    'chart/demo/movies/v3: tcp://database:8083/ is already requested with { mebibytes: 1 }, and { mebibytes: 4 } contradicts it; '
    + 'request it with { mebibytes: 1 }, or request another URL'));
});

test.each<[unknown, string]>([
  ['http://httpbin.org/get', "'http://httpbin.org/get'"],
  [null, 'null'],
  [{ url: 'http://httpbin.org/get' }, '{"url":"http://httpbin.org/get"}'],
])('%p is no request', (request, said) => {
  const demo = demoApp();
  for (const asked of [demo.notifications, demo.notifications.version('v1')]) {
    expect(() => asked.request(request as DemoRequest)).toThrow(new Error(
      `chart/demo/notifications/v1: request ${said} is not a DemoRequest; write one, such as DemoRequest.http('http://httpbin.org/get')`));
  }
});

test('others can select the pods', () => {
  const { deployment } = demoApp().notifications;
  const labels = { app: 'notifications', version: 'v1' };
  expect(deployment.metadata.namespace).toEqual('backyards-demo');
  expect(deployment.podMetadata.toJson()).toEqual({ labels });
  expect(deployment.matchLabels).toEqual(labels);
  expect(deployment.matchExpressions).toEqual([]);
});

test('what users add with cdk8s-plus reaches the manifest', () => {
  const demo = demoApp();
  demo.notifications.deployment.podMetadata.addAnnotation('traffic.sidecar.istio.io/excludeOutboundIPRanges', '10.20.0.0/16');
  expect(manifestOf(demo, 'Deployment', 'notifications-v1').spec.template.metadata.annotations)
    .toEqual({ 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.20.0.0/16' });
});

function permutations<T>(items: T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]));
}
