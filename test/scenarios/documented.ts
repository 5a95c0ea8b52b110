/** A way of leaving a mesh, or of being kept from it, that Istio documents. */
export interface Documented {
  /** The page, sample or message that describes it. */
  readonly page: string;
  /** Its address, below Istio's documentation or its repository. */
  readonly url: string;
  /** Why the library does not write it, where it does not. */
  readonly refused?: string;
  /** What to read instead of a program, where it asks for none. */
  readonly answer?: string;
}

const DOCS = 'https://istio.io/latest/docs';
const BLOG = 'https://istio.io/latest/blog';
const REFERENCE = `${DOCS}/reference/config/networking`;
const EGRESS = `${DOCS}/tasks/traffic-management/egress`;
const SOURCE = 'https://github.com/istio/istio/tree/master';

const page = (title: string, url: string, more: Pick<Documented, 'refused' | 'answer'> = {}): Documented => ({ page: title, url, ...more });

const serviceEntry = (what: string) => page(`ServiceEntry: ${what}`, `${REFERENCE}/service-entry/`);
const egressControl = (what: string) => page(`Accessing External Services: ${what}`, `${EGRESS}/egress-control/`);
const egressGateways = (what: string) => page(`Egress Gateways: ${what}`, `${EGRESS}/egress-gateway/`);
const origination = (what: string) => page(`Egress TLS Origination: ${what}`, `${EGRESS}/egress-tls-origination/`);
const gatewayOrigination = (what: string) => page(`Egress Gateways with TLS Origination: ${what}`, `${EGRESS}/egress-gateway-tls-origination/`);
const wildcards = (what: string) => page(`Egress using Wildcard Hosts: ${what}`, `${EGRESS}/wildcard-egress-hosts/`);
const dnsProxying = (what: string) => page(`DNS Proxying: ${what}`, `${DOCS}/ops/configuration/traffic-management/dns-proxy/`);
const waypoints = (what: string) => page(`Waypoint as egress gateway: ${what}`, `${DOCS}/ambient/usage/egress-gateway/`);

