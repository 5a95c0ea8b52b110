import type { Findings } from '../findings';
import { isDns1123Label } from '../syntax/labels';
import { parseProtocol, PROTOCOLS } from '../syntax/protocols';

/** Whether a number is a port. */
export function isPort(number: number | undefined): boolean {
  return number !== undefined && number >= 1 && number <= 65535;
}

/** istiod wants a port number from 1 to 65535. */
export function checkPortNumber(findings: Findings, path: string, number: number | undefined): void {
  if (isPort(number)) return;
  findings.webhook('port-range', path, number, 'a port number must be in the range 1 to 65535', 'write the number of the port');
}

/** Whether istiod takes a text for the name of a port: it wants a DNS label. */
export function isPortName(name: string | undefined): boolean {
  return name !== undefined && isDns1123Label(name);
}

/** istiod wants a port name to be a DNS label. */
export function checkPortName(findings: Findings, path: string, name: string | undefined): void {
  if (isPortName(name)) return;
  findings.webhook('port-name-invalid', path, name,
    'a port name must be a DNS label: up to 63 letters, digits and "-"', 'name the port, for example "http" or "tls-443"');
}

/** Whether istiod takes a text for a protocol: it wants one it knows, or none, which means to detect it. */
export function isProtocol(protocol: string | undefined): boolean {
  return !protocol || parseProtocol(protocol) !== undefined;
}

/** istiod wants a protocol it knows, or none, which means to detect it. */
export function checkProtocol(findings: Findings, path: string, protocol: string | undefined): void {
  if (isProtocol(protocol)) return;
  findings.webhook('protocol-unknown', path, protocol,
    `protocol must be one of ${PROTOCOLS.join(', ')}, or left out`, 'write the protocol the port speaks');
}
