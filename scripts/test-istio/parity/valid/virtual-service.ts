import * as fc from 'fast-check';
import {
  duration, either, exactHost, type Fields, ip, labels, object, objectWithAny, percentage, portNumber, range, some, wildcardHost,
} from './pieces';

const text = fc.constantFrom('/api', '/v1', 'jason', 'GET');
const regex = fc.constantFrom('.*', '^a+$', '(foo|bar)', '[a-z]{1,3}');
const matcher = either<any>(object({ exact: text }), object({ prefix: text }), object({ regex }));
const gateways = fc.constantFrom(['mesh'], ['mesh', 'istio-system/gateway']);
const destination = object(
  { host: either(exactHost, wildcardHost) }, { subset: fc.constant('v1'), port: portNumber.map((number) => ({ number })) },
);
const headers = objectWithAny({ request: headerChanges(), response: headerChanges() });
const callers = { sourceLabels: labels, sourceNamespace: fc.constantFrom('shop', 'warehouse'), port: portNumber, gateways };

function headerChanges(): fc.Arbitrary<any> {
  return object({}, {
    set: fc.constantFrom({ 'x-a': 'b' }, { 'x-a': '%HOSTNAME%' }),
    add: fc.constant({ 'x-c': '100%%' }),
    remove: some(fc.constantFrom('x-user', 'cookie')),
  });
}

/** One destination, or several with weights. */
function route(extra: Fields = {}): fc.Arbitrary<any[]> {
  return either(
    some(object({ destination }, extra), 1),
    fc.tuple(object({ destination }, extra), object({ destination }, extra)).map(([a, b]) => [{ ...a, weight: 80 }, { ...b, weight: 20 }]),
  );
}

const httpMatch = objectWithAny({
  ...callers,
  uri: matcher,
  method: matcher,
  authority: matcher,
  scheme: matcher,
  headers: matcher.map((one) => ({ 'x-user': one })),
  withoutHeaders: matcher.map((one) => ({ 'x-user': one })),
  queryParams: matcher.map((one) => ({ q: one })),
  ignoreUriCase: fc.boolean(),
});

const forwarding = {
  match: some(httpMatch),
  timeout: duration,
  retries: object({ attempts: fc.constantFrom(1, 3) }, {
    perTryTimeout: duration,
    backoff: duration,
    retryOn: fc.constantFrom('5xx', 'reset,connect-failure', '503'),
    retryRemoteLocalities: fc.boolean(),
  }),
  fault: objectWithAny({
    delay: object({ fixedDelay: duration }, { percentage }),
    abort: object({ httpStatus: fc.constantFrom(200, 404, 503) }, { percentage }),
  }),
  headers,
  rewrite: fc.constantFrom<any>({ uri: '/x' }, { authority: 'a.com' }, { uriRegexRewrite: { match: '^/a', rewrite: '/b' } }),
  corsPolicy: object({}, {
    allowOrigins: some(matcher),
    allowMethods: some(fc.constantFrom('GET', 'POST')),
    allowHeaders: some(fc.constantFrom('x-a', 'x-b')),
    maxAge: duration,
    allowCredentials: fc.boolean(),
  }),
  name: fc.constantFrom('one', 'two'),
};

const redirect = object({ uri: fc.constant('/x') }, {
  authority: exactHost, redirectCode: fc.constantFrom(301, 302, 308), scheme: fc.constantFrom('http', 'https'),
});
const directResponse = object({ status: fc.constantFrom(200, 404, 503) }, { body: fc.constantFrom<any>({ string: 'x' }, { bytes: 'YQ==' }) });

const httpRoute = either(
  object({ route: route({ headers }) }, { ...forwarding, mirror: destination, mirrorPercentage: percentage }),
  object({ route: route() }, { ...forwarding, mirrors: some(object({ destination }, { percentage })) }),
  object({ redirect }, { match: forwarding.match }),
  object({ directResponse }, { match: forwarding.match }),
);

const subnets = some(either(ip, range));

const tcpRoute = object({ route: route() }, { match: some(object({}, { ...callers, destinationSubnets: subnets })) });

/** SNI hosts must be among the hosts. */
function tlsRoute(hosts: readonly string[]): fc.Arbitrary<any> {
  const match = object({ sniHosts: some(fc.constantFrom(...hosts), 1) }, { ...callers, destinationSubnets: subnets });
  return object({ match: some(match), route: route() });
}

const bound: Fields = {
  exportTo: fc.constantFrom(['.'], ['*'], ['shop', 'warehouse']),
  gateways: fc.constantFrom(['mesh'], ['gateway'], ['istio-system/gateway', 'mesh']),
};

const hostLists = fc.constantFrom(['a.example.com'], ['*.example.net'], ['a.com', 'b.com'], ['reviews'], ['1.2.3.4']);

export const virtualServiceSpec: fc.Arbitrary<any> = hostLists.chain((list) => {
  const hosts = fc.constant(list);
  const names = list.filter((host) => !/^\d/.test(host));
  return either(
    object({ hosts, http: some(httpRoute) }, bound),
    object({ hosts, tcp: some(tcpRoute) }, bound),
    ...names.length > 0 ? [object({ hosts, tls: some(tlsRoute(names)) }, bound)] : [],
  );
});
