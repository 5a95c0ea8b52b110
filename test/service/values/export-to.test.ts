import { EgressLockdown, EgressPort, ExportTo, ExternalService, LockdownScope } from '../../../src';
import { complaintsOf, newChart } from '../../helpers';

const HTTPBIN = { hosts: ['httpbin.org'], ports: [EgressPort.http()] };

test.each<[ExportTo, string[] | undefined]>([
  [ExportTo.MESH_DEFAULT, undefined],
  [ExportTo.OWN_NAMESPACE, ['.']],
  [ExportTo.ALL_NAMESPACES, ['*']],
  [ExportTo.NOBODY, ['~']],
  [ExportTo.namespaces('.', 'shop', 'demo'), ['.', 'shop', 'demo']],
])('%s', (exportTo, values) => {
  const chart = newChart({ namespace: 'payments' });
  new ExternalService(chart, 'service', { ...HTTPBIN, exportTo });

  expect(chart.toJson()[0].spec.exportTo).toEqual(values);
});

describe('what nobody wrote', () => {
  test('is the own namespace', () => {
    expect(new ExternalService(newChart(), 'service', HTTPBIN).exportTo).toBe(ExportTo.OWN_NAMESPACE);
  });

  test('follows from whom lockdowns allow, sorted, each once, whenever they say so', () => {
    const chart = newChart({ namespace: 'payments' });
    const early = ['shop', 'demo'].map((name) => new EgressLockdown(chart, name, { scope: LockdownScope.namespace(name) }));
    const service = new ExternalService(chart, 'service', HTTPBIN);
    early.forEach((lockdown) => lockdown.allow(service, service));
    new EgressLockdown(chart, 'own', { scope: LockdownScope.namespace('payments', { allow: [service] }) });

    expect(service.exportTo.values).toEqual(['.', 'demo', 'shop']);
    expect(complaintsOf(chart)).toEqual([]);
  });
});

describe('what was written, and does not reach a namespace that is allowed', () => {
  function complaintsWith(exportTo: ExportTo): string[] {
    const chart = newChart({ namespace: 'payments' });
    const service = new ExternalService(chart, 'service', { ...HTTPBIN, exportTo });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('demo', { allow: [service] }) });
    new EgressLockdown(chart, 'own', { scope: LockdownScope.namespace('payments', { allow: [service] }) });
    return complaintsOf(chart);
  }

  test('is refused', () => {
    expect(complaintsWith(ExportTo.OWN_NAMESPACE)).toEqual([
      '[chart/service] chart/lockdown allows this service in namespace demo, but exportTo [.] does not reach it; add that namespace to exportTo, '
        + 'or leave exportTo out so that it follows from who is allowed',
    ]);
    expect(complaintsWith(ExportTo.namespaces('shop'))).toHaveLength(2);
    expect(complaintsWith(ExportTo.NOBODY)).toHaveLength(2);
  });

  test('is not, where it does', () => {
    expect(complaintsWith(ExportTo.namespaces('.', 'demo'))).toEqual([]);
    expect(complaintsWith(ExportTo.namespaces('demo', 'payments'))).toEqual([]);
    expect(complaintsWith(ExportTo.ALL_NAMESPACES)).toEqual([]);
    expect(complaintsWith(ExportTo.MESH_DEFAULT)).toEqual([]);
  });
});

test('says its values in messages', () => {
  expect(`${ExportTo.namespaces('.', 'shop')}`).toEqual('[., shop]');
  expect(`${ExportTo.MESH_DEFAULT}`).toEqual("the mesh's default");
});
