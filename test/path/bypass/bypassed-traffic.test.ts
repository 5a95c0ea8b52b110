import { Chart, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { BypassedTraffic, type BypassedTrafficProps } from '../../../src/path/bypass/bypassed-traffic';
import { refusalOf } from '../../policy/lockdowns';

const chart = new Chart(Testing.app(), 'chart');

function traffic(props: object): BypassedTraffic {
  return BypassedTraffic.of(chart, { reason: 'measured', ...props } as BypassedTrafficProps);
}

describe('what is said', () => {
  test('is sorted, and once', () => {
    const { props } = traffic({
      excludeOutboundCidrs: ['10.20.0.0/16', '10.3.0.0/16', '10.20.0.0/16', 'fd00::/8'],
      excludeOutboundPorts: [5432, 443, 5432],
    });
    expect(props).toEqual({
      reason: 'measured',
      excludeOutboundCidrs: ['10.3.0.0/16', '10.20.0.0/16', 'fd00::/8'],
      includeOutboundCidrs: undefined,
      excludeOutboundPorts: [443, 5432],
    });
  });

  test('has its reason on one line', () => {
    expect(traffic({ reason: '  bulk\n\tcopy \u2028 measured ', excludeOutboundPorts: [1] }).props.reason).toEqual('bulk copy measured');
  });

  test.each<[object, string]>([
    [{ excludeOutboundCidrs: ['10.0.0.0/8'] }, 'calls to 10.0.0.0/8 (measured)'],
    [{ includeOutboundCidrs: ['10.0.0.0/8'] }, 'calls to anything but 10.0.0.0/8 (measured)'],
    [{ excludeOutboundPorts: [443, 3306] }, 'calls to port 443, 3306 (measured)'],
    [{ excludeOutboundCidrs: ['10.1.0.0/16'], includeOutboundCidrs: ['10.0.0.0/8'], excludeOutboundPorts: [443] },
      'calls to 10.1.0.0/16 and calls to anything but 10.0.0.0/8 and calls to port 443 (measured)'],
  ])('%j reads as words', (props, words) => {
    expect(`${traffic(props)}`).toEqual(words);
  });
});

describe('accepted', () => {
  test.each<[string, object]>([
    ['one address', { excludeOutboundCidrs: ['192.0.2.1/32'] }],
    ['bits behind the prefix', { excludeOutboundCidrs: ['10.1.2.3/8'] }],
    ['half of all addresses', { excludeOutboundCidrs: ['0.0.0.0/1'] }],
    ['all private addresses', { excludeOutboundCidrs: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'] }],
    ['an include of every IPv4 address, which lets IPv6 go', { includeOutboundCidrs: ['0.0.0.0/0'] }],
    ['an exclude within one of the includes', { excludeOutboundCidrs: ['10.1.0.0/16'], includeOutboundCidrs: ['10.0.0.0/8', '172.16.0.0/12'] }],
    ['excludes of which a part is missing', { excludeOutboundCidrs: ['10.0.0.0/9', '10.128.0.0/10'], includeOutboundCidrs: ['10.0.0.0/8'] }],
    ['excludes that hold each other', { excludeOutboundCidrs: ['10.0.0.0/9', '10.1.0.0/16', '10.2.0.0/16'], includeOutboundCidrs: ['10.0.0.0/8'] }],
    ['the same exclude in two spellings', { excludeOutboundCidrs: ['10.0.0.0/9', '10.1.2.3/9'], includeOutboundCidrs: ['10.0.0.0/8'] }],
    ['the first and the last port', { excludeOutboundPorts: [1, 65535] }],
    ['nothing in place of the other props', { excludeOutboundPorts: [1], excludeOutboundCidrs: undefined, includeOutboundCidrs: undefined }],
  ])('%s', (_name, props) => {
    expect(traffic(props).toString()).toMatch(/^calls to/);
  });
});

describe('refused', () => {
  const everything = (ranges: string[], family: number) => `excludeOutboundCidrs ${JSON.stringify(ranges)} add up to every IPv${family} address, `
    + 'so that nothing would be left for the proxy; exclude the ranges that need it, or do not inject a sidecar';
  const notARange = (prop: string, said: string, example = '10.20.0.0/16') => `${prop} ${said} is not a CIDR range; write a range such as '${example}'`;
  const NOTHING = 'the bypass bypasses nothing; give excludeOutboundCidrs or includeOutboundCidrs or excludeOutboundPorts';

  test.each<[string, object, string]>([
    ['nothing', {}, NOTHING],
    ['no ranges', { excludeOutboundCidrs: [] }, 'excludeOutboundCidrs is empty; name a range, or leave it out'],
    ['no included ranges', { includeOutboundCidrs: [] }, 'includeOutboundCidrs is empty; name a range, or leave it out'],
    ['no ports', { excludeOutboundPorts: [] }, 'excludeOutboundPorts is empty; name a port, or leave it out'],
    ['an address', { excludeOutboundCidrs: ['192.0.2.1'] }, notARange('excludeOutboundCidrs', "'192.0.2.1'", '192.0.2.1/32')],
    ['an IPv6 address', { includeOutboundCidrs: ['2001:db8::1'] }, notARange('includeOutboundCidrs', "'2001:db8::1'", '2001:db8::1/128')],
    ['a host', { excludeOutboundCidrs: ['archive.example.com'] }, notARange('excludeOutboundCidrs', "'archive.example.com'")],
    ['too many bits', { excludeOutboundCidrs: ['10.0.0.0/33'] }, notARange('excludeOutboundCidrs', "'10.0.0.0/33'")],
    ['too many bits of IPv6', { excludeOutboundCidrs: ['fd00::/129'] }, notARange('excludeOutboundCidrs', "'fd00::/129'")],
    ['a mask', { excludeOutboundCidrs: ['10.0.0.0/255.0.0.0'] }, notARange('excludeOutboundCidrs', "'10.0.0.0/255.0.0.0'")],
    ['a short address', { excludeOutboundCidrs: ['10.0/16'] }, notARange('excludeOutboundCidrs', "'10.0/16'")],
    ['an octet too large', { excludeOutboundCidrs: ['10.0.256.0/24'] }, notARange('excludeOutboundCidrs', "'10.0.256.0/24'")],
    ['a space', { excludeOutboundCidrs: [' 10.0.0.0/8'] }, notARange('excludeOutboundCidrs', "' 10.0.0.0/8'")],
    ['two ranges in one text', { excludeOutboundCidrs: ['10.0.0.0/8,172.16.0.0/12'] }, notARange('excludeOutboundCidrs', "'10.0.0.0/8,172.16.0.0/12'")],
    ['a wildcard', { includeOutboundCidrs: ['*'] }, notARange('includeOutboundCidrs', "'*'")],
    ['an empty range', { excludeOutboundCidrs: [''] }, notARange('excludeOutboundCidrs', "''")],
    ['every IPv4 address', { excludeOutboundCidrs: ['0.0.0.0/0'] }, everything(['0.0.0.0/0'], 4)],
    ['every IPv6 address', { excludeOutboundCidrs: ['::/0'] }, everything(['::/0'], 6)],
    ['two halves', { excludeOutboundCidrs: ['128.0.0.0/1', '0.0.0.0/1'] }, everything(['0.0.0.0/1', '128.0.0.0/1'], 4)],
    ['two halves of IPv6', { excludeOutboundCidrs: ['::/1', '8000::/1'] }, everything(['::/1', '8000::/1'], 6)],
    ['a half and two quarters', { excludeOutboundCidrs: ['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/1'] },
      everything(['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/1'], 4)],
    ['an include of every address', { includeOutboundCidrs: ['::/0', '0.0.0.0/0'] },
      'includeOutboundCidrs ["::/0","0.0.0.0/0"] add up to every address, and those go through the proxy anyway; leave it out'],
    ['an exclude outside of the includes', { excludeOutboundCidrs: ['172.16.0.0/12'], includeOutboundCidrs: ['10.0.0.0/8'] },
      'excludeOutboundCidrs \'172.16.0.0/12\' is outside of includeOutboundCidrs ["10.0.0.0/8"], so that it bypasses the proxy already; leave it out'],
    ['an exclude of another IP version', { excludeOutboundCidrs: ['fd00::/8'], includeOutboundCidrs: ['10.0.0.0/8'] },
      'excludeOutboundCidrs \'fd00::/8\' is outside of includeOutboundCidrs ["10.0.0.0/8"], so that it bypasses the proxy already; leave it out'],
    ['the same range in both', { excludeOutboundCidrs: ['10.0.0.0/8'], includeOutboundCidrs: ['10.0.0.0/8'] },
      'includeOutboundCidrs \'10.0.0.0/8\' is excluded again by excludeOutboundCidrs ["10.0.0.0/8"]; say one of the two'],
    ['the same range in both, in two spellings', { excludeOutboundCidrs: ['10.1.2.3/8'], includeOutboundCidrs: ['10.0.0.0/8'] },
      'includeOutboundCidrs \'10.0.0.0/8\' is excluded again by excludeOutboundCidrs ["10.1.2.3/8"]; say one of the two'],
    ['a wider exclude', { excludeOutboundCidrs: ['10.0.0.0/8'], includeOutboundCidrs: ['10.1.0.0/16'] },
      'includeOutboundCidrs \'10.1.0.0/16\' is excluded again by excludeOutboundCidrs ["10.0.0.0/8"]; say one of the two'],
    ['excludes that swallow an include together', { excludeOutboundCidrs: ['10.0.0.0/9', '10.128.0.0/10', '10.192.0.0/10'], includeOutboundCidrs: ['10.0.0.0/8'] },
      'includeOutboundCidrs \'10.0.0.0/8\' is excluded again by excludeOutboundCidrs ["10.0.0.0/9","10.128.0.0/10","10.192.0.0/10"]; say one of the two'],
    ['excludes that swallow one of the includes together', {
      excludeOutboundCidrs: ['fd00::/9', 'fd80::/9'], includeOutboundCidrs: ['10.0.0.0/8', 'fd00::/8'],
    }, 'includeOutboundCidrs \'fd00::/8\' is excluded again by excludeOutboundCidrs ["fd00::/9","fd80::/9"]; say one of the two'],
  ])('%s', (_name, props, message) => {
    expect(refusalOf(() => traffic(props))).toEqual(`chart: ${message}`);
  });

  test('nothing, where ports cannot be said', () => {
    expect(refusalOf(() => BypassedTraffic.of(chart, { reason: 'x' }, { withPorts: false }))).toEqual(
      'chart: the bypass bypasses nothing; give excludeOutboundCidrs or includeOutboundCidrs');
  });
});

describe('two together', () => {
  const exclude = (range: string, reason = 'measured') => traffic({ reason, excludeOutboundCidrs: [range] });

  test('say the same as one of them when they are the same', () => {
    expect(exclude('10.0.0.0/8').and(exclude('10.0.0.0/8').props).props).toEqual(exclude('10.0.0.0/8').props);
  });

  test('exclude what each of them excludes, in any order', () => {
    const [a, b] = [exclude('10.0.0.0/8', 'archive; nightly'), exclude('172.16.0.0/12', 'legacy')];
    expect(a.and(b.props).props).toEqual(b.and(a.props).props);
    expect(`${a.and(b.props)}`).toEqual('calls to 10.0.0.0/8, 172.16.0.0/12 (archive; nightly; legacy)');
    expect(a.and(b.props).and(a.props).props).toEqual(a.and(b.props).props);
  });

  test('contradict each other with other includes', () => {
    expect(refusalOf(() => traffic({ includeOutboundCidrs: ['10.0.0.0/8'] }).and({ reason: 'x', includeOutboundCidrs: ['172.16.0.0/12'] }))).toEqual(
      'chart: includeOutboundCidrs ["10.0.0.0/8"] contradicts an earlier bypass of this workload with ["172.16.0.0/12"]; say all ranges in one');
  });

  test('contradict each other where one excludes what the other includes', () => {
    expect(refusalOf(() => exclude('10.0.0.0/8').and({ reason: 'x', includeOutboundCidrs: ['10.0.0.0/8'] }))).toEqual(
      'chart: includeOutboundCidrs \'10.0.0.0/8\' is excluded again by excludeOutboundCidrs ["10.0.0.0/8"]; say one of the two');
  });

  test('may not add up to everything', () => {
    expect(refusalOf(() => exclude('0.0.0.0/1').and({ reason: 'x', excludeOutboundCidrs: ['128.0.0.0/1'] }))).toContain('add up to every IPv4 address');
  });
});

test('property: excludes swallow an include exactly when each of its addresses is excluded', () => {
  const quad = fc.tuple(fc.nat(15), fc.integer({ min: 28, max: 32 })).map(([host, bits]) => `192.0.2.${host}/${bits}`);
  const within = (range: string, host: number) => {
    const [address, bits] = range.split('/');
    const size = 2 ** (32 - Number(bits));
    return Math.floor(Number(address.split('.')[3]) / size) === Math.floor(host / size);
  };
  fc.assert(fc.property(fc.array(quad, { minLength: 1, maxLength: 6 }), (excludes) => {
    const all = [...Array(16).keys()].every((host) => excludes.some((range) => within(range, host)));
    const say = () => traffic({ excludeOutboundCidrs: excludes, includeOutboundCidrs: ['192.0.2.0/28'] });
    if (all) expect(refusalOf(say)).toContain('is excluded again');
    else expect(say).not.toThrow();
  }), { seed: 7, numRuns: 500 });
});
