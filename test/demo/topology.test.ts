import { demoApp, manifestOf, manifestsOf } from './demo';

const PI = { WORKLOAD: 'PI', PI_COUNT: '1000' };
const echo = (text: string) => ({ WORKLOAD: 'Echo', ECHO_STR: text });

/** Chart backyards-demo 1.0.1: service, version, replicas, rolling update given, variables, requests. */
const CHART: [string, string, number, boolean, Record<string, string>, string | undefined][] = [
  ['frontpage', 'v1', 2, true, echo('frontpage'), 'http://catalog:8080/#2 http://bookings:8080#1'],
  ['catalog', 'v1', 2, true, echo('cinema catalog response'), 'grpc://movies:8082/allspark/Incoming#1'],
  ['movies', 'v1', 1, true, echo('movies list response'), undefined],
  ['movies', 'v2', 1, true, echo('movies list response v2'), undefined],
  ['movies', 'v3', 1, true, echo('movies list response v3'), 'tcp://database:8083/#1'],
  ['database', 'v1', 2, false, {}, undefined],
  ['bookings', 'v1', 2, false, echo('bookings service response'), 'http://analytics:8080/#1 http://payments:8080/#1'],
  ['analytics', 'v1', 2, true, PI, undefined],
  ['payments', 'v1', 2, true, echo('payment received'), 'http://notifications:8080#1'],
  ['notifications', 'v1', 2, true, echo('notification sent'), undefined],
];

const SERVICES = [...new Set(CHART.map(([service]) => service))];

const demo = demoApp();
const manifests = manifestsOf(demo);
const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);

test.each(CHART)('Deployment %s-%s', (service, version, replicas, rollingUpdate, variables, requests) => {
  const labels = { app: service, version };
  const env = Object.entries({ ...variables, ...requests && { REQUESTS: requests } }).map(([name, value]) => ({ name, value }));
  expect(manifestOf(demo, 'Deployment', `${service}-${version}`)).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `${service}-${version}`, namespace: 'backyards-demo', labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      ...rollingUpdate && { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
      template: {
        metadata: { labels },
        spec: {
          containers: [{
            name: service,
            image: 'banzaicloud/allspark:0.1.2',
            imagePullPolicy: 'IfNotPresent',
            ...env.length && { env },
            ports: [{ containerPort: 8080 }, { containerPort: 8082 }, { containerPort: 8083 }],
            resources: { requests: { cpu: '250m', memory: '64Mi' }, limits: { cpu: '1500m', memory: '256Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
              runAsGroup: 65534,
              runAsNonRoot: true,
              runAsUser: 65534,
              seccompProfile: { type: 'RuntimeDefault' },
            },
          }],
        },
      },
    },
  });
});

test.each(SERVICES)('Service %s', (service) => {
  expect(manifestOf(demo, 'Service', service)).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, namespace: 'backyards-demo', labels: { app: service, service } },
    spec: {
      type: 'ClusterIP',
      selector: { app: service },
      ports: [{ name: 'http', port: 8080 }, { name: 'grpc', port: 8082 }, { name: 'tcp', port: 8083 }],
    },
  });
});

test('DestinationRule movies', () => {
  expect(ofKind('DestinationRule')).toEqual([{
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'movies', namespace: 'backyards-demo' },
    spec: {
      host: 'movies',
      trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
      subsets: ['v1', 'v2', 'v3'].map((version) => ({ name: version, labels: { version } })),
    },
  }]);
});

test('VirtualService movies', () => {
  const to = (subset: string, weight: number) => ({ destination: { host: 'movies', subset, port: { number: 8082 } }, weight });
  expect(ofKind('VirtualService')).toEqual([{
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'movies', namespace: 'backyards-demo' },
    spec: {
      hosts: ['movies'],
      http: [{ match: [{ port: 8082 }], route: [to('v1', 33), to('v2', 33), to('v3', 34)] }],
    },
  }]);
});

test('8 Services and 11 Deployments', () => {
  expect(ofKind('Service').map(({ metadata }) => metadata.name)).toEqual(SERVICES);
  expect(ofKind('Deployment').map(({ metadata }) => metadata.name))
    .toEqual([...CHART.map(([service, version]) => `${service}-${version}`), 'bombardier']);
});

test('17 pods of allspark, which request 4250m CPU and 1088Mi', () => {
  const pods = ofKind('Deployment').flatMap(({ spec }) => Array.from({ length: spec.replicas }, () => spec.template.spec.containers[0]));
  expect(pods.map(({ image }) => image)).toEqual(Array(17).fill('banzaicloud/allspark:0.1.2'));
  expect(pods.reduce((sum, { resources }) => sum + parseInt(resources.requests.cpu, 10), 0)).toEqual(4250);
  expect(pods.reduce((sum, { resources }) => sum + parseInt(resources.requests.memory, 10), 0)).toEqual(1088);
});

test('nothing the chart does not have', () => {
  const present = new Set(manifests.map(({ kind }) => kind));
  for (const kind of ['ServiceAccount', 'ServiceEntry', 'Gateway', 'NetworkPolicy', 'HorizontalPodAutoscaler']) expect(present).not.toContain(kind);
});
