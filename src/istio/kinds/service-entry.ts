import { isIpSubnet } from '../syntax/addresses';
import { type IstioFacts, STOCK_FACTS } from '../facts';
import { checkExportTo } from '../fields/export-to';
import { checkMetadata } from '../fields/metadata';
import { checkPortName, checkProtocol, isPort, isPortName, isProtocol } from '../fields/ports';
import { checkSelectorLabels } from '../fields/workload-selector';
import { Findings } from '../findings';
import { isFqdn, isPartialWildcard, isWildcardDomain, isWildcardHost } from '../syntax/hosts';
import type { IstioProblem } from '../problem';
import { isHttp, isTcp, isTls, parseProtocol, type Protocol } from '../syntax/protocols';
import { adviseOnServiceEntry } from './service-entry-advice';
import type { Manifest, ServiceEntrySpec } from '../spec';
import { isAtLeast } from '../syntax/versions';
import { checkDnsEndpoint, checkStaticEndpoint } from './workload-entry';

const AUTO_ALLOCATE_LABEL = 'networking.istio.io/enable-autoallocate-ip';
const WAYPOINT_LABEL = 'istio.io/use-waypoint';
const MAX_ENTRIES = 256;
/** With DYNAMIC_DNS the proxy finds the host in the request or the ClientHello, which it must be able to read. */
const DYNAMIC_DNS_PROTOCOLS: (Protocol | undefined)[] = ['HTTP', 'TLS', 'GRPC', 'HTTP2'];
const DYNAMIC_DNS_PROTOCOLS_BEFORE_1_30: (Protocol | undefined)[] = ['HTTP', 'TLS'];

type Port = NonNullable<ServiceEntrySpec['ports']>[number];

/**
 * What Istio, and this library, say to a ServiceEntry.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export function checkServiceEntry(manifest: Manifest<ServiceEntrySpec>, facts: IstioFacts = STOCK_FACTS): IstioProblem[] {
  const findings = new Findings('service-entry');
  const spec = manifest.spec ?? { hosts: [] };
  const allocates = isAutoAllocated(manifest, spec, facts);
  checkMetadata(findings, manifest);
  checkWorkloads(findings, spec);
  checkHosts(findings, spec);
  checkAddresses(findings, spec);
  checkPorts(findings, spec, allocates);
  checkResolution(findings, manifest, spec, facts);
  checkSeveralHosts(findings, spec);
  checkExportTo(findings, spec.exportTo, manifest.metadata?.namespace, { noneAllowed: true });
  // Advice is about what Istio accepts.
  if (findings.accepted) adviseOnServiceEntry(findings, spec, allocates && facts.dnsCapture);
  return findings.problems;
}

/** Whether istiod gives the hosts of an entry addresses of their own. */
function isAutoAllocated({ metadata }: Manifest, spec: ServiceEntrySpec, facts: IstioFacts): boolean {
  return facts.ipAutoAllocate
    && spec.resolution !== undefined && spec.resolution !== 'NONE'
    && !spec.addresses?.length
    && metadata?.labels?.[AUTO_ALLOCATE_LABEL]?.toLowerCase() !== 'false';
}

function checkWorkloads(findings: Findings, { workloadSelector, endpoints, resolution = 'NONE' }: ServiceEntrySpec): void {
  if (endpoints !== undefined) {
    if (workloadSelector) {
      findings.schema('selector-or-endpoints', 'spec.endpoints', endpoints,
        'only one of workloadSelector and endpoints can be set', 'remove one of them');
    }
    if (resolution === 'NONE') {
      findings.schema('none-has-no-endpoints', 'spec.endpoints', endpoints,
        'with resolution NONE the proxy forwards to the address the client dialled, so there can be no endpoints',
        'remove endpoints, or use resolution STATIC or DNS');
    }
  }
  if (!workloadSelector) return;
  checkSelectorLabels(findings, 'spec.workloadSelector.labels', workloadSelector.labels, 'every workload of the namespace');
  if (resolution === 'NONE') {
    findings.webhookWarning('none-with-selector', 'spec.workloadSelector', workloadSelector,
      'workloadSelector should not be set with resolution NONE', 'use resolution STATIC');
  }
}

function checkHosts(findings: Findings, { hosts, resolution }: ServiceEntrySpec): void {
  if (!hosts?.length) {
    findings.schema('hosts-required', 'spec.hosts', hosts, 'a ServiceEntry must have at least one host', 'name the hosts');
    return;
  }
  if (hosts.length > MAX_ENTRIES) {
    findings.schema('too-many-items', 'spec.hosts', hosts.length, `hosts can have at most ${MAX_ENTRIES} items`, 'split the ServiceEntry');
  }
  for (let index = 0; index < hosts.length; index++) {
    const host = hosts[index];
    if (host === '*') {
      findings.schema('host-wildcard', `spec.hosts[${index}]`, host,
        '"*" is not a host of a ServiceEntry', 'name the hosts, or a wildcard domain such as *.example.com');
    } else if (!isHost(host)) {
      findings.webhook('host-invalid', `spec.hosts[${index}]`, host,
        'a host must be a domain name that may start with "*."; IP addresses and CIDR blocks go to addresses', 'write a domain name');
    } else if (isPartialWildcard(host) && resolution !== 'DYNAMIC_DNS') {
      findings.webhookWarning('host-partial-wildcard', `spec.hosts[${index}]`, host,
        'a wildcard that covers only a part of a label is only understood with resolution DYNAMIC_DNS', 'write *. and the domain');
    }
  }
}

