import { CaBundle } from '../../../../src';
import { refusalOf } from '../../../helpers';

test.each<[CaBundle, string]>([
  [CaBundle.system(), "the CAs of the proxy's operating system"],
  [CaBundle.file('/etc/a/ca.crt'), "the CAs in '/etc/a/ca.crt'"],
  [CaBundle.configMap('a-ca'), 'the CAs in ConfigMap a-ca'],
  [CaBundle.secret('a-ca'), 'the CAs in Secret a-ca'],
])('for a person: %s', (bundle, text) => {
  expect(`${bundle}`).toBe(text);
});

test.each<[string, () => unknown]>([
  ["CaBundle.file: path '' is not the absolute path of a file; write one, such as '/etc/partner/ca.crt'", () => CaBundle.file('')],
  ["CaBundle.file: path 'system' is not the absolute path of a file; write one, such as '/etc/partner/ca.crt'", () => CaBundle.file('system')],
  ["CaBundle.secret: 'shop/a' is not a name Kubernetes allows for a Secret; use at most 253 lower case letters, digits, '-' and '.'",
    () => CaBundle.secret('shop/a')],
  ["CaBundle.configMap: 'configmap://a' is not a name Kubernetes allows for a ConfigMap; use at most 253 lower case letters, digits, '-' and '.'",
    () => CaBundle.configMap('configmap://a')],
  ["CaBundle.secret: options 'payments' is not an object; write one, such as { workloads: Workloads.of(deployment) }",
    () => CaBundle.secret('a-ca', 'payments' as any)],
])('refused: %s', (message, said) => {
  expect(refusalOf(said)).toBe(message);
});
