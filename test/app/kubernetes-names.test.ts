import { isNamespaceName, mustBeObjectName } from '../../src/app/kubernetes-names';
import { newChart } from '../policy/lockdowns';

test.each<[unknown, boolean]>([
  ['shop', true], ['x', true], ['a-1', true], ['0', true], ['a'.repeat(63), true],
  ['a'.repeat(64), false], ['Shop', false], ['shop-', false], ['-shop', false], ['shop.svc', false], ['shop\n', false], ['', false],
  [5, false], [undefined, false], [null, false], [['shop'], false],
])('namespace %j: %s', (name, allowed) => {
  expect(isNamespaceName(name)).toBe(allowed);
});

test.each<[unknown, boolean]>([
  ['istio', true], ['istio-1.28', true], ['a.b.c', true], [`${'a'.repeat(63)}.`.repeat(3) + 'a'.repeat(61), true],
  [`${'a'.repeat(63)}.`.repeat(3) + 'a'.repeat(62), false], ['a..b', false], ['a.', false], ['.a', false], ['A', false], ['a_b', false], [{}, false],
])('object %j: %s', (name, allowed) => {
  const say = () => mustBeObjectName(newChart(), 'sentence', name);
  if (allowed) expect(say).not.toThrow();
  else expect(say).toThrow("chart: sentence: that is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'");
});
