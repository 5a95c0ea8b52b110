import { EgressLockdown, LockdownScope, MeshConfigTarget } from '../../../../src';
import { blocked, connections, NOTIFICATIONS, requests, type Tags } from '../istio-series';
import { type Firing, onlyAt, type RuleCase, rulesOf } from '../rule-case';
import { blockedRunbook, HTTP_8080, HTTP_BY_ADDRESS, httpbin, POSTGRES, TLS, UNNAMED_HTTP, UNNAMED_TCP } from '../texts';

const rules = rulesOf((chart) => new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) }));

function fires(at: number, host: string, protocol: string, calls: number, snippet: string): Firing {
  return {
    alert: 'EgressBlocked',
    at,
    labels: { severity: 'warning', source_workload: 'notifications-v1', source_workload_namespace: 'backyards-demo', destination_host: host, protocol },
    summary: `notifications-v1 in namespace backyards-demo was kept from calling ${host}`,
    description: `The proxy blocked ${calls} ${protocol} call(s) in five minutes: no service that the workload sees declares the destination, and its `
      + 'outbound traffic policy is REGISTRY_ONLY.',
    runbook: blockedRunbook(snippet),
  };
}

/** Istio reports a closed connection of each, and never an opened one. */
function tcp(name: string, tags: Tags, host: string, snippet: string): RuleCase {
  return {
    name,
    rules,
    input: { [connections('closed', NOTIFICATIONS, blocked(), tags)]: '_x10 1x20', [connections('opened', NOTIFICATIONS, blocked(), tags)]: '0x30' },
    fires: [fires(10, host, 'tcp', 1, snippet)],
    silent: { ...onlyAt(10, 'EgressBlocked'), EgressBlocked: [9, 20] },
  };
}

function http(name: string, service: string, tags: Tags, host: string, snippet: string): RuleCase {
  return {
    name, rules, input: { [requests(NOTIFICATIONS, blocked(service), 502, tags)]: '_x10 1x20' }, fires: [fires(10, host, 'http', 1, snippet)],
  };
}

export const BLOCKED: readonly RuleCase[] = [
  {
    name: 'REGISTRY_ONLY, HTTP: the first and only call is seen, and forgotten after five minutes',
    rules,
    input: { [requests(NOTIFICATIONS, blocked('httpbin.org'), 502)]: '_x10 1x20' },
    fires: [fires(10, 'httpbin.org', 'http', 1, httpbin())],
    silent: { ...onlyAt(10, 'EgressBlocked'), EgressBlocked: [9, 16, 25] },
  },
  {
    name: 'REGISTRY_ONLY, HTTP: calls are counted',
    rules,
    input: { [requests(NOTIFICATIONS, blocked('httpbin.org'), 502)]: '0+1x30' },
    fires: [fires(20, 'httpbin.org', 'http', 5, httpbin())],
    silent: onlyAt(20, 'EgressBlocked'),
    recorded: [{
      series: 'egress:calls:rate5m{source_workload="notifications-v1",source_workload_namespace="backyards-demo",'
        + 'source_canonical_service="notifications",destination_host="httpbin.org",kind="blackhole",protocol="http"}',
      at: 20,
      value: 1 / 60,
    }],
  },
  {
    name: 'REGISTRY_ONLY, HTTP: a pod that is new counts from nothing, one that was not scraped for half an hour goes on',
    rules,
    input: {
      [requests(NOTIFICATIONS, blocked('httpbin.org'), 502, { instance: 'new' })]: '_x9 3x20',
      [requests(NOTIFICATIONS, blocked('httpbin.org'), 502, { instance: 'scraped again' })]: '7x2 _x30 7x20',
    },
    fires: [fires(10, 'httpbin.org', 'http', 3, httpbin())],
    silent: { EgressBlocked: [34, 40] },
  },
  http('REGISTRY_ONLY, HTTP on another port', 'api.example.com:8080', {}, 'api.example.com:8080', HTTP_8080),
  http('REGISTRY_ONLY, HTTP to an address', '198.51.100.10', {}, '198.51.100.10', HTTP_BY_ADDRESS),
  http('REGISTRY_ONLY by Sidecar, HTTP: Istio does not fill in the host', 'BlackHoleCluster', {}, 'unknown', UNNAMED_HTTP),
  http('REGISTRY_ONLY by Sidecar, HTTP, with request_host', 'BlackHoleCluster', { request_host: 'httpbin.org' }, 'httpbin.org', httpbin()),
  tcp('REGISTRY_ONLY, TCP or TLS: closed_total moves alone, and names nothing', {}, 'unknown', UNNAMED_TCP),
  tcp('REGISTRY_ONLY, TLS, with destination_address', { destination_address: '198.51.100.20:443' }, '198.51.100.20:443', TLS),
  tcp('REGISTRY_ONLY, TCP, with destination_address', { destination_address: '198.51.100.20:5432' }, '198.51.100.20:5432', POSTGRES),
];
