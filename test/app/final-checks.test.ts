import { ApiObject, App, Chart } from 'cdk8s';
import { type Construct, type IConstruct } from 'constructs';
import { EgressPort, ExternalService } from '../../src';
import { FinalChecks, isInTree, viewOf } from '../../src/app/final-checks';
import { complaintsOf, newChart } from '../helpers';

/** Complains about a construct as long as the list has something to say. */
function complain(about: IConstruct, messages: string[]): void {
  FinalChecks.of(about).add(() => messages.map((message) => ({ about, message })));
}

test('a complaint comes out once, under the path of the offender, however many charts there are', () => {
  const app = new App();
  const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id));
  complain(charts[1], ['not good']);
  complain(charts[1], ['not good either']);
  complain(charts[0], ['bad']);

  for (const chart of charts) {
    expect(complaintsOf(chart)).toEqual(['[a] bad', '[b] not good', '[b] not good either']);
  }
});

test('and once more when it is synthesized again, in every way there is', () => {
  const app = new App();
  const chart = new Chart(app, 'chart');
  complain(chart, ['bad']);
  const message = 'Validation failed with the following errors:\n  [chart] bad';

  expect(() => app.synthYaml()).toThrow(message);
  expect(() => app.synthYaml()).toThrow(message);
  expect(complaintsOf(chart)).toEqual(['[chart] bad']);
});

test('it goes when its cause has gone', () => {
  const chart = newChart();
  const messages = ['bad', 'worse'];
  complain(chart, messages);
  expect(complaintsOf(chart)).toEqual(['[chart] bad', '[chart] worse']);

  messages.length = 0;
  FinalChecks.of(chart).somethingChanged();
  expect(complaintsOf(chart)).toEqual([]);

  messages.push('bad again');
  FinalChecks.of(chart).somethingChanged();
  expect(complaintsOf(chart)).toEqual(['[chart] bad again']);
});

test('the root itself may be complained about', () => {
  const chart = newChart();
  complain(chart.node.root, ['bad']);

  expect(complaintsOf(chart)).toEqual(['[] bad']);
});

test('checks run once for an app of many charts, and again only after something was said', () => {
  const app = new App();
  const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id));
  let runs = 0;
  FinalChecks.of(app).add(() => {
    runs++;
    return [];
  });

  charts.forEach((chart) => chart.toJson());
  expect(runs).toBe(1);

  new ExternalService(charts[0], 'service', { hosts: ['a.com'], ports: [EgressPort.http()] });
  charts.forEach((chart) => chart.toJson());
  expect(runs).toBe(2);
});

test('what is added between two syntheses is checked', () => {
  const chart = newChart({ namespace: 'demo' });
  new ExternalService(chart, 'first', { hosts: ['a.com'], ports: [EgressPort.http()] });
  expect(chart.toJson()).toHaveLength(1);

  new ExternalService(chart, 'second', { hosts: ['a.com'], ports: [EgressPort.grpc({ number: 80 })] });

  expect(complaintsOf(chart)).toHaveLength(1);
});

test('every app has checks of its own', () => {
  const [one, other] = [newChart(), newChart()];
  complain(one, ['bad']);

  expect(complaintsOf(other)).toEqual([]);
});

describe('the view of an app', () => {
  function object(scope: Construct, id: string, kind: string): ApiObject {
    return new ApiObject(scope, id, { apiVersion: 'v1', kind });
  }

  test('has the objects of a kind, from every chart, whoever wrote them', () => {
    const app = new App();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    const namespaces = [object(a, 'namespace', 'Namespace'), object(b, 'namespace', 'Namespace')];
    object(a, 'map', 'ConfigMap');

    expect(viewOf(app).objects('Namespace')).toEqual(namespaces);
    expect(viewOf(app).objects('Secret')).toEqual([]);
  });

  test('knows what has been taken out of the tree', () => {
    const chart = newChart();
    const namespace = object(chart, 'namespace', 'Namespace');
    expect(isInTree(namespace)).toBe(true);

    chart.node.tryRemoveChild('namespace');
    expect(isInTree(namespace)).toBe(false);

    object(chart, 'namespace', 'Namespace');
    expect(isInTree(namespace)).toBe(false);
  });
});
