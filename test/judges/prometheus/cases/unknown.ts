import { connections, MOVIES, NOTIFICATIONS, passed, passedByName, requests } from '../istio-series';
import { type Firing, onlyAt, type RuleCase, rulesOf } from '../rule-case';
import { httpbin, newRunbook, POSTGRES, unknownRunbook } from '../texts';

const rules = rulesOf();

const DESCRIPTION = (protocol: string, calls: number) => `The proxy passed ${calls} ${protocol} call(s) in five minutes through. It succeeds as long as the `
  + 'outbound traffic policy is ALLOW_ANY. REGISTRY_ONLY will block it.';

function labels(severity: string, host: string, protocol: string): Record<string, string> {
  return { severity, source_workload: 'notifications-v1', source_workload_namespace: 'backyards-demo', destination_host: host, protocol };
}

function isNew(at: number, host: string, protocol: string, calls: number, snippet: string): Firing {
  return {
    alert: 'EgressToNewUnknownDestination',
    at,
    labels: labels('warning', host, protocol),
    summary: `notifications-v1 in namespace backyards-demo calls ${host}, which nothing declares, for the first time in 7d`,
    description: DESCRIPTION(protocol, calls),
    runbook: newRunbook(snippet),
  };
}

function goesOn(at: number, host: string, protocol: string, calls: number, snippet: string): Firing {
  return {
    alert: 'EgressToUnknownDestination',
    at,
    labels: labels('info', host, protocol),
    summary: `notifications-v1 in namespace backyards-demo keeps calling ${host}, which nothing declares`,
    description: DESCRIPTION(protocol, calls),
    runbook: unknownRunbook(snippet),
  };
}

export const UNKNOWN: readonly RuleCase[] = [
  {
    name: 'ALLOW_ANY, HTTP: new at first, and unknown as long as it goes on',
    rules,
    input: { [requests(NOTIFICATIONS, passed('httpbin.org'), 200)]: '_x10 1+1x60' },
    fires: [isNew(10, 'httpbin.org', 'http', 1, httpbin()), goesOn(40, 'httpbin.org', 'http', 5, httpbin())],
    silent: { ...onlyAt(40, 'EgressToUnknownDestination'), EgressToUnknownDestination: [9, 15], EgressToNewUnknownDestination: [9, 25] },
    recorded: [{
      series: 'egress:calls:rate5m{source_workload="notifications-v1",source_workload_namespace="backyards-demo",'
        + 'source_canonical_service="notifications",destination_host="httpbin.org",kind="passthrough",protocol="http"}',
      at: 40,
      value: 1 / 60,
    }],
  },
  {
    name: 'ALLOW_ANY, HTTP: a destination that was called two days ago is not new, for another workload it is',
    rules,
    input: {
      [requests(NOTIFICATIONS, passed('httpbin.org'), 200)]: '_x10 1x2879 2x20',
      [requests(MOVIES, passed('httpbin.org'), 200)]: '_x2891 1x20',
    },
    fires: [{
      ...isNew(2891, 'httpbin.org', 'http', 1, httpbin()),
      labels: { ...labels('warning', 'httpbin.org', 'http'), source_workload: 'movies-v3' },
      summary: 'movies-v3 in namespace backyards-demo calls httpbin.org, which nothing declares, for the first time in 7d',
    }],
  },
  {
    name: 'ALLOW_ANY, TCP: opened and closed are one call',
    rules,
    input: {
      [connections('opened', NOTIFICATIONS, passed(), { destination_address: '198.51.100.20:5432' })]: '_x10 1x20',
      [connections('closed', NOTIFICATIONS, passed(), { destination_address: '198.51.100.20:5432' })]: '_x10 1x20',
    },
    fires: [isNew(10, '198.51.100.20:5432', 'tcp', 1, POSTGRES)],
    silent: onlyAt(10, 'EgressToNewUnknownDestination'),
  },
  {
    name: 'ALLOW_ANY, TCP: where only closed connections are reported, they count',
    rules,
    input: { [connections('closed', NOTIFICATIONS, passed(), { destination_address: '198.51.100.20:5432' })]: '_x10 1x20' },
    fires: [isNew(10, '198.51.100.20:5432', 'tcp', 1, POSTGRES)],
  },
  {
    name: 'ALLOW_ANY_DYNAMIC_DNS, HTTP',
    rules,
    input: { [requests(NOTIFICATIONS, passedByName('httpbin.org'), 200)]: '_x10 1x20' },
    fires: [isNew(10, 'httpbin.org', 'http', 1, httpbin())],
  },
];
