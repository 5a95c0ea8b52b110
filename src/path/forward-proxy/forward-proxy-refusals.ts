import type { ApiObject } from 'cdk8s';
import { quote } from '../../app/refusal';
import { checkServiceEntry } from '../../istio/kinds/service-entry';
import type { ServiceEntrySpec } from '../../istio/spec';
import { factsOf, IstioMesh } from '../../mesh/istio-mesh';
import type { RegisteredService } from '../../service/registry/host-registry';
import { areSeenTogether } from '../../service/registry/seen-by';
import { Resolution } from '../../service/resolution';
import { canonicalHost } from './tunnel';

/** Code of the rule that a forward proxy breaks without addresses, and tells in its own words. */
export const ANY_ADDRESS = 'service-entry/tcp-any-address';

/** A forward proxy, as far as it is judged. */
export type JudgedProxy = RegisteredService & Pick<ApiObject, 'apiVersion' | 'kind' | 'metadata'> & {
  /** What applications dial. */
  readonly _addresses: string[];
  /** Its DestinationRule, if there is one. */
  readonly _rules: ApiObject[];
  _toSpec(): ServiceEntrySpec;
};

/** Why it gets calls that are not meant for it, if so. */
export function openPort(proxy: JudgedProxy): string[] {
  const { apiVersion, kind, namespace, _addresses: addresses, ports: [{ number }] } = proxy;
  const spec = proxy._toSpec();
  const manifest = { apiVersion, kind, metadata: { namespace, labels: proxy.metadata.toJson().labels }, spec };
  if (!checkServiceEntry(manifest, factsOf(IstioMesh.of(proxy))).some(({ code }) => code === ANY_ADDRESS)) return [];
  const cause = addresses.length === 0 ? 'addresses are left out' : `addresses ${quote(addresses)} are every address`;
  const effect = spec.resolution === Resolution.NONE ? `every IP address can be reached on port ${number}`
    : `all TCP to port ${number} of any IP address goes to the proxy`;
  const orCapture = addresses.length === 0 ? ", or turn on DNS capture and say so with new IstioMesh(app, 'mesh', { dnsCapture: true })" : '';
  return [`${cause}, and nothing tells the calls to the proxy from others: ${effect}; write the addresses of the proxy${orCapture}, `
    + 'or accept it with acceptRisks: [Risk.tcpAnyAddress({ reason })]'];
}

/**
 * Why it cannot be there beside one that was declared before it, if so. Istio adds up rules that lie in one namespace and are exported
 * alike, and no others.
 */
export function rivalProxies(proxy: JudgedProxy, earlier: JudgedProxy[]): string[] {
  const [host] = proxy.hosts;
  const rival = earlier.find((other) => canonicalHost(other.hosts[0]) === canonicalHost(host)
    && other._rules.length + proxy._rules.length > 0
    && (other.namespace === proxy.namespace || areSeenTogether(other, proxy)));
  if (!rival) return [];
  return [`host ${host} is that of ${rival.node.path}, too, and a sidecar may go by the DestinationRule of one alone, so that tunnels and tls of the other are lost; `
    + 'declare the proxy once and let all services go via it, or give the two different hosts, which with addresses need not resolve'];
}
