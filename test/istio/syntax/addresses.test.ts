import { coversWholeFamily, ipFamily, isCidr, isIpAddress, isIpSubnet, subnetContains } from '../../../src/istio/syntax/addresses';

const ADDRESSES = [
  '1.2.3.4', '0.0.0.0', '255.255.255.255', '::', '::1', '2001:db8::1', '::ffff:1.2.3.4', '1:2:3:4:5:6:7::', '1:2:3:4:5:6:1.2.3.4',
  'fe80::1%eth0', 'fe80::1%a/b', 'fe80::1%%',
];
const NO_ADDRESSES = [
  '', 'x', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.04', '1.2.3.', '1.2.3.4 ', '+1.2.3.4', '1.2.3.4%eth0', ':::', '1::2::3', 'g::',
  '12345::', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:1.2.3.4', '::1.2.3', '[::1]', 'fe80::1%', '1.2.3.4/32', 'localhost',
];
const CIDRS = ['10.0.0.0/8', '10.1.2.3/8', '0.0.0.0/0', '1.2.3.4/32', '2001:db8::/32', '::/0', '::1/128', '::ffff:1.2.3.4/96'];
const NO_CIDRS = [
  '', '/', '/8', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/-1', '10.0.0.0/+8', '10.0.0.0/ 8', '10.0.0.0/8/8', '10.0.0/8', '::1/129',
  '1.2.3.4/128', '::/00', 'fe80::1%eth0/64', '10.0.0.0/255.0.0.0', '1.2.3.4',
];

test.each(ADDRESSES)('%j is an IP address', (text) => expect(isIpAddress(text)).toBe(true));
test.each(NO_ADDRESSES)('%j is no IP address', (text) => expect(isIpAddress(text)).toBe(false));
test.each(CIDRS)('%j is a CIDR block', (text) => expect(isCidr(text)).toBe(true));
test.each(NO_CIDRS)('%j is no CIDR block', (text) => expect(isCidr(text)).toBe(false));

test('a subnet is an address or a CIDR block', () => {
  expect(['1.2.3.4', '10.0.0.0/8', '::1', 'fe80::1%a/b/c'].every(isIpSubnet)).toBe(true);
  expect(['1.2.3', '10.0.0.0/33', '::1/128/1', 'fe80::1%a/b', 'a.com'].some(isIpSubnet)).toBe(false);
});

test('the version of an address', () => {
  expect([ipFamily('10.0.0.0/8'), ipFamily('::1'), ipFamily('::ffff:1.2.3.4'), ipFamily('a.com')]).toEqual([4, 6, 6, undefined]);
});

test.each([
  ['10.0.0.0/8', '10.1.2.3', true],
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.2.3/8', '10.200.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['0.0.0.0/0', '::1', false],
  ['2001:db8::/32', '2001:db8:1::/48', true],
  ['fe80::/10', 'fe80::1%eth0', true],
])('%s contains %s: %s', (outer, inner, contains) => expect(subnetContains(outer, inner)).toBe(contains));

test.each([
  [['0.0.0.0/0'], 4, true],
  [['128.0.0.0/1', '0.0.0.0/1'], 4, true],
  [['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/2', '10.0.0.0/8'], 4, true],
  [['0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/3', '224.0.0.0/4'], 4, false],
  [['0.0.0.0/0'], 6, false],
  [['::/1', '8000::/1'], 6, true],
  [[], 4, false],
] as const)('%j covers all of IPv%s: %s', (subnets, family, covers) => expect(coversWholeFamily([...subnets], family)).toBe(covers));

test('what is no subnet is named', () => {
  expect(() => subnetContains('10.0.0.0/8', 'a.com')).toThrow("'a.com' is not an IP address or CIDR block");
});