function isHost(host: string): boolean {
  return host !== '*' && isWildcardDomain(host);
}

function checkAddresses(findings: Findings, { addresses = [], resolution = 'NONE' }: ServiceEntrySpec): void {
  if (addresses.length > MAX_ENTRIES) {
    findings.schema('too-many-items', 'spec.addresses', addresses.length, `addresses can have at most ${MAX_ENTRIES} items`, 'merge neighbouring blocks');
  }
  const cidrsAllowed = resolution === 'NONE' || resolution === 'STATIC';
  for (let index = 0; index < addresses.length; index++) {
    const address = addresses[index];
    if (!isIpSubnet(address)) {
      findings.webhook('address-invalid', `spec.addresses[${index}]`, address,
        'an address must be an IP address or a CIDR block', 'write 192.0.2.1 or 192.0.2.0/24');
    }
    if (!cidrsAllowed && address.includes('/')) {
      findings.schema('cidr-needs-static-or-none', `spec.addresses[${index}]`, address,
        `CIDR addresses are allowed only with resolution NONE or STATIC, not ${resolution}`, 'write single addresses, or use resolution NONE');
    }
  }
}

function checkPorts(findings: Findings, { ports = [], addresses = [] }: ServiceEntrySpec, allocates: boolean): void {
  if (ports.length > MAX_ENTRIES) {
    findings.schema('too-many-items', 'spec.ports', ports.length, `ports can have at most ${MAX_ENTRIES} items`, 'split the ServiceEntry');
  }
  for (let index = 0; index < ports.length; index++) {
    const port = ports[index];
    checkPort(findings, index, port);
    if (isTaken(ports, 'name', index)) {
      findings.schema('port-name-duplicate', `spec.ports[${index}].name`, port.name,
        `port name ${JSON.stringify(port.name)} is already taken`, 'give every port a name of its own');
    }
    if (isTaken(ports, 'number', index)) {
      findings.schema('port-number-duplicate', `spec.ports[${index}].number`, port.number,
        `port number ${port.number} is already declared`, 'declare every port once');
    }
    if (addresses.length === 0 && !allocates && (!port.protocol || port.protocol === 'TCP')) {
      findings.webhookWarning('addresses-recommended', 'spec.addresses', undefined,
        `port ${port.number} serves TCP, which needs addresses when none are auto-allocated`, 'write the addresses of the service');
    }
  }
}

/** Whether a port before this one has the same. */
function isTaken(ports: Port[], field: 'name' | 'number', index: number): boolean {
  for (let earlier = 0; earlier < index; earlier++) {
    if (ports[earlier][field] === ports[index][field]) return true;
  }
  return false;
}

/** Paths are texts, made only for what is wrong: nearly all ports of nearly all services are right. */
function checkPort(findings: Findings, index: number, { number, name, protocol, targetPort }: Port): void {
  if (!isPort(number)) refusePort(findings, `spec.ports[${index}].number`, number);
  if (targetPort !== undefined && !isPort(targetPort)) refusePort(findings, `spec.ports[${index}].targetPort`, targetPort);
  if (!isPortName(name)) checkPortName(findings, `spec.ports[${index}].name`, name);
  if (!isProtocol(protocol)) checkProtocol(findings, `spec.ports[${index}].protocol`, protocol);
}

function refusePort(findings: Findings, path: string, number: number): void {
  findings.schema('port-range', path, number, 'a port number must be in the range 1 to 65535', 'write the number of the port');
}

function checkResolution(findings: Findings, manifest: Manifest, spec: ServiceEntrySpec, facts: IstioFacts): void {
  switch (spec.resolution) {
    case 'STATIC':
      return checkStatic(findings, spec);
    case 'DNS':
    case 'DNS_ROUND_ROBIN':
      return checkDns(findings, spec);
    case 'DYNAMIC_DNS':
      return checkDynamicDns(findings, manifest, spec, facts);
    case 'NONE':
    case undefined:
      return;
  }
}

function checkStatic(findings: Findings, { endpoints = [], ports = [] }: ServiceEntrySpec): void {
  if (endpoints.length === 0) return;
  const servicePorts = new Set(ports.map(({ name }) => name));
  endpoints.forEach((endpoint, index) => {
    checkStaticEndpoint(findings, `spec.endpoints[${index}]`, endpoint, { hostAllowed: false, servicePorts });
  });
}

