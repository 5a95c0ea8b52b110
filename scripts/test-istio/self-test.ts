import { type Chart } from 'cdk8s';
import { EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { type ExpectedCall, from } from '../../test/scenarios/calls';
import { type KubernetesObject } from '../../test/scenarios/cluster';
import { appOf, type World } from '../../test/scenarios/scenario';
import { synthesized } from '../../test/scenarios/synthesized';
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
  await findsWhatIstioctlFinds(oracle, report);
  await noticesDisagreement(oracle, report);
  return report.tally;
}

function serviceEntry(spec: object): KubernetesObject {
  return { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'x', namespace: 'shop' }, spec };
}

const GOOD = serviceEntry({ hosts: ['a.com'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'DNS' });

async function refusesWhatIsWrong(oracle: Oracle, report: Report): Promise<void> {
  const cases: readonly [string, object, 'schema' | 'errors' | 'warnings'][] = [
    ['a field that Istio does not have', serviceEntry({ hosts: ['a.com'], host: 'b.com' }), 'schema'],
    ['a CIDR with DNS, which a CEL rule forbids', serviceEntry({ hosts: ['a.com'], addresses: ['10.0.0.0/8'], resolution: 'DNS' }), 'schema'],
    ['a protocol that the webhook does not know', serviceEntry({ hosts: ['a.com'], ports: [{ number: 80, name: 'x', protocol: 'FOO' }] }), 'errors'],
    ['TCP without addresses, which the webhook warns about', serviceEntry({ hosts: ['a.com'], ports: [{ number: 80, name: 'x', protocol: 'TCP' }] }), 'warnings'],
    ['a field that Kubernetes does not have', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' }, spec: { bogus: 1 } }, 'schema'],
  ];
  const answers = await oracle.accept([GOOD, ...cases.map(([, document]) => document)]);
  report.check(answers[0].by === 'istio' && !answers[0].schema && !answers[0].errors ? [] : [JSON.stringify(answers[0])], 'accept refuses what is right');
  cases.forEach(([what, document, where], number) => {
    const answer = answers[number + 1];
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
    define: (chart: Chart) => new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()] }),
  }));
  const shop = from('shop');
  const calls: readonly [string, ExpectedCall][] = [
    ['a call that gets through, expected to be refused', shop.http('httpbin.org').isRefused()],
    ['a call that is refused, expected to get through', shop.http('evil.example').reaches('outbound|80||httpbin.org')],
    ['a call that reaches another cluster', shop.http('httpbin.org').reaches('outbound|80||www.httpbin.org')],
    ['a call that reaches another endpoint', shop.http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:8080')],
    ['a connection that is closed, expected to pass', shop.tls('httpbin.org').passesThrough()],
    ['a connection that is closed, expected to be answered', from('warehouse').http('httpbin.org').isRefused()],
  ];
  const world: World = { title: 'a locked mesh', mode: 'REGISTRY_ONLY', calls: calls.map(([, call]) => call) };
  const surprises = await surprisesIn(state, world, oracle);
  for (const [what, call] of calls) {
    report.check(surprises.some((one) => one.call === call) ? [] : [call.outcome], `decide does not see ${what}`);
  }
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
