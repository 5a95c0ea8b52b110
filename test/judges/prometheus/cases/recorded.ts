import { ObservationScope } from '../../../../src';
import {
  BATCH, blocked, connections, declared, EGRESS_GATEWAY, inMesh, MOVIES, NOTIFICATIONS, passed, received, requests,
} from '../istio-series';
import { onlyAt, type RuleCase, rulesOf } from '../rule-case';

const GATEWAY = inMesh('istio-egressgateway', 'istio-system');
const ONE_A_MINUTE = '0+1x30';

function rate(workload: string, namespace: string, service: string, host: string, kind: string, protocol = 'http') {
  return {
    series: `egress:calls:rate5m{source_workload="${workload}",source_workload_namespace="${namespace}",source_canonical_service="${service}",`
      + `destination_host="${host}",kind="${kind}",protocol="${protocol}"}`,
    at: 20,
    value: 1 / 60,
  };
}

export const RECORDED: readonly RuleCase[] = [
  {
    name: 'declared: recorded by host, and no alert; calls inside the mesh, and what the called pod reports, are no egress',
    rules: rulesOf(),
    input: {
      [requests(NOTIFICATIONS, declared('httpbin.org'), 200)]: ONE_A_MINUTE,
      [connections('opened', MOVIES, declared('db.example.com'), { destination_address: 'declared' })]: ONE_A_MINUTE,
      [requests(NOTIFICATIONS, inMesh('movies', 'backyards-demo'), 200)]: ONE_A_MINUTE,
      [received({ service: 'unknown', name: 'InboundPassthroughCluster', namespace: 'unknown' }, 200)]: ONE_A_MINUTE,
      [received(passed('httpbin.org'), 200)]: ONE_A_MINUTE,
    },
    silent: onlyAt(20),
    recorded: [
      rate('notifications-v1', 'backyards-demo', 'notifications', 'httpbin.org', 'declared'),
      rate('movies-v3', 'backyards-demo', 'movies', 'db.example.com', 'declared', 'tcp'),
    ],
  },
  {
    name: 'through a gateway: one series for each leg, and with request_host the host on both',
    rules: rulesOf(),
    input: {
      [requests(NOTIFICATIONS, GATEWAY, 200, { request_host: 'httpbin.org' })]: ONE_A_MINUTE,
      [requests(EGRESS_GATEWAY, declared('httpbin.org'), 200, { request_host: 'httpbin.org' })]: ONE_A_MINUTE,
    },
    silent: onlyAt(20),
    recorded: [
      rate('notifications-v1', 'backyards-demo', 'notifications', 'httpbin.org', 'gateway'),
      rate('istio-egressgateway', 'istio-system', 'istio-egressgateway', 'httpbin.org', 'declared'),
    ],
  },
  {
    name: 'through a gateway of another name, without the tag',
    rules: rulesOf(undefined, { gateways: ['way-out'] }),
    input: { [requests(NOTIFICATIONS, inMesh('way-out', 'edge'), 200)]: ONE_A_MINUTE, [requests(BATCH, GATEWAY, 200)]: ONE_A_MINUTE },
    silent: onlyAt(20),
    recorded: [rate('notifications-v1', 'backyards-demo', 'notifications', 'way-out.edge.svc.cluster.local', 'gateway')],
  },
  {
    name: 'for one namespace, calls of the others are not recorded',
    rules: rulesOf(undefined, { scope: ObservationScope.namespace('warehouse') }),
    input: {
      [requests(NOTIFICATIONS, declared('httpbin.org'), 200)]: ONE_A_MINUTE,
      [requests(NOTIFICATIONS, blocked('httpbin.org'), 502)]: ONE_A_MINUTE,
      [requests(NOTIFICATIONS, passed('httpbin.org'), 200)]: ONE_A_MINUTE,
      [requests(BATCH, declared('httpbin.org'), 200)]: ONE_A_MINUTE,
    },
    silent: onlyAt(20),
    recorded: [rate('batch', 'warehouse', 'batch', 'httpbin.org', 'declared')],
  },
];
