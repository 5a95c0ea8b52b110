import { DemoRequest } from '../../src/demo/demo-request';
import { demoApp, manifestsOf, requestsOf } from './demo';

test('a service is requested of on all its versions', () => {
  const demo = demoApp();
  demo.movies.request(DemoRequest.tcp('database', 8083));
  expect(['v1', 'v2', 'v3'].map((version) => requestsOf(demo, `movies-${version}`)))
    .toEqual(['tcp://database:8083/#1', 'tcp://database:8083/#1', 'tcp://database:8083/#1']);
});

test('all versions or none', () => {
  const demo = demoApp();
  expect(() => demo.movies.request(DemoRequest.tcp('database', 8083, { mebibytes: 2 }))).toThrow(new Error(
    'chart/demo/movies/v3: tcp://database:8083/ is already requested with { mebibytes: 1 }, and { mebibytes: 2 } contradicts it; '
    + 'request it with { mebibytes: 1 }, or request another URL'));
  expect(manifestsOf(demo)).toEqual(manifestsOf(demoApp()));
});

test('service and version in any order', () => {
  const [a, b] = [demoApp(), demoApp()];
  const [httpbin, stripe] = [DemoRequest.http('http://httpbin.org/get'), DemoRequest.https('https://api.stripe.com/')];
  a.movies.request(httpbin);
  a.movies.version('v1').request(stripe);
  b.movies.version('v1').request(stripe);
  b.movies.version('v1').request(httpbin);
  b.movies.request(httpbin);
  expect(manifestsOf(a)).toEqual(manifestsOf(b));
});

test('versions by name', () => {
  const { movies } = demoApp();
  expect(movies.versions.map(({ version }) => version)).toEqual(['v1', 'v2', 'v3']);
  expect(movies.version('v3')).toBe(movies.versions[2]);
  expect(movies.version('v3').deployment.name).toEqual('movies-v3');
});

test.each(['v9', 'V1', ''])('unknown version %p', (version) => {
  expect(() => demoApp().movies.version(version)).toThrow(new Error(
    `chart/demo/movies: version '${version}' of movies does not exist; it has v1, v2, v3`));
});

test('unknown version of a service that has one', () => {
  expect(() => demoApp().notifications.version('v2')).toThrow(new Error(
    "chart/demo/notifications: version 'v2' of notifications does not exist; it has v1"));
});

test('the Deployment of a service that has one', () => {
  expect(demoApp().notifications.deployment.name).toEqual('notifications-v1');
});

test('the Deployment of a service that has several', () => {
  expect(() => demoApp().movies.deployment).toThrow(new Error(
    "chart/demo/movies: movies has a Deployment for each of v1, v2, v3; say which one, as in version('v1').deployment"));
});

test('the Service has the name of the construct', () => {
  const { notifications } = demoApp();
  expect(notifications.name).toEqual('notifications');
  expect(notifications.service.name).toEqual('notifications');
});
