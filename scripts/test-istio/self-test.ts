import { type Chart } from 'cdk8s';
import { DataPlane, EgressGateway, EgressPort, EgressWaypoint, ExternalService, IstioMesh } from 'cdk8s-istio-egress';
import { type AmbientExpectation } from '../../test/scenarios/ambient';
import { type ExpectedCall, from, TurnedAway } from '../../test/scenarios/calls';
import { type KubernetesObject } from '../../test/scenarios/cluster';
import { appOf, type World } from '../../test/scenarios/scenario';
import { synthesized } from '../../test/scenarios/synthesized';
import { differencesIn } from './ambient';
import { surprisesIn } from './decide';
import { type Oracle } from './oracle';
import { disagreement } from './parity/verdict';
import { Report } from './report';
import { type Tally } from '../shared/tally';

/** A check that cannot fail proves nothing: each judge is shown something wrong, and has to see it. */
export async function selfTest(oracle: Oracle): Promise<Tally> {
  const report = new Report();
  await refusesWhatIsWrong(oracle, report);
  await seesWrongExpectations(oracle, report);
  await seesWrongWaypoints(oracle, report);
  await findsWhatIstioctlFinds(oracle, report);
  await noticesDisagreement(oracle, report);
  return report.tally;
}

function serviceEntry(spec: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'x', namespace: 'shop' }, spec };
}

function telemetry(expression: string): KubernetesObject {
  const spec = { accessLogging: [{ providers: [{ name: 'envoy' }], filter: { expression } }] };
  return { apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry', metadata: { name: 'x', namespace: 'shop' }, spec };
}

const BAD_RULE = {
  apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'x', namespace: 'shop' }, spec: { groups: [{ rules: [] }] },
};
const GOOD = serviceEntry({ hosts: ['a.com'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'DNS' });

function gatewayOf(spec: object): KubernetesObject {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'x', namespace: 'shop' }, spec };
}

const LISTENER = { name: 'mesh', port: 15008, protocol: 'HBONE' };
const WAYPOINT = gatewayOf({ gatewayClassName: 'istio-waypoint', listeners: [LISTENER] });

async function refusesWhatIsWrong(oracle: Oracle, report: Report): Promise<void> {
  const cases: readonly [string, object, 'schema' | 'errors' | 'warnings'][] = [
    ['a field that Istio does not have', serviceEntry({ hosts: ['a.com'], host: 'b.com' }), 'schema'],
    ['a CIDR with DNS, which a CEL rule forbids', serviceEntry({ hosts: ['a.com'], addresses: ['10.0.0.0/8'], resolution: 'DNS' }), 'schema'],
    ['a protocol that the webhook does not know', serviceEntry({ hosts: ['a.com'], ports: [{ number: 80, name: 'x', protocol: 'FOO' }] }), 'errors'],
    ['TCP without addresses, which the webhook warns about', serviceEntry({ hosts: ['a.com'], ports: [{ number: 80, name: 'x', protocol: 'TCP' }] }), 'warnings'],
    ['a field that the Gateway API does not have', gatewayOf({ gatewayClassName: 'istio', listeners: [{ ...LISTENER, bogus: 1 }] }), 'schema'],
    ['two listeners of one name, which a CEL rule of the Gateway API forbids', gatewayOf({ gatewayClassName: 'istio', listeners: [LISTENER, LISTENER] }), 'schema'],
    ['a field that Kubernetes does not have', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' }, spec: { bogus: 1 } }, 'schema'],
    ['a group of rules without a name, which the CRD of the Prometheus operator forbids', BAD_RULE, 'schema'],
    ['a filter that is no CEL, which the webhook forbids', telemetry("xds.cluster_name = 'a'"), 'errors'],
  ];
  const right = [GOOD, WAYPOINT];
  const answers = await oracle.accept([...right, ...cases.map(([, document]) => document)]);
  right.forEach(({ kind }, number) => {
    const { by, schema, errors } = answers[number];
    report.check(by === 'istio' && !schema && !errors ? [] : [JSON.stringify(answers[number])], `accept refuses a ${kind} that is right`);
  });
  cases.forEach(([what, document, where], number) => {
    const answer = answers[right.length + number];
    report.check((answer[where] ?? []).length > 0 ? [] : [JSON.stringify(document), JSON.stringify(answer)], `accept does not see ${what}`);
  });
  const [verdict] = await oracle.meshConfigs([['outboundTrafficPolicy: {mode: SOMETIMES}']]);
  report.check(verdict.unreadable ? [] : [JSON.stringify(verdict)], 'accept reads a mesh config with a mode that does not exist');
}

async function seesWrongExpectations(oracle: Oracle, report: Report): Promise<void> {
  const state = synthesized(appOf({
    name: 'self-test',
    achieves: 'nothing',
    worlds: [],
    define: (chart: Chart) => {
      new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()] });
      const via = new EgressGateway(chart, 'egress', { metadata: { name: 'gateway', namespace: 'egress' } });
      new ExternalService(chart, 'bank', { hosts: ['bank.example'], ports: [EgressPort.https()], via });
    },
  }));
  const shop = from('shop');
  const forged = from('warehouse').tls('bank.example', { address: '10.96.0.1' });
  const calls: readonly [string, ExpectedCall][] = [
    ['a call that gets through, expected to be refused', shop.http('httpbin.org').isRefused()],
    ['a call that is refused, expected to get through', shop.http('evil.example').reaches('outbound|80||httpbin.org')],
    ['a call that reaches another cluster', shop.http('httpbin.org').reaches('outbound|80||www.httpbin.org')],
    ['a call that reaches another endpoint', shop.http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:8080')],
    ['a connection that is closed, expected to pass', shop.tls('httpbin.org').passesThrough()],
    ['a connection that is closed, expected to be answered', from('warehouse').tls('httpbin.org').isRefused()],
    ['a call by a gateway, expected to go straight', shop.tls('bank.example').reaches('outbound|443||bank.example')],
    ['a call by another gateway', shop.tls('bank.example').leavesBy('egress/other').reaches('outbound|443||bank.example')],
    ['a call by a gateway to another cluster', shop.tls('bank.example').leavesBy('egress/gateway').reaches('outbound|443||other.example')],
    ['a call with identity, expected to have none', shop.tls('bank.example').leavesUnknownBy('egress/gateway').reaches('outbound|443||bank.example')],
    ['a call that a gateway lets out, expected to be turned away', shop.tls('bank.example').isTurnedAwayBy('egress/gateway', TurnedAway.NO_IDENTITY)],
    ['a call that a gateway turns away, expected to leave', forged.leavesBy('egress/gateway').reaches('outbound|443||bank.example')],
    ['a call that a gateway turns away for another reason', forged.isTurnedAwayBy('egress/gateway', TurnedAway.NO_SUCH_NAME)],
  ];
  const world: World = { title: 'a locked mesh', mode: 'REGISTRY_ONLY', calls: calls.map(([, call]) => call) };
  const surprises = await surprisesIn(state, world, oracle);
  for (const [what, call] of calls) {
    report.check(surprises.some((one) => one.call === call) ? [] : [call.outcome], `decide does not see ${what}`);
  }
}

