import { checkDestinationRule } from '../../../src/istio/kinds/destination-rule';
import { accepts, brief, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';

const judge = (spec: any) => checkDestinationRule(
  { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'x', namespace: 'shop' }, spec });
const rule = (overrides: object) => ({ host: 'api.example.com', ...overrides });

accepts(judge, {
  'TLS origination': rule({ trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE', sni: 'api.example.com' } }] }, exportTo: ['.'] }),
  'a wildcard': { host: '*.example.com' },
  'subsets': rule({ subsets: [{ name: 'v1', labels: { version: 'v1' } }, { name: 'v2', trafficPolicy: { tls: {} } }] }),
  'selected workloads': rule({ workloadSelector: { matchLabels: { app: 'a' } }, exportTo: ['shop'] }),
});

webhookRefuses(judge, {
  'no host': [rule({ host: undefined }), 'destination-rule/host-invalid', 'spec.host', 'host of a service'],
  'a host that is none': [rule({ host: 'a_b' }), 'destination-rule/host-invalid', 'spec.host'],
  'a subset twice': [rule({ subsets: [{ name: 'v1' }, { name: 'v1' }] }), 'destination-rule/subset-name-duplicate', 'spec.subsets[1].name', 'v1'],
  'a subset without name': [rule({ subsets: [{ name: '' }] }), 'destination-rule/subset-name-invalid', 'spec.subsets[0].name', 'DNS label'],
  'a label that is none': [rule({ subsets: [{ name: 'a', labels: { '': 'b' } }] }), 'destination-rule/label-key-invalid', 'spec.subsets[0].labels'],
  'a subset with an empty policy': [rule({ subsets: [{ name: 'a', trafficPolicy: {} }] }), 'destination-rule/traffic-policy-empty', 'spec.subsets[0].trafficPolicy'],
  'selected workloads of all namespaces': [
    rule({ workloadSelector: { matchLabels: { a: 'b' } }, exportTo: ['*'] }), 'destination-rule/export-to-beyond-own-namespace', 'spec.exportTo',
  ],
});

schemaRefuses(judge, {
  'a wildcard in a selector': [
    rule({ workloadSelector: { matchLabels: { app: '*' } } }), 'destination-rule/selector-wildcard', 'spec.workloadSelector.matchLabels["app"]', 'wildcard',
  ],
});

webhookWarns(judge, {
  'an empty selector': [rule({ workloadSelector: {} }), 'destination-rule/selector-empty', 'spec.workloadSelector.matchLabels', 'every workload'],
});

test('istiod loses its warnings about subsets', () => {
  const trafficPolicy = { outlierDetection: { consecutiveErrors: 5 } };
  expect(brief(judge(rule({ trafficPolicy })))).toEqual(['WEBHOOK WARNING destination-rule/consecutive-errors-deprecated at spec.trafficPolicy.outlierDetection.consecutiveErrors']);
  expect(judge(rule({ subsets: [{ name: 'a', trafficPolicy }] }))).toEqual([]);
});
