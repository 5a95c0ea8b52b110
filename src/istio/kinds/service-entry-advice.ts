import { coversWholeFamily, isIpSubnet } from '../syntax/addresses';
import type { Findings } from '../findings';
import { isWildcardHost } from '../syntax/hosts';
import { isHttp, isRawTcp, isTls, parseProtocol, type Protocol } from '../syntax/protocols';
import type { ServiceEntrySpec } from '../spec';

const UNSPECIFIED = ['0.0.0.0', '::'];

/**
 * The traps of ServiceEntries that Istio accepts.
 *
 * @param hasOwnAddresses whether proxies know an auto-allocated address of each host, and bind the ports to it
 */
export function adviseOnServiceEntry(findings: Findings, spec: ServiceEntrySpec, hasOwnAddresses: boolean): void {
  const { ports = [] } = spec;
  for (let index = 0; index < ports.length; index++) {
    const protocol = parseProtocol(ports[index].protocol);
    if (isHttp(protocol)) {
      if (ports[index].number === 443) adviseOnPlainHttp(findings, index, ports[index].protocol!);
    } else if (isNamelessTcp(protocol, ports[index].protocol)) {
      const path = `spec.ports[${index}].protocol`;
      adviseOnAnyAddress(findings, path, spec, ports[index], hasOwnAddresses);
      adviseOnMeaninglessHosts(findings, path, spec, ports[index]);
    }
  }
  adviseOnSpoofableHosts(findings, spec);
}

type Port = NonNullable<ServiceEntrySpec['ports']>[number];

/** Nothing in the bytes has to name the host: a listener can only go by the address. */
function isNamelessTcp(protocol: Protocol | undefined, written: string | undefined): boolean {
  return isRawTcp(protocol) || !written;
}

/**
 * Without an address the listener is `0.0.0.0:PORT` and its chain matches everything: resolution NONE then opens the port to
 * every IP address, the others pull all of its traffic to their endpoints. Location and endpoints change nothing about that.
 * Only NONE with a workload selector is bound to its workloads instead.
 */
function adviseOnAnyAddress(findings: Findings, path: string, spec: ServiceEntrySpec, port: Port, hasOwnAddresses: boolean): void {
  const { addresses = [], hosts, resolution = 'NONE', workloadSelector } = spec;
  if (restrict(addresses) || (resolution === 'NONE' && workloadSelector)) return;
  if (hasOwnAddresses && !hosts.some(isWildcardHost)) return;
  const reach = resolution === 'NONE' ? `every IP address can be reached on port ${port.number}`
    : `all TCP traffic to port ${port.number} of any IP address goes to this service`;
  findings.advice('tcp-any-address', path, port.protocol,
    `without addresses nothing tells the TCP traffic of this port apart: ${reach}`,
    'write the addresses of the service, use protocol TLS if clients send SNI, or turn on DNS capture so that addresses are auto-allocated');
}

/** Whether addresses keep anything out. Istio takes 0.0.0.0 and :: for every address, and so are ranges that add up to it. */
function restrict(addresses: string[]): boolean {
  const ranges = addresses.filter(isIpSubnet);
  const any = ranges.some((range) => UNSPECIFIED.includes(range.replace(/\/.*/, ''))) || coversWholeFamily(ranges, 4) || coversWholeFamily(ranges, 6);
  return addresses.length > 0 && !any;
}

/** On a port whose bytes name no host, hosts mean nothing, and several of them cannot be told apart. */
function adviseOnMeaninglessHosts(findings: Findings, path: string, spec: ServiceEntrySpec, port: Port): void {
  const { addresses = [], hosts, resolution = 'NONE' } = spec;
  if (resolution === 'NONE' && addresses.length > 0) return;
  if (hosts.length === 1 && !isWildcardHost(hosts[0])) return;
  findings.advice('wildcard-tcp', path, port.protocol,
    `TCP traffic names no host, so ${hosts.join(', ')} cannot be told apart on port ${port.number}`,
    'write resolution NONE with the addresses of the hosts, or use protocol TLS or HTTP');
}

/** An HTTP listener takes the port for every host: the TLS that others send to it finds no route. */
function adviseOnPlainHttp(findings: Findings, index: number, protocol: string): void {
  findings.advice('plain-http-on-443', `spec.ports[${index}].protocol`, protocol,
    `protocol ${protocol} on port 443 expects plain HTTP and takes the port from the TLS traffic of other hosts`,
    'write protocol TLS or HTTPS; to originate TLS, declare port 80 with targetPort 443 and a DestinationRule');
}

/**
 * With resolution NONE the proxy checks the name and dials the address the client chose.
 * Addresses bind TLS listeners, and so does a workload selector; HTTP listeners are bound to nothing.
 */
function adviseOnSpoofableHosts(findings: Findings, spec: ServiceEntrySpec): void {
  const { addresses = [], hosts, ports = [], resolution = 'NONE', workloadSelector } = spec;
  if (resolution !== 'NONE') return;
  const tlsIsBound = restrict(addresses) || !!workloadSelector;
  const port = ports.find(({ protocol }) => {
    const parsed = parseProtocol(protocol);
    return isHttp(parsed) || (isTls(parsed) && !tlsIsBound);
  });
  if (!port) return;
  const name = isHttp(parseProtocol(port.protocol)) ? 'Host header' : 'SNI';
  findings.advice('spoofable-host', 'spec.resolution', spec.resolution,
    `with resolution NONE a client that sends ${hosts[0]} as ${name} reaches any IP address on port ${port.number}`,
    hosts.some(isWildcardHost) ? 'use resolution DYNAMIC_DNS, or name the exact hosts with resolution DNS' : 'use resolution DNS');
}
