import * as fc from 'fast-check';
import { describeMessage, unexpected } from '../../scripts/test-istio/expected-messages';
import { VERSIONS } from '../../scripts/test-istio/parity/kinds';
import { mutated, mutations } from '../../scripts/test-istio/parity/mutations';
import { VALID_SPECS } from '../../scripts/test-istio/parity/valid/all';
import { disagreement } from '../../scripts/test-istio/parity/verdict';
import { isRecent } from '../../scripts/test-istio/prerequisites';

describe('which Go will do', () => {
  test.each(['go1.26.0', 'go1.26.8\n', 'go1.27rc1', 'go2.0', 'devel +abc'])('%j will', (version) => expect(isRecent(version)).toBe(true));
  test.each(['go1.25.9', 'go1.9', 'go0.99', ''])('%j will not', (version) => expect(isRecent(version)).toBe(false));
});

describe('what Istio says and what is expected', () => {
  const said = [{ code: 'IST0134', origin: 'ServiceEntry shop/a', text: 'addresses are required' }];

  test('is the same', () => {
    expect(unexpected(said, [{ code: 'IST0134', about: 'shop/a', reason: 'allocated later' }])).toEqual([]);
  });

  test('differs in the object', () => {
    const found = unexpected(said, [{ code: 'IST0134', about: 'shop/b', reason: 'allocated later' }]);
    expect(found.map(describeMessage)).toEqual([
      'IST0134 ServiceEntry shop/a: addresses are required',
      'IST0134 shop/b: expected, and not said any more: remove it from the scenario',
    ]);
  });
});

describe.each(Object.entries(VALID_SPECS))('generated objects of kind %s', (kind, specs) => {
  const manifest = (spec: any) => ({ apiVersion: VERSIONS[kind][0], kind, metadata: { name: 'x', namespace: 'shop' }, spec });
  const accepted = { by: 'istio' as const };

  test('are valid nearly always', () => {
    const samples = fc.sample(specs, { numRuns: 300, seed: 1 });
    const refused = samples.filter((spec) => disagreement(manifest(spec), { ...accepted, warnings: ['perhaps'] })?.includes('we refuse'));
    expect(refused.length).toBeLessThan(samples.length * 0.15);
  });

  test('stay as they are when a copy is changed', () => {
    fc.assert(fc.property(specs, mutations, (spec, changes) => {
      const before = JSON.stringify(spec);
      for (const change of changes) JSON.stringify(mutated(kind, spec, change));
      expect(JSON.stringify(spec)).toBe(before);
    }), { numRuns: 200, seed: 1 });
  });
});
