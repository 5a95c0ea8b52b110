import { STOCK_FACTS } from '../../../src/istio/facts';
import { checkMeshConfig } from '../../../src/istio/kinds/mesh-config';
import { ProblemOrigin, ProblemSeverity } from '../../../src/istio/problem';
import { accepts, brief, objects, webhookRefuses } from '../tables';

const judge = (meshConfig: unknown) => checkMeshConfig(meshConfig, { ...STOCK_FACTS, version: '1.31' });
const policy = (outboundTrafficPolicy: unknown) => ({ outboundTrafficPolicy });

accepts<unknown>(judge, {
  'nothing': undefined,
  'an empty document': null,
  'the stock mesh config': { defaultConfig: { discoveryAddress: 'istiod.istio-system.svc:15012' }, rootNamespace: 'istio-system', ...policy({ mode: 'ALLOW_ANY' }) },
  'a lockdown': policy({ mode: 'REGISTRY_ONLY' }),
  'no policy, in so many words': policy(null),
  'dynamic DNS': policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: { mode: 'SIMPLE', caCertificates: 'ca' } }),
  'the name of protobuf': { outbound_traffic_policy: { mode: 'REGISTRY_ONLY' } },
  'no mode': policy({}),
  'a number': policy({ mode: 1 }),
  'a field istiod passes over': { ...policy({ mode: 'ALLOW_ANY' }), foo: 'bar' },
});

webhookRefuses<unknown>(judge, {
  'a list': [[], 'mesh-config/not-an-object', '', 'object'],
  'a text': ['hello', 'mesh-config/not-an-object', ''],
  'a policy that is its mode': [policy('ALLOW_ANY'), 'mesh-config/outbound-policy-invalid', 'outboundTrafficPolicy', 'object with a mode'],
  'a policy that is a list': [policy([]), 'mesh-config/outbound-policy-invalid', 'outboundTrafficPolicy'],
  'a mode in lower case': [policy({ mode: 'registry_only' }), 'mesh-config/mode-invalid', 'outboundTrafficPolicy.mode', 'REGISTRY_ONLY, ALLOW_ANY'],
  'a mode of long ago': [policy({ mode: 'VIRTUAL_SERVICE_ONLY' }), 'mesh-config/mode-invalid', 'outboundTrafficPolicy.mode'],
  'an empty mode': [policy({ mode: '' }), 'mesh-config/mode-invalid', 'outboundTrafficPolicy.mode'],
  'a number in quotes': [policy({ mode: '1' }), 'mesh-config/mode-invalid', 'outboundTrafficPolicy.mode'],
  'a fraction': [policy({ mode: 1.5 }), 'mesh-config/mode-invalid', 'outboundTrafficPolicy.mode'],
  'a mode that is true': [policy({ mode: true }), 'mesh-config/mode-invalid', 'outboundTrafficPolicy.mode'],
  'TLS that is its mode': [policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: 'SIMPLE' }), 'mesh-config/tls-invalid', 'outboundTrafficPolicy.tls'],
  'TLS in lower case': [policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: { mode: 'simple' } }), 'mesh-config/tls-mode-invalid', 'outboundTrafficPolicy.tls.mode', 'SIMPLE'],
  'a number that is no enum': [policy({ mode: 2 ** 31 }), 'mesh-config/mode-invalid', 'outboundTrafficPolicy.mode'],
  'TLS with a number that is no enum': [policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: { mode: 2 ** 31 } }), 'mesh-config/tls-mode-invalid', 'outboundTrafficPolicy.tls.mode'],
  'a quoted flag': [policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: { insecureSkipVerify: 'true' } }), 'mesh-config/tls-field-invalid', 'outboundTrafficPolicy.tls.insecureSkipVerify', 'true or false'],
  'one name where there is a list': [policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: { subjectAltNames: 'a.com' } }), 'mesh-config/tls-field-invalid', 'outboundTrafficPolicy.tls.subjectAltNames', 'list'],
  'a number among the names': [policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: { subjectAltNames: [1] } }), 'mesh-config/tls-field-invalid', 'outboundTrafficPolicy.tls.subjectAltNames'],
  'a number as SNI': [policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: { sni: 3 } }), 'mesh-config/tls-field-invalid', 'outboundTrafficPolicy.tls.sni', 'string'],
});

objects<unknown>(judge, ProblemOrigin.ADVICE, ProblemSeverity.ERROR, {
  'no mode': [policy({}), 'mesh-config/mode-missing', 'outboundTrafficPolicy.mode', 'means REGISTRY_ONLY'],
  'a mode that is null': [policy({ mode: null }), 'mesh-config/mode-missing', 'outboundTrafficPolicy.mode'],
  'a number': [policy({ mode: 2 }), 'mesh-config/mode-number', 'outboundTrafficPolicy.mode'],
  'a misspelled policy': [{ outboundTrafficpolicy: { mode: 'REGISTRY_ONLY' } }, 'mesh-config/field-unknown', 'outboundTrafficpolicy', 'ignores it'],
  'a field the policy does not have': [policy({ mode: 'REGISTRY_ONLY', modes: [] }), 'mesh-config/field-unknown', 'outboundTrafficPolicy.modes'],
});

objects<unknown>(judge, ProblemOrigin.ADVICE, ProblemSeverity.WARNING, {
  'TLS nobody uses': [policy({ mode: 'REGISTRY_ONLY', tls: { mode: 'SIMPLE' } }), 'mesh-config/tls-unused', 'outboundTrafficPolicy.tls', 'ALLOW_ANY_DYNAMIC_DNS'],
});

test('istiod reads the name in camel case when both are there', () => {
  expect(brief(judge({ outbound_traffic_policy: 'x', outboundTrafficPolicy: { mode: 'ALLOW_ANY' } }))).toEqual([]);
});

test('dynamic DNS needs 1.31', () => {
  const problems = checkMeshConfig(policy({ mode: 'ALLOW_ANY_DYNAMIC_DNS' }), { ...STOCK_FACTS, version: '1.30' });
  expect(brief(problems)).toEqual(['WEBHOOK ERROR mesh-config/mode-version at outboundTrafficPolicy.mode']);
});
