import { isAcceptedIn } from './accepted-risks';
import { isJudged } from './check-manifest';
import { Findings } from './findings';
import { type IstioProblem, ProblemOrigin } from './problem';
import { canonicalHost } from './syntax/hosts';
import { effectiveProtocol, isTls, parseProtocol } from './syntax/protocols';
import { MESH_GATEWAY } from './routes/gateways';
import type { DestinationRuleSpec, Manifest, ServiceEntrySpec, SidecarSpec, VirtualServiceSpec } from './spec';

/** A problem that a manifest has with another one. */
export interface Clash {
  /** The later of the two manifests. */
  readonly manifest: Manifest;
  readonly problem: IstioProblem;
}

type Kind = 'DestinationRule' | 'ServiceEntry' | 'Sidecar' | 'VirtualService';

/**
 * What manifests that Istio accepts one by one do to each other.
 *
 * @param manifests every one accepted by Istio
 */
export function findClashes(manifests: Manifest[]): Clash[] {
  const entries = ofKind<ServiceEntrySpec>(manifests, 'ServiceEntry');
  return [
    ...duplicates(manifests),
    ...protocolConflicts(entries.filter((entry) => !isAcceptedIn(entry, PROTOCOL_CONFLICT))),
    ...severalNamespaceDefaults(ofKind<SidecarSpec>(manifests, 'Sidecar')),
    ...doubleTls(ofKind<DestinationRuleSpec>(manifests, 'DestinationRule'), entries),
    ...rulesForAliases(ofKind<DestinationRuleSpec>(manifests, 'DestinationRule'), manifests),
    ...widerThanEntry(manifests, entries),
  ];
}

/** Applied one after the other, the last one wins. */
function duplicates(manifests: Manifest[]): Clash[] {
  const seen = new Set<string>();
  return manifests.filter(({ kind, metadata }) => kind && metadata?.name).flatMap((manifest) => {
    const { apiVersion = '', kind, metadata } = manifest;
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const key = [group, kind, metadata!.namespace ?? '', metadata!.name].join(' ');
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return clash(manifest, 'manifest', (findings) => findings.advice('duplicate', 'metadata.name', metadata!.name,
      `another manifest is the same ${kind} ${[metadata!.namespace, metadata!.name].filter(Boolean).join('/')}, and only one of them will be there`,
      'give it another name, or merge the two'));
  });
}

const PROTOCOL_CONFLICT = { code: 'service-entry/protocol-conflict', origin: ProblemOrigin.ADVICE };

/** Istio then guesses the protocol of each connection, and protocols in which the server speaks first stall. */
function protocolConflicts(entries: Manifest<ServiceEntrySpec>[]): Clash[] {
  const declared = new Map<string, { entry: Manifest<ServiceEntrySpec>; protocol?: string }[]>();
  return entries.flatMap((entry) => entry.spec!.hosts.flatMap((host) => (entry.spec!.ports ?? []).flatMap(({ number, protocol }, index) => {
    const key = `${canonicalHost(host)}:${number}`;
    const others = declared.get(key) ?? [];
    declared.set(key, [...others, { entry, protocol }]);
    const other = others.find((earlier) => earlier.entry !== entry
      && effectiveProtocol(earlier.protocol) !== effectiveProtocol(protocol) && seenTogether(earlier.entry, entry));
    return other ? clash(entry, 'service-entry', (findings) => findings.advice('protocol-conflict', `spec.ports[${index}].protocol`, protocol,
      `${host}:${number} is ${protocol || 'without protocol'} here and ${other.protocol || 'without protocol'} in ServiceEntry ${titleOf(other.entry)}`,
      'write the same protocol in both, or export them to different namespaces')) : [];
  })));
}

/** Istio takes the oldest one and ignores the others. */
function severalNamespaceDefaults(sidecars: Manifest<SidecarSpec>[]): Clash[] {
  const seen = new Map<string, Manifest>();
  return sidecars.filter(({ spec }) => Object.keys(spec?.workloadSelector?.labels ?? {}).length === 0).flatMap((sidecar) => {
    const other = seen.get(namespaceOf(sidecar));
    seen.set(namespaceOf(sidecar), other ?? sidecar);
    return other ? clash(sidecar, 'sidecar', (findings) => findings.advice('namespace-default-duplicate', 'spec.workloadSelector', undefined,
      `another Sidecar, ${titleOf(other)}, is already for all workloads of the namespace, and Istio only uses the oldest`, 'merge the two, or select workloads')) : [];
  });
}

/** The application has already encrypted what goes to a TLS port. */
function doubleTls(rules: Manifest<DestinationRuleSpec>[], entries: Manifest<ServiceEntrySpec>[]): Clash[] {
  const byHost = new Map<string, Manifest<ServiceEntrySpec>[]>();
  for (const entry of entries) {
    for (const host of entry.spec!.hosts) byHost.set(host, [...byHost.get(host) ?? [], entry]);
  }
  return rules.flatMap((rule) => (byHost.get(rule.spec!.host) ?? []).flatMap((entry) => {
    const port = entry.spec!.ports?.find(({ number, protocol }) => isTls(parseProtocol(protocol)) && originatesTls(rule.spec!, number));
    return port ? clash(rule, 'destination-rule', (findings) => findings.advice('double-tls', 'spec.trafficPolicy', undefined,
      `port ${port.number} of ${rule.spec!.host} is ${port.protocol} in ServiceEntry ${titleOf(entry)}, so its traffic would be encrypted twice`,
      'originate TLS in portLevelSettings of an HTTP port only')) : [];
  }));
}

