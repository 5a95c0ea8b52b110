import fc from 'fast-check';
import { canonicalHost, isHostSubsetOf, isWildcardHost } from '../../../src/istio/syntax/hosts';
import { groupByHost, WildcardIndex } from '../../../src/service/registry/by-host';

const host = fc.constantFrom('a.com', 'A.com.', 'b.a.com', 'c.b.a.com', '*.a.com', '*.b.a.com', '*b.a.com', '*.com', '*a.com', '*');
const services = fc.array(fc.record({ hosts: fc.array(host, { minLength: 1, maxLength: 3 }) }), { maxLength: 6 });

test('groups by the host as DNS compares it', () => {
  const [one, other] = [{ hosts: ['a.com'] }, { hosts: ['A.com.', 'b.com', 'a.com'] }];

  expect(groupByHost([one, other])).toEqual(new Map([['a.com', [one, other]], ['b.com', [other]]]));
});

test('finds the wildcards that asking each service would find', () => {
  fc.assert(fc.property(services, host, (all, candidate) => {
    const isAbove = (wildcard: string, name: string) => isWildcardHost(wildcard) && wildcard !== name && isHostSubsetOf(name, wildcard);
    const expected = all.filter(({ hosts }) => hosts.some((above) => isAbove(canonicalHost(above), canonicalHost(candidate))));

    expect(new Set(new WildcardIndex(all).above({ hosts: [candidate] }).keys())).toEqual(new Set(expected));
  }));
});

test('names the first host that is included', () => {
  const wide = { hosts: ['*.a.com'] };

  expect(new WildcardIndex([wide]).above({ hosts: ['b.com', 'x.a.com', 'y.a.com'] })).toEqual(new Map([[wide, 'x.a.com']]));
});
