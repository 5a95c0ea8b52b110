import { METADATA } from '../../src/app/metadata-shape';
import { misfitsOf } from '../../src/app/shape';

const misfits = (metadata: any) => misfitsOf(METADATA, 'metadata', metadata);

test.each<object>([
  {},
  { name: 'egress', namespace: 'shop', finalizers: ['example.com/keep'] },
  { labels: { 'team': 'shop', 'example.com/team': 'Shop_1.2', 'A': '' } },
  { annotations: { 'example.com/owner': 'anything, as long as it is a text', 'note': '' } },
])('%j can be metadata', (metadata) => {
  expect(misfits(metadata)).toEqual([]);
});

test.each<[object, RegExp]>([
  [{ lables: { team: 'shop' } }, /^metadata has no 'lables'; it has name, namespace, labels, annotations, finalizers, ownerReferences$/],
  [{ finalizers: 'example.com/keep' }, /^metadata.finalizers 'example.com\/keep' is not a list/],
  [{ labels: { 'the team': 'shop' } }, /^metadata.labels: key 'the team' is not a key Kubernetes allows/],
  [{ labels: { 'Example.com/team': 'shop' } }, /^metadata.labels: key 'Example.com\/team' is not a key/],
  [{ labels: { [`${'a'.repeat(64)}`]: 'shop' } }, /is not a key/],
  [{ labels: { 'a/b/c': 'shop' } }, /is not a key/],
  [{ labels: { team: 'the shop' } }, /^metadata.labels\['team'\] 'the shop' is not a value Kubernetes allows/],
  [{ labels: { team: '-shop' } }, /is not a value/],
  [{ labels: { team: 'a'.repeat(64) } }, /is not a value/],
  [{ labels: { team: 1 } }, /^metadata.labels\['team'\] 1 is not a value/],
  [{ annotations: { 'the owner': 'shop' } }, /^metadata.annotations: key 'the owner' is not a key/],
  [{ annotations: { owner: 1 } }, /^metadata.annotations\['owner'\] 1 is not a string/],
  [{ labels: new Map([['team', 'shop']]) }, /^metadata.labels \{\} is not an object; write one, such as \{ team: 'shop' \}/],
  [{ annotations: new Date(0) }, /^metadata.annotations "1970-01-01T00:00:00.000Z" is not an object/],
])('%j cannot', (metadata, message) => {
  expect(misfits(metadata)).toEqual([expect.stringMatching(message)]);
});

test.each([new Map([['name', 'egress']]), new Date(0)])('%p has fields that nobody would find', (metadata) => {
  expect(misfits(metadata)).toEqual([expect.stringMatching(/^metadata .* is not an object; write one, such as \{ namespace: 'shop' \}/)]);
});
