import { build } from '../../../examples/accessing-external-services/app';
import { type ExpectedCall, from } from '../calls';
import { service } from '../cluster';
import { type Story } from './story';

const NAMESPACE = 'backyards-demo';
const cluster = (name: string, port: number, subset = '') => `outbound|${port}|${subset}|${name}.${NAMESPACE}.svc.cluster.local`;
const pod = (app: string, version = 'v1') => from(NAMESPACE, { labels: { app, version } });
const notifications = pod('notifications');
const elsewhere = from('elsewhere');

/** What the demo application does whenever somebody opens its frontpage; it goes on in every step. */
const inside: readonly ExpectedCall[] = [
  pod('frontpage').http('catalog', { port: 8080 }).reaches(cluster('catalog', 8080)),
  pod('frontpage').http('bookings', { port: 8080 }).reaches(cluster('bookings', 8080)),
  pod('catalog').grpc('movies', { port: 8082 }).isSplitOver({
    [cluster('movies', 8082, 'v1')]: 33, [cluster('movies', 8082, 'v2')]: 33, [cluster('movies', 8082, 'v3')]: 34,
  }),
  pod('movies', 'v3').tcp('database', 8083).reaches(cluster('database', 8083)),
  pod('bookings').http('analytics', { port: 8080 }).reaches(cluster('analytics', 8080)),
  pod('bookings').http('payments', { port: 8080 }).reaches(cluster('payments', 8080)),
  pod('payments').http('notifications', { port: 8080 }).reaches(cluster('notifications', 8080)),
];

/** Another team's service, which the demo application does not import. */
const ledger = service('ledger', 'elsewhere', { http: 8080 });

/** What no policy but ALLOW_ANY lets out, on the ports of the demo application and on others. */
const neverOutside: readonly ExpectedCall[] = [
  pod('frontpage').http('catalog.example.com', { port: 8080 }).isRefused(),
  pod('frontpage').http('ledger.elsewhere', { port: 8080 }).isRefused(),
  pod('frontpage').tls('catalog', { port: 8080 }).isClosed(),
  pod('catalog').grpc('movies.example.com', { port: 8082 }).isRefused(),
  pod('movies', 'v3').dial('203.0.113.7', 8083).isClosed(),
  pod('bookings').http('analytics', { port: 9090 }).isClosed(),
  pod('payments').tls('api.stripe.com').isClosed(),
  elsewhere.http('catalog.example.com', { port: 8080 }).isRefused(),
];

const NO_OTHER_HTTP = 'no other service is on port 80';
const OTHER_HTTP = 'another service speaks HTTP on port 80';
/** In the root namespace, which is what the demo application sees beside its own. */
const otherHttp = [...ledger, ...service('web', 'istio-system', { http: 80 })];

const everythingLeaves = [
  notifications.http('httpbin.org').passesThrough(),
  notifications.tls('httpbin.org').passesThrough(),
  pod('frontpage').http('example.com').passesThrough(),
  elsewhere.http('httpbin.org').passesThrough(),
];

export const open = [
  { title: NO_OTHER_HTTP, calls: [...inside, ...everythingLeaves] },
  { title: OTHER_HTTP, around: otherHttp, calls: [...inside, ...everythingLeaves] },
];

export const restricted = [
  {
    title: NO_OTHER_HTTP,
    around: ledger,
    calls: [
      ...inside,
      ...neverOutside,
      notifications.http('httpbin.org').isClosed(),
      notifications.http('www.httpbin.org').isClosed(),
      notifications.tls('httpbin.org').isClosed(),
      notifications.http('httpbin.org', { port: 8080 }).isRefused(),
      pod('frontpage').http('example.com').isClosed(),
      pod('movies', 'v3').dial('203.0.113.7', 5432).isClosed(),
      elsewhere.http('httpbin.org').isClosed(),
      elsewhere.tls('httpbin.org').isClosed(),
    ],
  },
  {
    title: OTHER_HTTP,
    around: otherHttp,
    calls: [
      ...inside,
      ...neverOutside,
      notifications.http('httpbin.org').isRefused(),
      notifications.http('www.httpbin.org').isRefused(),
      notifications.tls('httpbin.org').isClosed(),
      pod('frontpage').http('example.com').isRefused(),
      elsewhere.http('httpbin.org').isRefused(),
      elsewhere.tls('httpbin.org').isClosed(),
      elsewhere.dial('203.0.113.7', 5432).isClosed(),
    ],
  },
];

export const declared = [
  {
    title: NO_OTHER_HTTP,
    around: ledger,
    calls: [
      ...inside,
      ...neverOutside,
      notifications.http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      notifications.http('www.httpbin.org').reaches('outbound|80||www.httpbin.org', 'www.httpbin.org:80'),
      pod('frontpage').http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      notifications.http('example.com').isRefused(),
      notifications.http('api.httpbin.org').isRefused(),
      notifications.tls('httpbin.org').isClosed(),
      notifications.http('httpbin.org', { port: 8080 }).isRefused(),
      pod('movies', 'v3').dial('203.0.113.7', 80).isClosed(),
      pod('movies', 'v3').dial('203.0.113.7', 5432).isClosed(),
      elsewhere.http('httpbin.org').isClosed(),
      elsewhere.http('www.httpbin.org').isClosed(),
      elsewhere.tls('httpbin.org').isClosed(),
    ],
  },
  {
    title: OTHER_HTTP,
    around: otherHttp,
    calls: [
      ...inside,
      ...neverOutside,
      notifications.http('httpbin.org').reaches('outbound|80||httpbin.org'),
      notifications.http('example.com').isRefused(),
      elsewhere.http('httpbin.org').isRefused(),
      elsewhere.http('www.httpbin.org').isRefused(),
    ],
  },
];

export const accessingExternalServices: Story = {
  example: 'accessing-external-services',
  build,
  steps: [
    { name: '1-demo-app', worlds: open },
    { name: '2-allowed', worlds: open },
    { name: '3-calling-out', worlds: open },
    { name: '4-restricted', worlds: restricted },
    { name: '5-external-service', worlds: declared },
    // The bypass is decided in the pod, before any proxy: what goes through one is as it was.
    { name: '6-bypass', worlds: declared },
  ],
};
