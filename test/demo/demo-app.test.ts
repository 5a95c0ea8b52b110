import { Chart, Testing, Yaml } from 'cdk8s';
import { DemoApp } from '../../src/demo/demo-app';
import type { DemoAppProps } from '../../src/demo/demo-app-props';
import { DemoRequest } from '../../src/demo/demo-request';
import { containerOf, demoApp, manifestOf, manifestsOf } from './demo';

test('the whole application', () => {
  expect(Yaml.stringify(...manifestsOf(demoApp()))).toMatchSnapshot();
});

test('everything said at once', () => {
  const demo = demoApp({
    namespace: 'cinema',
    createNamespace: false,
    image: 'registry.example.com/allspark',
    tag: '0.1.7',
    replicas: 3,
    loadGenerator: { rate: 50, connections: 2, image: 'alpine/bombardier:v1.2.6' },
  });
  demo.notifications.request(DemoRequest.http('http://httpbin.org/get'));
  demo.notifications.request(DemoRequest.https('https://httpbin.org/get', { times: 2 }));
  demo.movies.request(DemoRequest.tcp('database', 8083));
  demo.database.request(DemoRequest.tcp('postgres.example.com', 5432, { mebibytes: 3 }));
  expect(Yaml.stringify(...manifestsOf(demo))).toMatchSnapshot();
});

test('members', () => {
  const demo = demoApp();
  expect(demo.namespace).toEqual('backyards-demo');
  expect(demo.services).toEqual([
    demo.frontpage, demo.catalog, demo.movies, demo.database, demo.bookings, demo.analytics, demo.payments, demo.notifications,
  ]);
  expect(demo.services.map(({ name }) => name))
    .toEqual(['frontpage', 'catalog', 'movies', 'database', 'bookings', 'analytics', 'payments', 'notifications']);
});

test('namespace', () => {
  const demo = demoApp({ namespace: 'cinema' });
  const [namespace, ...others] = manifestsOf(demo);
  expect(demo.namespace).toEqual('cinema');
  expect(namespace.metadata.name).toEqual('cinema');
  expect(new Set(others.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['cinema']));
});

test('createNamespace', () => {
  expect(manifestOf(demoApp({ createNamespace: true }), 'Namespace', 'backyards-demo')).toBeDefined();
  expect(manifestOf(demoApp({ createNamespace: false }), 'Namespace', 'backyards-demo')).toBeUndefined();
});

test.each([
  [{ image: 'registry.example.com/allspark' }, 'registry.example.com/allspark:0.1.2'],
  [{ image: 'localhost:5000/allspark' }, 'localhost:5000/allspark:0.1.2'],
  [{ image: 'allspark' }, 'allspark:0.1.2'],
  [{ tag: 'latest' }, 'banzaicloud/allspark:latest'],
  [{ tag: `0.1.7@sha256:${'a'.repeat(64)}` }, `banzaicloud/allspark:0.1.7@sha256:${'a'.repeat(64)}`],
])('image and tag %p', (props, image) => {
  const demo = demoApp(props);
  for (const { versions } of demo.services) {
    for (const { deployment } of versions) expect(containerOf(demo, deployment.name).image).toEqual(image);
  }
});

test.each([0, 1, 5])('replicas %p', (replicas) => {
  const deployments = manifestsOf(demoApp({ replicas })).filter(({ kind }) => kind === 'Deployment');
  const counts = Object.fromEntries(deployments.map(({ metadata, spec }) => [metadata.name, spec.replicas]));
  expect(counts).toEqual({
    'frontpage-v1': replicas,
    'catalog-v1': replicas,
    'movies-v1': 1,
    'movies-v2': 1,
    'movies-v3': 1,
    'database-v1': replicas,
    'bookings-v1': replicas,
    'analytics-v1': replicas,
    'payments-v1': replicas,
    'notifications-v1': replicas,
    'bombardier': 0,
  });
});

test('the same program gives the same bytes', () => {
  const bytes = () => Yaml.stringify(...manifestsOf(demoApp({ loadGenerator: {} })));
  expect(bytes()).toEqual(bytes());
});

test('every order of calls on different services gives the same bytes', () => {
  const sentences: ((demo: DemoApp) => void)[] = [
    (demo) => demo.notifications.request(DemoRequest.http('http://httpbin.org/get')),
    (demo) => demo.movies.request(DemoRequest.tcp('database', 8083)),
    (demo) => demo.movies.version('v1').request(DemoRequest.https('https://example.com/')),
    (demo) => demo.database.request(DemoRequest.grpc('movies', 8082)),
  ];
  const bytes = (order: typeof sentences) => {
    const demo = demoApp();
    order.forEach((say) => say(demo));
    return Yaml.stringify(...manifestsOf(demo));
  };
  expect(bytes([...sentences].reverse())).toEqual(bytes(sentences));
});

