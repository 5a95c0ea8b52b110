import { METADATA } from '../../app/metadata-shape';
import { FLAG, instanceOf, listOf, memberOf, objectOf, optional, plain, PORT, recordOf, text, whenNeeded, wholeNumber } from '../../app/shape';
import { ConnectStrategy } from '../values/connect-strategy';
import { EgressPort } from '../values/egress-port';
import { Endpoint } from '../values/endpoint';
import { ExportTo } from '../values/export-to';
import { Location } from '../values/location';
import { Protocol } from '../values/protocol';
import { Resolution } from '../resolution';
import { RouteApi } from '../paths/route-api';
import { Risk } from '../values/risk';
import type * as tlsOrigination from '../values/tls/tls-origination';
import { BEHAVIOUR_PROPS } from './behaviour-shape';

const NAME = text("'httpbin.org'");
const NAMESPACE = text("'backyards-demo'");
const HOSTS = listOf(text("'httpbin.org'"), "'httpbin.org'");
const VALUES = recordOf(text("'value'"), "{ key: 'value' }");

/** Most services start no TLS, and need not wait for its class. */
const TLS_ORIGINATION = whenNeeded(() =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  instanceOf((require('../values/tls/tls-origination') as typeof tlsOrigination).TlsOrigination, 'TlsOrigination.simple()'));

const PORTS = listOf(instanceOf(EgressPort, 'EgressPort.http()', {
  number: PORT,
  name: optional(text("'http'")),
  protocol: optional(memberOf(Protocol, 'Protocol.HTTP')),
  targetPort: optional(PORT),
  tlsOrigination: optional(TLS_ORIGINATION),
}), 'EgressPort.http()');

/** Lengths and numbers are the CRD's, where the rules of a ServiceEntry do not look at them. */
const ADDRESSES = listOf(text("'192.0.2.1'", 64), "'192.0.2.1'");
const SELECTOR = recordOf(text("'value'", 63), "{ key: 'value' }");
const ENDPOINTS = listOf(instanceOf(Endpoint, "Endpoint.of('192.0.2.1')", {
  address: optional(text("'192.0.2.1'", 256)),
  ports: optional(recordOf(PORT, '{ http: 8080 }')),
  labels: optional(VALUES),
  network: optional(text("'network-1'", 2048)),
  locality: optional(text("Locality.of('us-east-1')", 2048)),
  weight: optional(wholeNumber(0, 4294967295, '1')),
  serviceAccount: optional(text("'default'", 253)),
}, (endpoint: Endpoint) => endpoint._toSpec()), "Endpoint.of('192.0.2.1')");

const EXPORT_TO = instanceOf(ExportTo, "ExportTo.namespaces('shop')", { values: optional(listOf(NAMESPACE, "'shop'")) });
const RISKS = listOf(instanceOf(Risk, "Risk.spoofableHost({ reason: 'why' })", { reason: text("{ reason: 'why' }") }),
  "Risk.spoofableHost({ reason: 'why' })");
const VIA = plain('a path', 'a gateway', (value) => typeof value?._plan === 'function' && typeof value.way === 'string');

/** The props of an ExternalService. */
export const SERVICE_PROPS = objectOf({
  metadata: optional(METADATA),
  hosts: HOSTS,
  ports: PORTS,
  addresses: optional(ADDRESSES),
  location: optional(memberOf(Location, 'Location.MESH_EXTERNAL')),
  resolution: optional(memberOf(Resolution, 'Resolution.DNS')),
  endpoints: optional(ENDPOINTS),
  workloadSelector: optional(SELECTOR),
  exportTo: optional(EXPORT_TO),
  subjectAltNames: optional(HOSTS),
  connectStrategy: optional(memberOf(ConnectStrategy, 'ConnectStrategy.RACE_FIRST_TCP_CONNECT')),
  ipAutoAllocate: optional(FLAG),
  via: optional(VIA),
  routeApi: optional(memberOf(RouteApi, 'RouteApi.GATEWAY_API')),
  ...BEHAVIOUR_PROPS,
  acceptRisks: optional(RISKS),
}, "{ hosts: ['httpbin.org'], ports: [EgressPort.http()] }");

/** The attributes of a ServiceEntry that somebody else owns. */
export const SERVICE_ENTRY_ATTRIBUTES = objectOf({
  name: NAME,
  namespace: NAMESPACE,
  hosts: HOSTS,
  ports: PORTS,
  exportTo: optional(EXPORT_TO),
}, "{ name: 'httpbin.org', namespace: 'backyards-demo', hosts: ['httpbin.org'], ports: [EgressPort.http()] }");
