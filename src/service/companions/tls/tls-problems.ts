import { IstioMesh } from '../../../mesh/istio-mesh';
import { IstioVersion } from '../../../mesh/istio-version';
import { ambientCallersOf } from '../../checks/caller-data-planes';
import type { EgressPlan } from '../../paths/egress-plan';
import { layerOf } from '../../paths/layer';
import { Resolution } from '../../resolution';
import type { EgressPort } from '../../values/egress-port';
import type { TlsOrigination } from '../../values/tls/tls-origination';
import { keyReaders } from './key-access';
import type { RoutedService } from '../routed-service';
import { holdersOf } from './tls-policy';

/** The first version that takes CAs from a ConfigMap. */
const CONFIG_MAP_SINCE = '1.26';
/** The first version that takes a BackendTLSPolicy for one port of a ServiceEntry. */
const POLICY_SINCE = IstioVersion.V1_28;

/** A port of which the proxy makes TLS. */
interface Originating {
  /** As it is called in messages. */
  readonly field: string;
  readonly port: EgressPort;
  readonly tls: TlsOrigination;
}

/**
 * What of the TLS that proxies are to start can never be.
 *
 * @param way how the calls go, as the path says it
 */
export function impossibleTls(service: RoutedService, plan: EgressPlan, way: string): string[] {
  const originating = originatingPorts(service);
  if (originating.length === 0) return [];
  return plan.relays.length > 0
    ? originating.flatMap((one) => holdersWithoutSay(one, way))
    : [...originating.flatMap(secretForNobody), ...holdersElsewhere(service, originating), ...namelessAccount(service)];
}

/** What of it would not be what it looks like, once all that can be said has been said. */
export function unsafeTls(service: RoutedService, plan: EgressPlan): string[] {
  const originating = originatingPorts(service);
  if (originating.length === 0) return [];
  return [
    ...originating.flatMap((one) => [...unverifiedName(service, one), ...configMapProblems(service, one), ...policyTooNew(service, one)]),
    ...plan.relays.length > 0 ? [] : [...callersWithoutCertificate(service), ...callersWithoutProxy(service)],
  ];
}

function originatingPorts({ ports }: RoutedService): Originating[] {
  return ports.flatMap((port, index) => (port.tlsOrigination ? [{ field: `ports[${index}].tls`, port, tls: port.tlsOrigination }] : []));
}

function holdersWithoutSay({ field, tls }: Originating, way: string): string[] {
  if (!tls._workloads) return [];
  return [`${field}: workloads ${tls._workloads} have no say in it, because calls go ${way}, and TLS is started there; `
    + 'leave workloads out, and keep the certificates where that proxy runs'];
}

/** Istio then drops the TLS of every sidecar without a word. */
function secretForNobody({ field, tls }: Originating): string[] {
  const { kind, name, workloads, keyReader } = tls._credential ?? {};
  if (kind !== 'Secret' || workloads) return [];
  return [`${field}: sidecars fetch Secret ${name}, which Istio allows to those of named workloads only, and without them calls leave in clear text; `
    + `write ${keyReader ? 'ClientCertificate' : 'CaBundle'}.secret('${name}', { workloads: Workloads.of(deployment) })`];
}

function holdersElsewhere(service: RoutedService, originating: Originating[]): string[] {
  const [first, ...rest] = originating.filter(({ tls }) => tls._workloads);
  if (!first) return [];
  const holders = first.tls._workloads!;
  const other = rest.find(({ tls }) => tls._workloads!._identity !== holders._identity);
  if (other) {
    return [`${other.field}: its workloads are ${other.tls._workloads}, and those of ${first.field} are ${holders}, while one rule of Istio's is for one `
      + 'selection of workloads; write the same ones'];
  }
  if (holders.namespace !== undefined && holders.namespace === service.namespace) return [];
  return [`${first.field}: workloads ${holders} are in namespace ${holders.namespace ?? '(none)'} and the service in ${service.namespace ?? '(none)'}, `
    + 'while Istio selects the workloads of a rule in its own namespace; declare the service in theirs'];
}

function namelessAccount(service: RoutedService): string[] {
  if (!keyReaders(service).includes(undefined)) return [];
  return [`nothing says which service account ${holdersOf(service)} has, and its proxies get no key before it may list Secrets; `
    + "write ClientCertificate.secret(name, { workloads, serviceAccount: 'its name' })"];
}

/** Where nothing names the host the certificate of anybody would do. */
function unverifiedName({ hosts, resolution }: RoutedService, one: Originating): string[] {
  if (!hosts.some((host) => host.startsWith('*'))) return [];
  if (resolution === Resolution.DYNAMIC_DNS) return resolvedPerCall(one);
  if (layerOf(one.port) === 'http' || one.tls._namesServer) return [];
  return [`${one.field}: ${one.port.protocol} names no host, so that for a wildcard host no name in a certificate could be verified; `
    + 'write sni, or name the exact hosts'];
}

/** The proxy dials the port that the call names, and that of HTTPS where it names none. */
function resolvedPerCall({ field, port: { number, targetPort }, tls }: Originating): string[] {
  return [
    ...tls._namesServer
      ? [`${field}: with resolution DYNAMIC_DNS it is the name in each call that is asked for and verified; leave out sni and subjectAltNames`]
      : [],
    ...number !== 80 || targetPort !== 443
      ? [`${field}: with resolution DYNAMIC_DNS TLS goes from port 80 to port 443, and here it would go from ${number} to ${targetPort ?? number}; `
        + 'leave number and targetPort out, or name the exact hosts']
      : [],
  ];
}

function configMapProblems(service: RoutedService, { field, tls }: Originating): string[] {
  if (tls._credential?.kind !== 'ConfigMap') return [];
  if (!service.namespace) return [`${field}: ConfigMap ${tls._credential.name} lies in the namespace of the service, which has none; give it one`];
  const { version } = IstioMesh.of(service);
  if (version.isAtLeast(IstioVersion.of(CONFIG_MAP_SINCE))) return [];
  return [`${field}: CaBundle.configMap() needs Istio ${CONFIG_MAP_SINCE}, and this mesh is taken for ${version}; `
    + 'use CaBundle.file(), or declare the version with new IstioMesh()'];
}

function policyTooNew(service: RoutedService, { field, tls }: Originating): string[] {
  const { version } = IstioMesh.of(service);
  if (!tls._isBackendTlsPolicy || version.isAtLeast(POLICY_SINCE)) return [];
  return [`${field}: TlsOrigination.backendTlsPolicy() needs Istio ${POLICY_SINCE}, and this mesh is taken for ${version}; `
    + 'use TlsOrigination.simple(), or declare the version with new IstioMesh()'];
}

function callersWithoutCertificate(service: RoutedService): string[] {
  const holders = holdersOf(service);
  if (!holders) return [];
  const problem = holders._problem('mount the certificates as files and leave workloads out where every pod has them');
  if (problem) return [problem];
  const { values } = service._callers;
  if (values?.every((value) => ['.', '~', service.namespace].includes(value))) return [];
  return [`exportTo ${service._callers} shows the service to namespaces in which nobody has the certificates of ${holders}; `
    + 'keep it to its own, declare it in each namespace with certificates of its own, or let the calls go through a gateway that has them'];
}

/** ztunnel forwards what it gets. */
function callersWithoutProxy(service: RoutedService): string[] {
  const where = ambientCallersOf(service);
  return where === undefined ? [] : [`${where} is ambient, and ztunnel starts no TLS: `
    + 'calls would leave in clear text; let them go through a gateway or a waypoint, or keep the service to namespaces with sidecars'];
}
