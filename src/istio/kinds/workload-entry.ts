import { isIpAddress } from '../syntax/addresses';
import { checkMetadata } from '../fields/metadata';
import { isPort } from '../fields/ports';
import { isUnixAddress, isUnixPath } from '../fields/unix-path';
import { checkLabels } from '../fields/workload-labels';
import { Findings } from '../findings';
import { isFqdn } from '../syntax/hosts';
import { isDns1123Label } from '../syntax/labels';
import type { IstioProblem } from '../problem';
import type { Manifest, WorkloadEntrySpec } from '../spec';

/** One less than a label has: the CRD asks for fewer than 63. */
const MAX_PORT_NAME_LENGTH = 62;

/**
 * What Istio says to a WorkloadEntry.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-entry/
 */
export function checkWorkloadEntry(manifest: Manifest<WorkloadEntrySpec>): IstioProblem[] {
  const findings = new Findings('workload-entry');
  checkMetadata(findings, manifest);
  checkStaticEndpoint(findings, 'spec', manifest.spec ?? {}, { hostAllowed: true });
  return findings.problems;
}

/** What is around an endpoint. */
export interface EndpointSurroundings {
  /** Whether the address may be a host name. */
  readonly hostAllowed: boolean;
  /** Port names of the ServiceEntry; none of its own when it stands alone. */
  readonly servicePorts?: Set<string>;
}

/** An endpoint whose address is known beforehand: of a ServiceEntry with resolution STATIC, or a WorkloadEntry. */
export function checkStaticEndpoint(findings: Findings, path: string, endpoint: WorkloadEntrySpec, around: EndpointSurroundings): void {
  const { address = '' } = endpoint;
  if (address === '') {
    if (!checkAddressGiven(findings, path, endpoint)) return;
  } else if (isUnixAddress(address)) {
    checkUnixEndpoint(findings, path, endpoint, around);
  } else if (!isIpAddress(address) && !(around.hostAllowed && isFqdn(address))) {
    findings.webhook('endpoint-address-invalid', `${path}.address`, address,
      around.hostAllowed ? 'an endpoint address must be an IP address, a host name or a unix:// path'
        : 'with resolution STATIC an endpoint address must be an IP address or a unix:// path',
      around.hostAllowed ? 'write an IP address or a host name' : 'write an IP address, or use resolution DNS');
  }
  checkEndpointPorts(findings, path, endpoint, around.servicePorts);
  checkLabels(findings, `${path}.labels`, endpoint.labels);
}

/** An endpoint whose address is looked up by the proxy: of a ServiceEntry with resolution DNS or DNS_ROUND_ROBIN. */
export function checkDnsEndpoint(findings: Findings, path: string, endpoint: WorkloadEntrySpec, servicePorts: Set<string>): void {
  const { address = '' } = endpoint;
  if (address === '') {
    refuseMissingAddress(findings, path, endpoint);
  } else if (!isIpAddress(address) && !isFqdn(address)) {
    findings.webhook('endpoint-address-invalid', `${path}.address`, address,
      'with resolution DNS an endpoint address must be an IP address or a host name', 'write an IP address or a host name');
  }
  checkEndpointPorts(findings, path, endpoint, servicePorts);
  checkLabels(findings, `${path}.labels`, endpoint.labels);
}

function checkAddressGiven(findings: Findings, path: string, endpoint: WorkloadEntrySpec): boolean {
  const { address, network } = endpoint;
  if (!network) {
    refuseMissingAddress(findings, path, endpoint);
    return false;
  }
  findings.webhookWarning('endpoint-address-missing', `${path}.address`, address,
    `an endpoint without an address is reached through the gateway of network ${network}`, 'write the address of the endpoint if it has one');
  return true;
}

/** The CRD asks for the field, the webhook for something in it. */
function refuseMissingAddress(findings: Findings, path: string, { address, network }: WorkloadEntrySpec): void {
  findings[address === undefined && network === undefined ? 'schema' : 'webhook']('endpoint-address-required', `${path}.address`, address,
    'an endpoint needs an address, or with resolution STATIC a network whose gateway leads to it', 'write the address of the endpoint');
}

function checkUnixEndpoint(findings: Findings, path: string, endpoint: WorkloadEntrySpec, { servicePorts }: EndpointSurroundings): void {
  const address = endpoint.address!;
  // The CRD also refuses an abstract socket whose name ends like a directory.
  if (!isUnixPath(address) || address.endsWith('/')) {
    findings.schema('endpoint-unix-path', `${path}.address`, address,
      'a unix:// address must be the absolute path of a socket, or "@" and the name of an abstract one', 'write unix:///path/to/socket');
  }
  if (endpoint.ports !== undefined) {
    findings.schema('endpoint-unix-ports', `${path}.ports`, endpoint.ports, 'an endpoint with a unix:// address has no ports', 'remove ports');
  }
  if (servicePorts && servicePorts.size !== 1) {
    findings.webhook('endpoint-unix-one-port', `${path}.address`, address,
      `a unix:// endpoint needs a ServiceEntry with exactly one port, this one has ${servicePorts.size}`, 'declare one port');
  }
}

function checkEndpointPorts(
  findings: Findings, path: string, { ports = {} }: WorkloadEntrySpec, servicePorts: Set<string> | undefined,
): void {
  for (const [name, number] of Object.entries(ports)) {
    if (name.length > MAX_PORT_NAME_LENGTH || !isDns1123Label(name)) {
      findings.schema('endpoint-port-name-invalid', `${path}.ports`, name,
        'a port name must be a DNS label of at most 62 letters, digits and "-"', 'write the name of a port');
    }
    if (servicePorts && !servicePorts.has(name)) {
      findings.webhook('endpoint-port-undeclared', `${path}.ports["${name}"]`, number,
        `port ${JSON.stringify(name)} is not a port of the ServiceEntry, which has ${listOf(servicePorts)}`, 'name a port of the ServiceEntry');
    }
    if (!isPort(number)) {
      findings.schema('port-range', `${path}.ports["${name}"]`, number,
        'a port number must be in the range 1 to 65535', 'write the number of the port');
    }
  }
}

function listOf(names: Set<string>): string {
  return names.size === 0 ? 'none' : [...names].join(', ');
}