/** By number; what the catalogue has to answer. */
export const DOCUMENTED: Readonly<Record<string, Documented>> = {
  S1: egressControl('Envoy passthrough'),
  S2: egressControl('change to the blocking-by-default policy'),
  S4: egressControl('an external HTTP service'),
  S5: egressControl('an external HTTPS service'),
  S6: egressControl('manage traffic to external services'),
  S7: egressControl('direct access'),
  S8: page('Traffic Management: service entries', `${DOCS}/concepts/traffic-management/#service-entries`),
  S9: page('Sidecar', `${REFERENCE}/sidecar/`),
  S13: serviceEntry('several external services by SNI'),
  S14: wildcards('direct traffic'),
  S15: page('Egress with dynamic DNS', `${BLOG}/2026/egress-dynamic-dns/`),
  S16: page('Egress with dynamic DNS: a wildcard inside the cluster', `${BLOG}/2026/egress-dynamic-dns/`),
  S17: page('Using an External HTTPS Proxy', `${EGRESS}/http-proxy/`),
  S18: page('DestinationRule: TunnelSettings', `${REFERENCE}/destination-rule/#TrafficPolicy-TunnelSettings`),
  S19: page('Consuming External TCP Services', `${BLOG}/2018/egress-tcp/`),
  S20: page('Consuming External MongoDB Services', `${BLOG}/2018/egress-mongo/`),
  S21: page('Consuming External MongoDB Services: TLS', `${BLOG}/2018/egress-mongo/`),
  S22: dnsProxying('a name with an address of one\'s own'),
  S23: dnsProxying('address auto allocation'),
  S24: page('Configuring failover for external services', `${BLOG}/2021/external-locality-failover/`),
  S25: serviceEntry('one host, several endpoints'),
  S26: serviceEntry('a Unix domain socket'),
  S27: serviceEntry('redirection to an internal egress firewall'),
  S28: page('Kubernetes Services for Egress Traffic: ExternalName', `${EGRESS}/egress-kubernetes-services/`, {
    refused: 'The page gives the alias a DestinationRule. Since 1.21 Istio applies none to an ExternalName Service, and `validateManifests()` refuses it '
      + '(`destination-rule/external-name`). What works is below: the alias is another name for a host that is declared.',
  }),
  S29: page('Kubernetes Services for Egress Traffic: a Service with endpoints', `${EGRESS}/egress-kubernetes-services/`),
  S30: page('Samples: external', `${SOURCE}/samples/external`),
  S31: page('Samples: Google APIs', `${SOURCE}/samples/bookinfo/networking`),
  S32: page('Sidecar: without iptables', `${REFERENCE}/sidecar/`),
  S33: page('External Authorization: a service in the pod', `${DOCS}/tasks/security/authorization/authz-custom/`),
  S34: page('Virtual Machine Architecture', `${DOCS}/ops/deployment/vm-architecture/`),
  S35: page('Multicluster version routing', `${BLOG}/2019/multicluster-version-routing/`, {
    refused: 'Services of another cluster as `*.global` entries are how Istio joined clusters before 1.8. Its multi-primary and primary-remote installations find such '
      + 'services by themselves; where the clusters share no control plane, `ExternalService` with the address of the other ingress gateway is the call of an external service.',
  }),
  S36: page('Istio as a proxy for external services', `${BLOG}/2019/proxy/`),
  S38: page('Change notes of 1.30: connect strategy', 'https://istio.io/latest/news/releases/1.30.x/announcing-1.30/change-notes/'),
  S39: origination('TLS origination for egress traffic'),
  S40: origination('mutual TLS origination'),
  S41: page('Network issues: double TLS', `${DOCS}/ops/common-problems/network-issues/#double-tls`, {
    answer: 'TLS inside TLS cannot be said: the proxy starts it on ports of which the application speaks in clear text, and `EgressPort.https()` and `EgressPort.tls()` have '
      + 'no option for it. Manifests of any origin are refused by `validateManifests()` (`destination-rule/double-tls`).',
  }),
  S42: page('Security best practices: TLS verification', `${DOCS}/ops/best-practices/security/#configure-tls-verification-in-destination-rule-when-using-tls-origination`),
  S43: page('Change notes of 1.28: BackendTLSPolicy', 'https://istio.io/latest/news/releases/1.28.x/announcing-1.28/change-notes/'),
  S44: egressGateways('deploy one'),
  S45: egressGateways('HTTP'),
  S46: egressGateways('HTTPS'),
  S47: egressGateways('Gateway API'),
  S49: gatewayOrigination('TLS'),
  S50: gatewayOrigination('mutual TLS'),
  S51: wildcards('through an egress gateway, to one server'),
  S52: page('Routing egress traffic to wildcard destinations', `${BLOG}/2023/egress-sni/`, {
    refused: 'It patches the gateway\'s configuration with EnvoyFilters, which the post itself calls fragile: they are not checked against the version of Istio. '
      + 'Since 1.30 `Resolution.DYNAMIC_DNS` resolves wildcard hosts in the sidecar (S15), and a waypoint does in ambient (S63).',
  }),
  S53: page('Consuming External MongoDB Services: through a gateway', `${BLOG}/2018/egress-mongo/`),
  S54: page('Monitoring and access policies for egress', `${BLOG}/2018/egress-monitoring-access-control/`),
  S56: page('Proxying legacy services using egress gateways', `${BLOG}/2020/proxying-legacy-services-using-egress-gateways/`),
  S57: page('Secure control of egress traffic', `${BLOG}/2019/egress-traffic-control-in-istio-part-1/`, {
    answer: 'A list of requirements, and which sentence answers them: TLS by the application or by the proxy (`EgressPort.https()`, `tls`); monitoring of SNI and source '
      + '(the access logs of a path through a gateway); policies for the cluster and for a source (`EgressLockdown` with its scopes); transparent to the application (every '
      + '`via`). That a workload cannot get around it is answered by no object of Istio: `assurance` of a lockdown says so.',
  }),
  S58: serviceEntry('a dedicated egress gateway'),
  S59: waypoints('a host in the namespace of the waypoint'),
  S61: waypoints('TLS origination'),
  S62: page('Waypoints: use one of another namespace', `${DOCS}/ambient/usage/waypoint/#usewaypointnamespace`),
  S63: page('Egress with dynamic DNS: through a waypoint', `${BLOG}/2026/egress-dynamic-dns/`),
};