/** To Istio an ExternalName Service is another name for a host, and no service of its own that a rule could be for. */
function rulesForAliases(rules: Manifest<DestinationRuleSpec>[], manifests: Manifest[]): Clash[] {
  const aliases = new Map(manifests
    .filter(({ apiVersion, kind, spec, metadata }) => apiVersion === 'v1' && kind === 'Service' && spec?.type === 'ExternalName' && metadata?.name)
    .map((service) => [`${service.metadata!.name}.${namespaceOf(service)}`, service]));
  if (aliases.size === 0) return [];
  return rules.flatMap((rule) => {
    const [name, namespace = namespaceOf(rule), svc = 'svc'] = rule.spec!.host.split('.');
    const alias = svc === 'svc' ? aliases.get(`${name}.${namespace}`) : undefined;
    return alias ? clash(rule, 'destination-rule', (findings) => findings.advice('external-name', 'spec.host', rule.spec!.host,
      `Service ${titleOf(alias)} is an ExternalName, and Istio applies no rule to it`,
      `declare ${alias.spec.externalName} with a ServiceEntry, and write the rule for that host`)) : [];
  });
}

/** A port's own settings replace all of the general ones. */
function originatesTls({ trafficPolicy }: DestinationRuleSpec, number: number): boolean {
  const { tls } = trafficPolicy?.portLevelSettings?.find(({ port }) => port?.number === number) ?? trafficPolicy ?? {};
  return tls?.mode === 'SIMPLE' || tls?.mode === 'MUTUAL';
}

/** Timeouts, faults and TLS settings for a host reach namespaces that do not even see its ServiceEntry, and their own. */
function widerThanEntry(manifests: Manifest[], entries: Manifest<ServiceEntrySpec>[]): Clash[] {
  const privateHosts = new Map(
    entries.filter((entry) => !isPublic(entry)).flatMap((entry) => entry.spec!.hosts.map((host) => [host, entry])),
  );
  const rules = ofKind<DestinationRuleSpec>(manifests, 'DestinationRule')
    .map((manifest) => ({ manifest: manifest as Manifest, code: 'destination-rule', hosts: [manifest.spec!.host] }));
  const routes = ofKind<VirtualServiceSpec>(manifests, 'VirtualService')
    .filter(({ spec }) => !spec!.gateways?.length || spec!.gateways.includes(MESH_GATEWAY))
    .map((manifest) => ({ manifest: manifest as Manifest, code: 'virtual-service', hosts: manifest.spec!.hosts ?? [] }));
  return [...rules, ...routes].filter(({ manifest }) => isPublic(manifest)).flatMap(({ manifest, code, hosts }) => {
    const host = hosts.find((candidate) => privateHosts.has(candidate));
    return host ? clash(manifest, code, (findings) => findings.adviceWarning('wider-than-entry', 'spec.exportTo', manifest.spec.exportTo,
      `it applies to ${host} in every namespace, while ServiceEntry ${titleOf(privateHosts.get(host)!)} is only exported to ${privateHosts.get(host)!.spec!.exportTo!.join(', ')}`,
      'write the same exportTo')) : [];
  });
}

function ofKind<Spec>(manifests: Manifest[], kind: Kind): Manifest<Spec>[] {
  return manifests.filter((manifest) => manifest.kind === kind && isJudged(manifest));
}

/** Whether some namespace sees both. */
function seenTogether(a: Manifest<ServiceEntrySpec>, b: Manifest<ServiceEntrySpec>): boolean {
  const [one, other] = [visibleIn(a), visibleIn(b)];
  if (one.includes('~') || other.includes('~')) return false;
  return one.includes('*') || other.includes('*') || one.some((namespace) => other.includes(namespace));
}

function isPublic(manifest: Manifest): boolean {
  return visibleIn(manifest).includes('*');
}

function visibleIn(manifest: Manifest): string[] {
  const exportTo: string[] = manifest.spec.exportTo ?? [];
  return exportTo.length === 0 ? ['*'] : exportTo.map((target) => (target === '.' ? namespaceOf(manifest) : target));
}

function namespaceOf({ metadata }: Manifest): string {
  return metadata?.namespace ?? '';
}

function titleOf({ metadata }: Manifest): string {
  return [metadata?.namespace, metadata?.name].filter(Boolean).join('/');
}

function clash(manifest: Manifest, code: string, find: (findings: Findings) => void): Clash[] {
  const findings = new Findings(code);
  find(findings);
  return findings.problems.map((problem) => ({ manifest, problem }));
}
