import fc from 'fast-check';
import { ExportTo } from '../../../src';
import { areSeenTogether, type Seen } from '../../../src/service/registry/seen-by';
import { SeenIndex } from '../../../src/service/registry/seen-index';

const entries = fc.array(fc.record({
  namespace: fc.constantFrom('a', 'b', 'c', undefined),
  exportTo: fc.constantFrom(
    undefined, ExportTo.OWN_NAMESPACE, ExportTo.ALL_NAMESPACES, ExportTo.NOBODY, ExportTo.MESH_DEFAULT,
    ExportTo.namespaces('.', 'b'), ExportTo.namespaces('a', 'c'),
  ),
  weight: fc.integer({ min: 0, max: 3 }),
}), { maxLength: 8 });

test('finds whom asking each of them would find', () => {
  fc.assert(fc.property(entries, (all) => {
    const index = new SeenIndex<Seen & { readonly weight: number }>();
    all.forEach((entry, at) => {
      const fits = (other: { readonly weight: number }) => other.weight !== entry.weight;

      expect(index.first(entry, fits)).toBe(all.slice(0, at).find((other) => fits(other) && areSeenTogether(other, entry)));
      index.add(entry);
    });
  }));
});