function checkDns(findings: Findings, { hosts = [], endpoints = [], addresses = [], ports = [], resolution }: ServiceEntrySpec): void {
  if (resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1) {
    findings.schema('round-robin-one-endpoint', 'spec.endpoints', endpoints,
      'with resolution DNS_ROUND_ROBIN there can be at most one endpoint', 'keep one endpoint, or use resolution DNS');
  }
  if (endpoints.length === 0) {
    const index = hosts.findIndex((host) => !isFqdn(host) && isHost(host));
    if (index >= 0) {
      findings.webhook('dns-needs-fqdn', `spec.hosts[${index}]`, hosts[index],
        `with resolution ${resolution} and no endpoints the proxy looks up the host itself, which must then be a full domain name`,
        'write the exact host, add endpoints, or use resolution DYNAMIC_DNS or NONE');
    }
  } else {
    const servicePorts = new Set(ports.map(({ name }) => name));
    endpoints.forEach((endpoint, index) => checkDnsEndpoint(findings, `spec.endpoints[${index}]`, endpoint, servicePorts));
  }
  if (addresses.length > 0 && hosts.length > 1 && ports.some(({ protocol }) => isTcp(parseProtocol(protocol)))) {
    findings.webhookWarning('addresses-shared-by-hosts', 'spec.hosts', hosts,
      'with addresses and a TCP port a ServiceEntry should have one host', 'write one ServiceEntry for each host');
  }
}

function checkDynamicDns(findings: Findings, { metadata }: Manifest, spec: ServiceEntrySpec, facts: IstioFacts): void {
  const { hosts = [], addresses = [], endpoints = [], ports = [], location } = spec;
  const since130 = isAtLeast(facts.version, '1.30');
  hosts.forEach((host, index) => {
    if (isWildcardHost(host)) return;
    findings.webhook('dynamic-dns-needs-wildcard', `spec.hosts[${index}]`, host,
      'with resolution DYNAMIC_DNS every host must have a wildcard', 'write a wildcard domain such as *.example.com, or use resolution DNS');
  });
  if (addresses.length > 0) {
    findings.webhook('dynamic-dns-has-no-addresses', 'spec.addresses', addresses,
      'with resolution DYNAMIC_DNS addresses cannot be set', 'remove addresses');
  }
  if (endpoints.length > 0) {
    findings.webhook('dynamic-dns-has-no-endpoints', 'spec.endpoints', endpoints,
      'with resolution DYNAMIC_DNS endpoints cannot be set', 'remove endpoints');
  }
  const allowed = since130 ? DYNAMIC_DNS_PROTOCOLS : DYNAMIC_DNS_PROTOCOLS_BEFORE_1_30;
  ports.forEach(({ protocol }, index) => {
    if (allowed.includes(parseProtocol(protocol)) || isUnknown(protocol)) return;
    findings.webhook('dynamic-dns-protocol', `spec.ports[${index}].protocol`, protocol,
      `with resolution DYNAMIC_DNS a port speaks ${allowed.join(', ')} in Istio ${facts.version}`, 'write one of these protocols (TLS for HTTPS)');
  });
  if (location !== 'MESH_INTERNAL') return;
  if (!since130) {
    findings.webhook('dynamic-dns-location', 'spec.location', location,
      `with resolution DYNAMIC_DNS location must be MESH_EXTERNAL in Istio ${facts.version}`, 'write location MESH_EXTERNAL');
  } else if (usesWaypoint(metadata?.labels)) {
    findings.webhook('dynamic-dns-location', 'spec.location', location,
      'with resolution DYNAMIC_DNS and a waypoint location must be MESH_EXTERNAL', 'write location MESH_EXTERNAL');
  }
}

function usesWaypoint(labels: Record<string, string> | undefined): boolean {
  const waypoint = labels?.[WAYPOINT_LABEL];
  return !!waypoint && waypoint.toLowerCase() !== 'none';
}

function checkSeveralHosts(findings: Findings, { hosts = [], ports = [], resolution = 'NONE' }: ServiceEntrySpec): void {
  // DYNAMIC_DNS has a rule of its own for protocols.
  if (resolution === 'NONE' || resolution === 'DYNAMIC_DNS' || hosts.length <= 1) return;
  const index = ports.findIndex(({ protocol }) => isNameless(protocol));
  if (index < 0) return;
  findings.webhook('several-hosts-need-http-or-tls', `spec.ports[${index}].protocol`, ports[index].protocol,
    'several hosts can only share a port whose bytes name the host: HTTP, HTTP2, GRPC, GRPC-Web, HTTP_PROXY, HTTPS or TLS',
    'write one ServiceEntry for each host, or one of these protocols');
}

/** Whether nothing in the bytes of a port says which host they are for. */
function isNameless(protocol: string | undefined): boolean {
  const parsed = parseProtocol(protocol);
  return !isHttp(parsed) && !isTls(parsed) && !isUnknown(protocol);
}

/** Whether a protocol is refused anyway. */
function isUnknown(protocol: string | undefined): boolean {
  return !!protocol && !parseProtocol(protocol);
}