test.each<[DemoAppProps, string]>([
  [{ namespace: 'Cinema' }, "namespace 'Cinema' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  [{ namespace: '' }, "namespace '' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  [{ namespace: 'a.b' }, "namespace 'a.b' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  [{ namespace: '-a' }, "namespace '-a' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'"],
  [{ replicas: -1 }, 'replicas -1 is not a number of pods; write one, such as 2'],
  [{ replicas: 1.5 }, 'replicas 1.5 is not a number of pods; write one, such as 2'],
  [{ replicas: NaN }, 'replicas NaN is not a number of pods; write one, such as 2'],
  [{ image: '' }, "image '' is not a repository; write one such as 'banzaicloud/allspark', and give tag and digest as tag"],
  [{ image: 'banzaicloud/allspark:0.1.3' },
    "image 'banzaicloud/allspark:0.1.3' is not a repository; write one such as 'banzaicloud/allspark', and give tag and digest as tag"],
  [{ image: 'allspark:5000' },
    "image 'allspark:5000' is not a repository; write one such as 'banzaicloud/allspark', and give tag and digest as tag"],
  [{ image: 'allspark@sha256:0' },
    "image 'allspark@sha256:0' is not a repository; write one such as 'banzaicloud/allspark', and give tag and digest as tag"],
  [{ image: 'Banzai Cloud' }, "image 'Banzai Cloud' is not a repository; write one such as 'banzaicloud/allspark', and give tag and digest as tag"],
  [{ tag: '' }, "tag '' is not an image tag; write one such as '0.1.2', perhaps with '@sha256:...' after it"],
  [{ tag: ':0.1.2' }, "tag ':0.1.2' is not an image tag; write one such as '0.1.2', perhaps with '@sha256:...' after it"],
  [{ tag: '0.1.2@sha256:0' }, "tag '0.1.2@sha256:0' is not an image tag; write one such as '0.1.2', perhaps with '@sha256:...' after it"],
  [{ tag: '0.0.3' }, "tag '0.0.3' is an image that speaks neither gRPC nor TCP, which catalog and movies need; use 0.1.0 or later"],
])('refuses %p', (props, message) => {
  expect(() => demoApp(props)).toThrow(new Error(`chart/demo: ${message}`));
});

const untyped = (value: unknown): any => value;

test.each<[unknown, string]>([
  [null, "props null is not an object; write one, such as { namespace: 'backyards-demo' }"],
  ['cinema', "props 'cinema' is not an object; write one, such as { namespace: 'backyards-demo' }"],
  [{ nameSpace: 'cinema' }, "props has no 'nameSpace'; it has namespace, createNamespace, image, tag, replicas, loadGenerator"],
  [{ namespace: 5 }, "namespace 5 is not a string; write one, such as 'backyards-demo'"],
  [{ createNamespace: 'false' }, "createNamespace 'false' is not true or false; write one, such as true"],
  [{ tag: 0.1 }, "tag 0.1 is not a string; write one, such as '0.1.2'"],
  [{ replicas: '2' }, "replicas '2' is not a number of pods; write one, such as 2"],
  [{ loadGenerator: true }, 'loadGenerator true is not an object; write one, such as { rate: 20 }'],
])('refuses %p of a program without types', (props, message) => {
  expect(() => demoApp(untyped(props))).toThrow(new Error(`chart/demo: ${message}`));
});

test('an app without a chart is refused', () => {
  expect(() => new DemoApp(Testing.app(), 'demo')).toThrow(new Error('demo: no chart contains it; give it a chart, or a construct in one, as scope'));
});

test('two applications in one namespace', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'chart');
  new DemoApp(chart, 'demo');
  new DemoApp(chart, 'again', { createNamespace: false });
  expect(() => app.synth()).toThrow('[chart/again/notifications/Service/Resource] Service notifications in namespace backyards-demo is also written by '
    + 'chart/demo/notifications/Service/Resource, and one of the two would overwrite the other; give one another name or namespace, or put it into an app of its own');
});

test('two applications in two namespaces', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'chart');
  new DemoApp(chart, 'demo');
  new DemoApp(chart, 'again', { namespace: 'again' });
  expect(() => app.synth()).not.toThrow();
});
