import { isIP, isIPv6 } from 'net';
import type * as ipaddr from 'ipaddr.js';

/** IP version 4 or 6. */
export type IpFamily = 4 | 6;

const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

/** Whether a text is an IP address to Istio (Go's `netip.ParseAddr`): an IPv6 address may have a zone. */
export function isIpAddress(text: string): boolean {
  const zone = text.indexOf('%');
  return zone < 0 ? isIP(text) !== 0 : zone < text.length - 1 && isIPv6(text.slice(0, zone));
}

/** Whether a text is a CIDR block to Istio (Go's `netip.ParsePrefix`). Bits behind the prefix may be set: `10.1.2.3/8`. */
export function isCidr(text: string): boolean {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return false;
  const family = isIP(text.slice(0, slash));
  const bits = text.slice(slash + 1);
  return isFamily(family) && !text.includes('%') && /^(?:0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= ADDRESS_BITS[family];
}

/** Whether a text is an IP address or a CIDR block to Istio: the latter if it has exactly one slash, as a zone may have slashes. */
export function isIpSubnet(text: string): boolean {
  return text.split('/').length === 2 ? isCidr(text) : isIpAddress(text);
}

/** The IP version of an address or CIDR block; undefined when it is neither. */
export function ipFamily(subnet: string): IpFamily | undefined {
  if (!isIpSubnet(subnet)) return undefined;
  return subnet.includes(':') ? 6 : 4;
}

/**
 * Whether every address of one subnet lies in the other. A subnet is a CIDR block or a single address.
 * Subnets of different IP versions have nothing in common.
 */
export function subnetContains(outer: string, inner: string): boolean {
  const [a, b] = [toRange(outer), toRange(inner)];
  return a.family === b.family && a.first <= b.first && b.last <= a.last;
}

/** Whether subnets add up to every address of an IP version, as `0.0.0.0/0` does, or `0.0.0.0/1` and `128.0.0.0/1` together. */
export function coversWholeFamily(subnets: string[], family: IpFamily): boolean {
  const ranges = subnets.map(toRange)
    .filter((range) => range.family === family)
    .sort((a, b) => (a.first < b.first ? -1 : Number(a.first > b.first)));
  let next = 0n;
  for (const { first, last } of ranges) {
    if (first > next) return false;
    if (last >= next) next = last + 1n;
  }
  return next === 1n << BigInt(ADDRESS_BITS[family]);
}

interface IpRange {
  readonly family: IpFamily;
  readonly first: bigint;
  readonly last: bigint;
}

function toRange(subnet: string): IpRange {
  const family = ipFamily(subnet);
  if (!family) throw new Error(`'${subnet}' is not an IP address or CIDR block; write 192.0.2.1 or 192.0.2.0/24`);
  const [address, bits = ADDRESS_BITS[family]] = subnet.replace(/%.*/, '').split('/');
  const hostBits = BigInt(ADDRESS_BITS[family] - Number(bits));
  const first = toNumber(address) >> hostBits << hostBits;
  return { family, first, last: first + (1n << hostBits) - 1n };
}

function toNumber(address: string): bigint {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- arithmetic is rare: no program should wait for it
  const { parse } = require('ipaddr.js') as typeof ipaddr;
  return parse(address).toByteArray().reduce((number, byte) => number << 8n | BigInt(byte), 0n);
}

function isFamily(family: number): family is IpFamily {
  return family === 4 || family === 6;
}
