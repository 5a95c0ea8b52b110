import type { ApiObject } from 'cdk8s';
import { quote } from '../../app/refusal';
import { checkServiceEntry } from '../../istio/kinds/service-entry';
import type { ServiceEntrySpec } from '../../istio/spec';
import { canonicalHost } from '../../istio/syntax/hosts';
import { factsOf, IstioMesh } from '../../mesh/istio-mesh';
import { IstioVersion } from '../../mesh/istio-version';
import { ambientCallersOf } from '../../service/checks/caller-data-planes';
import type { RegisteredService } from '../../service/registry/host-registry';
import { areSeenTogether } from '../../service/registry/seen-by';
import { Resolution } from '../../service/resolution';
import type { ExportTo } from '../../service/values/export-to';
import type { TlsOrigination } from '../../service/values/tls/tls-origination';

/** Code of the rule that a forward proxy breaks without addresses, and tells in its own words. */
export const ANY_ADDRESS = 'service-entry/tcp-any-address';

/** The first version that takes CAs from a ConfigMap. */
const CONFIG_MAP_SINCE = '1.26';

/** A forward proxy, as far as it is judged. */
export type JudgedProxy = RegisteredService & Pick<ApiObject, 'apiVersion' | 'kind' | 'metadata'> & {
  /** What applications dial. */
  readonly _addresses: string[];
  /** Who may call it by itself. */
  readonly _callers: ExportTo;
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

/** Why TLS to it would not be started, if so; calls would go to it in clear text. */
export function unstartedTls(proxy: JudgedProxy, tls: TlsOrigination): string[] {
  return [...missingConfigMap(proxy, tls), ...callersWithoutSidecar(proxy)];
}

function missingConfigMap(proxy: JudgedProxy, { _credential: credential }: TlsOrigination): string[] {
  if (credential?.kind !== 'ConfigMap') return [];
  if (!proxy.namespace) return [`tls: ConfigMap ${credential.name} lies in the namespace of the proxy, which has none; give it metadata.namespace`];
  const { version } = IstioMesh.of(proxy);
  if (version.isAtLeast(IstioVersion.of(CONFIG_MAP_SINCE))) return [];
  return [`tls: CaBundle.configMap() needs Istio ${CONFIG_MAP_SINCE}, and this mesh is taken for ${version}; `
    + 'use CaBundle.file(), or declare the version with new IstioMesh()'];
}

/** Those of services that go through it answer for themselves. */
function callersWithoutSidecar(proxy: JudgedProxy): string[] {
  const where = ambientCallersOf(proxy);
  if (where === undefined) return [];
  return [`tls: ${where} is ambient, and ztunnel starts no TLS: calls to the proxy would leave in clear text; let applications start it and leave tls out, `
    + 'or keep the proxy to namespaces with sidecars'];
}

/**
 * Whether two cannot be there beside each other. Istio adds up rules that lie in one namespace and are exported alike, and no others.
 */
export function areRivals(one: JudgedProxy, other: JudgedProxy): boolean {
  return canonicalHost(one.hosts[0]) === canonicalHost(other.hosts[0])
    && one._rules.length + other._rules.length > 0
    && (one.namespace === other.namespace || areSeenTogether(one, other));
}

/** Why it cannot be there beside one that was declared before it, if so. */
export function rivalProxies(proxy: JudgedProxy, earlier: JudgedProxy[]): string[] {
  const rival = earlier.find((other) => areRivals(other, proxy));
  if (!rival) return [];
  return [`host ${proxy.hosts[0]} is that of ${rival.node.path}, too, and a sidecar may go by the DestinationRule of one alone, so that tunnels and tls of the other `
    + 'are lost; declare the proxy once and let all services go via it, or give the two different hosts, which with addresses need not resolve'];
}
