import { containerOf, demoApp, manifestOf } from './demo';

test('idle unless it is asked for', () => {
  const demo = demoApp();
  expect(manifestOf(demo, 'Deployment', 'bombardier').spec.replicas).toEqual(0);
  expect(demo.loadGenerator.deployment.name).toEqual('bombardier');
});

test('as in the chart', () => {
  expect(manifestOf(demoApp({ loadGenerator: {} }), 'Deployment', 'bombardier')).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'bombardier', namespace: 'backyards-demo', labels: { app: 'bombardier' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'bombardier' } },
      template: {
        metadata: { labels: { app: 'bombardier' } },
        spec: {
          terminationGracePeriodSeconds: 2,
          containers: [{
            name: 'bombardier',
            image: 'alpine/bombardier',
            imagePullPolicy: 'Always',
            args: ['--connections=5', '--rate=20', '--duration=100h', 'http://frontpage:8080'],
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

test('every option reaches the manifest', () => {
  const demo = demoApp({ loadGenerator: { rate: 100, connections: 7, image: 'example.com/bombardier:v1.2.6' } });
  expect(containerOf(demo, 'bombardier').args).toEqual(['--connections=7', '--rate=100', '--duration=100h', 'http://frontpage:8080']);
  expect(containerOf(demo, 'bombardier').image).toEqual('example.com/bombardier:v1.2.6');
});

const NOT_POSITIVE = 'is not a positive integer; write one, such as 20, or leave out loadGenerator to send nothing';
const NO_IMAGE = "is not an image; write one, such as 'alpine/bombardier:v1.2.6'";

test.each<[unknown, string]>([
  [{ rate: 0 }, `loadGenerator.rate 0 ${NOT_POSITIVE}`],
  [{ rate: 0.5 }, `loadGenerator.rate 0.5 ${NOT_POSITIVE}`],
  [{ rate: NaN }, `loadGenerator.rate NaN ${NOT_POSITIVE}`],
  [{ rate: '20' }, `loadGenerator.rate '20' ${NOT_POSITIVE}`],
  [{ connections: -5 }, `loadGenerator.connections -5 ${NOT_POSITIVE}`],
  [{ image: '' }, `loadGenerator.image '' ${NO_IMAGE}`],
  [{ image: 'alpine bombardier' }, `loadGenerator.image 'alpine bombardier' ${NO_IMAGE}`],
  [{ image: null }, `loadGenerator.image null ${NO_IMAGE}`],
  [{ connection: 5 }, "loadGenerator has no 'connection'; it has rate, connections, image"],
  [null, 'loadGenerator null is not an object; write one, such as { rate: 20 }'],
])('refuses %p', (loadGenerator: any, message) => {
  expect(() => demoApp({ loadGenerator })).toThrow(new Error(`chart/demo: ${message}`));
});
