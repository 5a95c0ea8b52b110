import { allowedRoutesOf } from '../../src/path/allowed-namespaces';

test.each<[string, string[], object | undefined]>([
  ['nobody else needs to be named: the own namespace is what the Gateway API assumes', [], undefined],
  ['the own namespace needs no word either', ['egress', 'egress'], undefined],
  ['everybody is everybody', ['shop', '*'], { namespaces: { from: 'All' } }],
  ['others stand beside the own one, sorted, once each', ['shop', 'billing', 'shop'], {
    namespaces: {
      from: 'Selector',
      selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['billing', 'egress', 'shop'] }] },
    },
  }],
])('%s', (_what, namespaces, expected) => {
  expect(allowedRoutesOf(namespaces, 'egress')).toEqual(expected);
});
