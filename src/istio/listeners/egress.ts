import type { IstioFacts } from '../facts';
import { checkPortNumber } from '../fields/ports';
import { checkUnixPath, isUnixAddress } from '../fields/unix-path';
import type { Findings } from '../findings';
import { isPartialWildcard, isWildcardDomain } from '../syntax/hosts';
import { isDns1123Label } from '../syntax/labels';
import type { SidecarSpec } from '../spec';
import { isAtLeast } from '../syntax/versions';
import { checkBind, checkListenerPort } from './listener';

type EgressListener = NonNullable<SidecarSpec['egress']>[number];

/** istiod's rules for the listeners through which the workloads of a Sidecar reach others. */
export function checkEgress(findings: Findings, egress: EgressListener[], namespace: string | undefined, facts: IstioFacts): void {
  const taken = new Set<number | string>();
  egress.forEach((listener, index) => {
    const path = `spec.egress[${index}]`;
    if (listener.port) {
      checkPort(findings, path, listener);
      checkPlaceIsFree(findings, path, listener, taken);
    } else if (index < egress.length - 1) {
      findings.webhook('catch-all-not-last', path, listener,
        'an egress listener without a port catches everything, so it must be the last one and the only one', 'move it to the end');
    }
    checkHosts(findings, `${path}.hosts`, listener.hosts ?? [], namespace, facts);
  });
}

function checkPort(findings: Findings, path: string, { port = {}, bind, captureMode }: EgressListener): void {
  checkListenerPort(findings, `${path}.port`, port);
  if (port.number) {
    checkPortNumber(findings, `${path}.port.number`, port.number);
    checkBind(findings, `${path}.bind`, bind);
    return;
  }
  if (isUnixAddress(bind)) {
    checkUnixPath(findings, `${path}.bind`, bind);
  } else {
    findings.webhook('port-or-unix-bind', `${path}.port.number`, port.number,
      'an egress listener without a port number must bind to a unix:// path', 'write the number of the port');
  }
  if (captureMode === 'IPTABLES') {
    findings.webhook('unix-capture-mode', `${path}.captureMode`, captureMode,
      'nothing is captured for a unix:// path, so captureMode must be DEFAULT or NONE', 'remove captureMode');
  }
}

/** A listener is known by its port, or by its socket when it has none. */
function checkPlaceIsFree(findings: Findings, path: string, { port, bind = '' }: EgressListener, taken: Set<number | string>): void {
  const place = port?.number || bind;
  if (taken.has(place)) {
    findings.webhook('listener-duplicate', typeof place === 'number' ? `${path}.port.number` : `${path}.bind`, place,
      `another egress listener is already at ${JSON.stringify(place)}`, 'give every listener a port or socket of its own');
  }
  taken.add(place);
}

function checkHosts(findings: Findings, path: string, hosts: string[], namespace: string | undefined, facts: IstioFacts): void {
  if (hosts.length === 0) {
    findings.webhook('egress-hosts-required', path, hosts, 'an egress listener must have at least one host', 'write namespace/host, or "*/*" for all');
  }
  const imported = new Map<string, Set<string>>();
  hosts.forEach((host, index) => {
    const slash = host.indexOf('/');
    if (slash < 0) {
      findings.webhook('egress-host-form', `${path}[${index}]`, host, 'a host must have the form namespace/dnsName', 'write "./host", "namespace/host" or "*/host"');
      return;
    }
    const [from, name] = [host.slice(0, slash), host.slice(slash + 1)];
    if (!from.startsWith('~')) warnAboutDuplicate(findings, `${path}[${index}]`, host, from === '.' ? namespace ?? '' : from, name, imported);
    checkNamespacePart(findings, `${path}[${index}]`, host, from, facts);
    checkNamePart(findings, `${path}[${index}]`, host, name);
  });
  if (imported.get('*')?.has('*') && imported.size > 1) {
    findings.webhookWarning('egress-hosts-superfluous', path, hosts, '"*/*" imports everything, other hosts add nothing', 'remove "*/*" or the others');
  }
}

function warnAboutDuplicate(
  findings: Findings, path: string, host: string, namespace: string, name: string, imported: Map<string, Set<string>>,
): void {
  const names = imported.get(namespace) ?? new Set();
  if (name === '*' ? names.size > 0 : names.has(name) || names.has('*')) {
    findings.webhookWarning('egress-host-duplicate', path, host, 'the host is imported twice', 'remove one of them');
  }
  imported.set(namespace, names.add(name));
}

function checkNamespacePart(findings: Findings, path: string, host: string, namespace: string, facts: IstioFacts): void {
  if (namespace === '*' || namespace === '.' || namespace === '~' || isDns1123Label(namespace)) return;
  const excluded = namespace.startsWith('~') ? namespace.slice(1) : undefined;
  if (excluded === '*' || excluded === '.' || (excluded && isDns1123Label(excluded))) {
    if (isAtLeast(facts.version, '1.31')) return;
    findings.webhook('egress-exclusion-version', path, host, `excluding a namespace with "~" needs Istio 1.31, this mesh has ${facts.version}`,
      'name the namespaces to import');
    return;
  }
  findings.webhook('egress-namespace-invalid', path, host, `${JSON.stringify(namespace)} is neither "*", ".", "~" nor the name of a namespace`,
    'write the namespace of the service, "." for the own one or "*" for any');
}

function checkNamePart(findings: Findings, path: string, host: string, name: string): void {
  if (name === '*') return;
  if (!name.includes('.')) {
    findings.webhook('egress-host-short', path, host, 'a host must be "*" or have a dot: short names are not allowed', 'write the full name, such as reviews.shop.svc.cluster.local');
  } else if (!isWildcardDomain(name)) {
    findings.webhook('egress-host-invalid', path, host, `${JSON.stringify(name)} is not a domain name`, 'write a domain name that may start with "*."');
  } else if (isPartialWildcard(name)) {
    findings.webhook('egress-host-partial-wildcard', path, host, 'a wildcard must cover a whole label', 'write *. and the domain');
  }
}
