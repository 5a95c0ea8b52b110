import { EgressPort, ExportTo, ExternalService, type ExternalServiceProps, Resolution } from '../../../src';
import { complaintsOf, newChart } from '../../helpers';
import { declare } from './declare';

describe('two entries of one host in one namespace', () => {
  const LOST = '[chart/second] a.com is declared in namespace demo by chart/first too, with another resolution, exportTo, workloadSelector or labels, '
    + 'so that Istio does not merge the two and drops the ports of one; make these equal, or declare all ports in one service';

  test.each<[string, Partial<ExternalServiceProps>]>([
    ['resolution', { resolution: Resolution.DNS_ROUND_ROBIN }],
    ['exportTo', { exportTo: ExportTo.ALL_NAMESPACES }],
    ['labels', { metadata: { namespace: 'demo', labels: { team: 'a' } } }],
    ['workloadSelector', { workloadSelector: { app: 'vm' } }],
  ])('are refused with another %s', (_what, props) => {
    const chart = newChart();
    declare(chart, 'first', 'demo', EgressPort.http());
    declare(chart, 'second', 'demo', EgressPort.https(), props);

    expect(complaintsOf(chart)).toEqual([LOST]);
  });

  test('are merged by Istio where these are equal, in whatever order they are written', () => {
    const chart = newChart();
    const same = (labels: Record<string, string>, exportTo: ExportTo, workloadSelector: Record<string, string>) =>
      ({ metadata: { namespace: 'demo', labels }, exportTo, workloadSelector });
    declare(chart, 'first', 'demo', EgressPort.http(), same({ a: '1', b: '2' }, ExportTo.namespaces('x', 'y'), { c: '3', d: '4' }));
    declare(chart, 'second', 'demo', EgressPort.https(), same({ b: '2', a: '1' }, ExportTo.namespaces('y', 'x'), { d: '4', c: '3' }));

    expect(complaintsOf(chart)).toEqual([]);
  });

  test('are left alone where one is somebody else\'s, of which nobody knows enough', () => {
    const chart = newChart();
    ExternalService.fromServiceEntryAttributes(chart, 'theirs', { name: 'a', namespace: 'demo', hosts: ['a.com'], ports: [EgressPort.http()] });
    declare(chart, 'ours', 'demo', EgressPort.https(), { resolution: Resolution.DNS_ROUND_ROBIN });

    expect(complaintsOf(chart)).toEqual([]);
  });

  test('may be one entry that names a host twice', () => {
    const chart = newChart();
    declare(chart, 'first', 'demo', EgressPort.http(), { hosts: ['a.com', 'a.com'] });

    expect(complaintsOf(chart)).toEqual([]);
  });
});

test('hosts are the same whatever their case, and with the dot of the root', () => {
  const chart = newChart();
  declare(chart, 'first', 'demo', EgressPort.http(), { hosts: ['api.a.com'] });
  declare(chart, 'second', 'demo', EgressPort.https(), { hosts: ['API.a.com.'], resolution: Resolution.DNS_ROUND_ROBIN });

  expect(complaintsOf(chart)).toEqual([expect.stringContaining('[chart/second] API.a.com. is declared in namespace demo by chart/first too')]);
});
