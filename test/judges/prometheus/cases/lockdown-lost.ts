import type { Chart } from 'cdk8s';
import {
  EgressLockdown, LockdownScope, MeshConfigTarget, ObservationScope, OutboundTrafficPolicyMode, Workloads,
} from '../../../../src';
import { BATCH, connections, MOVIES, NOTIFICATIONS, passed, requests } from '../istio-series';
import { type Firing, onlyAt, type RuleCase, rulesOf } from '../rule-case';
import { httpbin, lostRunbook } from '../texts';

const { ALLOW_ANY } = OutboundTrafficPolicyMode;
const mesh = (chart: Chart) => new EgressLockdown(chart, 'mesh-lockdown', { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) });
const namespace = (chart: Chart, name: string, mode?: OutboundTrafficPolicyMode) => new EgressLockdown(chart, `lockdown-${name}`, {
  scope: LockdownScope.namespace(name), mode,
});
const app = (chart: Chart, name: string, mode?: OutboundTrafficPolicyMode) => new EgressLockdown(chart, `lockdown-${name}`, {
  scope: LockdownScope.workloads(Workloads.select({ namespace: 'backyards-demo', labels: { app: name } })), mode,
});

const calls = (caller = NOTIFICATIONS) => ({ [requests(caller, passed('httpbin.org'), 200)]: '_x10 1x20' });

function lost(workload = 'notifications-v1', where = 'backyards-demo'): Firing {
  return {
    alert: 'EgressLockdownLost',
    at: 10,
    labels: { severity: 'critical', source_workload: workload, source_workload_namespace: where, destination_host: 'httpbin.org', protocol: 'http' },
    summary: `${workload} in namespace ${where} called httpbin.org although its outbound traffic policy should be REGISTRY_ONLY`,
    description: 'The proxy passed 1 http call(s) in five minutes through to a destination that nothing declares. The program says REGISTRY_ONLY for this '
      + 'workload, and its proxy does not know.',
    runbook: lostRunbook(httpbin(where)),
  };
}

const NOT_LOST = { EgressLockdownLost: [10] };

export const LOCKDOWN_LOST: readonly RuleCase[] = [
  {
    name: 'the mesh is locked, and a call passes through',
    rules: rulesOf(mesh),
    input: calls(),
    fires: [lost()],
    silent: { ...onlyAt(10, 'EgressLockdownLost'), EgressLockdownLost: [9, 16] },
  },
  { name: 'a namespace is locked, and a call passes through', rules: rulesOf((chart) => namespace(chart, 'backyards-demo')), input: calls(), fires: [lost()] },
  {
    name: 'another namespace is locked: nothing is lost',
    rules: rulesOf((chart) => namespace(chart, 'warehouse')),
    input: calls(),
    silent: { ...NOT_LOST, EgressBlocked: [10] },
  },
  {
    name: 'the mesh is locked but for a namespace: nothing is lost there, and elsewhere it is',
    rules: rulesOf((chart) => [mesh(chart), namespace(chart, 'backyards-demo', ALLOW_ANY)]),
    input: { ...calls(), ...calls(BATCH) },
    fires: [lost('batch', 'warehouse')],
  },
  {
    name: 'a namespace is locked but for a workload',
    rules: rulesOf((chart) => [namespace(chart, 'backyards-demo'), app(chart, 'notifications', ALLOW_ANY)]),
    input: { ...calls(), ...calls(MOVIES) },
    fires: [lost('movies-v3')],
  },
  {
    name: 'a workload is locked',
    rules: rulesOf((chart) => app(chart, 'notifications')),
    input: { ...calls(), ...calls(MOVIES) },
    fires: [lost()],
  },
  {
    name: 'only one namespace is watched',
    rules: rulesOf(mesh, { scope: ObservationScope.namespace('backyards-demo') }),
    input: { ...calls(), ...calls(BATCH) },
    fires: [lost()],
  },
  {
    name: 'a connection that was open before the lockdown ends after it: nothing is lost',
    rules: rulesOf(mesh),
    input: { [connections('opened', NOTIFICATIONS, passed())]: '1x90', [connections('closed', NOTIFICATIONS, passed())]: '0x79 1x10' },
    silent: { EgressLockdownLost: [70, 80, 85] },
  },
];
