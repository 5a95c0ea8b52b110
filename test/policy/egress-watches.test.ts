import { EgressLockdown, EgressTelemetry, LockdownScope, LoggedEgress, MeshConfigTarget, ObservationScope, Workloads } from '../../src';
import { newChart } from '../helpers';

const UNSEEN = 'Nothing in this app shows a blocked call: its caller gets a 502 or a closed connection, and nobody else learns of it.';
const BY_TELEMETRY = 'A blocked call is seen in the access log of the proxy (chart/telemetry).';

const SCOPES = {
  mesh: () => LockdownScope.mesh(MeshConfigTarget.stockConfigMap()),
  namespace: () => LockdownScope.namespace('shop'),
  workloads: () => LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'web' } })),
};

test.each<[keyof typeof SCOPES, ObservationScope, string]>([
  ['mesh', ObservationScope.mesh(), BY_TELEMETRY],
  ['namespace', ObservationScope.mesh(), BY_TELEMETRY],
  ['workloads', ObservationScope.mesh(), BY_TELEMETRY],
  ['namespace', ObservationScope.namespace('shop'), BY_TELEMETRY],
  ['workloads', ObservationScope.namespace('shop'), BY_TELEMETRY],
  ['mesh', ObservationScope.namespace('shop'), 'A blocked call is seen in namespace shop only.'],
  ['namespace', ObservationScope.namespace('warehouse'), UNSEEN],
])('a lockdown of the %s with a Telemetry for %s', (locked, scope, sentence) => {
  const chart = newChart();
  const lockdown = new EgressLockdown(chart, 'lockdown', { scope: SCOPES[locked]() });
  new EgressTelemetry(chart, 'telemetry', { scope });
  expect(lockdown.assurance.reasons.at(-1)).toEqual(sentence);
});

test('logging something else does not count', () => {
  const chart = newChart();
  const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
  new EgressTelemetry(chart, 'telemetry', { scope: ObservationScope.namespace('shop'), accessLogs: [LoggedEgress.UNKNOWN] });
  expect(lockdown.assurance.reasons.at(-1)).toEqual(UNSEEN);
});

test('what was removed sees nothing', () => {
  const chart = newChart();
  const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
  new EgressTelemetry(chart, 'telemetry', { scope: ObservationScope.namespace('shop') });
  chart.node.tryRemoveChild('telemetry');
  expect(lockdown.assurance.reasons.at(-1)).toEqual(UNSEEN);
});