async function seesWrongWaypoints(oracle: Oracle, report: Report): Promise<void> {
  const state = synthesized(appOf({
    name: 'self-test',
    achieves: 'nothing',
    worlds: [],
    define: (chart: Chart) => {
      new IstioMesh(chart, 'mesh', { dataPlane: DataPlane.AMBIENT });
      const via = new EgressWaypoint(chart, 'waypoint', { metadata: { name: 'waypoint', namespace: 'egress' } });
      new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via });
    },
  }));
  const CHAIN = 'egress/waypoint inbound-vip|80|http|httpbin.org';
  const right: AmbientExpectation = {
    bindings: { 'shop/httpbin.org': 'egress/waypoint' },
    passages: { [CHAIN]: 'inbound-vip|80|http|httpbin.org at httpbin.org:80' },
  };
  const differing = async (expected: AmbientExpectation, objects = state.objects) => {
    return differencesIn({ ...state, objects }, { title: 'an ambient mesh', calls: [] }, expected, oracle);
  };
  const withoutWaypoint = state.objects.filter(({ kind }) => kind !== 'Gateway');
  report.check((await differing(right)).map(({ of }) => of), 'ambient sees a difference where there is none');
  for (const [what, found] of [
    ['another waypoint', await differing({ ...right, bindings: { 'shop/httpbin.org': 'shop/waypoint' } })],
    ['a service too many', await differing({ ...right, bindings: {} })],
    ['another endpoint', await differing({ ...right, passages: { [CHAIN]: 'inbound-vip|80|http|httpbin.org at httpbin.org:8080' } })],
    ['a waypoint that is not there', await differing(right, withoutWaypoint)],
  ] as const) report.check(found.length > 0 ? [] : [what], `ambient does not see ${what}`);
}

async function findsWhatIstioctlFinds(oracle: Oracle, report: Report): Promise<void> {
  const nowhere = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'x', namespace: 'shop' },
    spec: { hosts: ['a.com'], http: [{ route: [{ destination: { host: 'nobody.example.com' } }] }] },
  };
  const messages = await oracle.analyze({ documents: [GOOD, nowhere], meshConfig: [] });
  report.check(messages.some(({ code, level }) => code === 'IST0101' && level === 'Error') ? [] : [JSON.stringify(messages)],
    'analyze does not see a route to a host that does not exist');
}

/** Istio's verdict on one document and ours on another. */
async function noticesDisagreement(oracle: Oracle, report: Report): Promise<void> {
  const [good, bad] = await oracle.accept([GOOD, serviceEntry({ hosts: [] })]);
  report.check(disagreement(GOOD, good) ? ['told apart what is the same'] : [], 'parity sees a disagreement where there is none');
  report.check(disagreement(GOOD, bad) ? [] : ['did not see that we accept what Istio refuses'], 'parity cannot fail');
  report.check(disagreement(serviceEntry({ hosts: [] }), good) ? [] : ['did not see that we refuse what Istio accepts'], 'parity cannot fail');
}
