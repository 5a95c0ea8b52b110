import { EgressPort, ExportTo, ExternalService, TlsOrigination } from '../../../src';
import { complaintsOf, newChart } from '../../helpers';

const tls = TlsOrigination.simple();

function complaintsAbout(...declarations: { namespace: string; port: EgressPort; exportTo?: ExportTo }[]): string[] {
  const chart = newChart();
  declarations.forEach(({ namespace, port, exportTo }, index) => new ExternalService(chart, `s${index}`, {
    metadata: { namespace }, hosts: ['api.example.com'], ports: [port], exportTo,
  }));
  return complaintsOf(chart);
}

const CONFLICT = '[chart/s1] proxies do not start TLS for api.example.com:80 here, and do for chart/s0, and some callers would get one of the two, '
  + 'whichever it is; say the same in both, or export them to different namespaces';

test('in one namespace Istio makes one service of the two', () => {
  expect(complaintsAbout({ namespace: 'shop', port: EgressPort.http({ tls }) }, { namespace: 'shop', port: EgressPort.http() })).toContain(CONFLICT);
});

test.each<[string, ExportTo, ExportTo]>([
  ['a third namespace', ExportTo.namespaces('.', 'sales'), ExportTo.namespaces('.', 'sales')],
  ['every namespace, and a third one', ExportTo.ALL_NAMESPACES, ExportTo.namespaces('.', 'sales')],
  ['every namespace of both', ExportTo.ALL_NAMESPACES, ExportTo.ALL_NAMESPACES],
])('%s gets one of the two', (_who, exportTo, other) => {
  expect(complaintsAbout({ namespace: 'a', port: EgressPort.http({ tls }), exportTo }, { namespace: 'b', port: EgressPort.http(), exportTo: other }))
    .toEqual([CONFLICT]);
});

test.each<[string, ExportTo, ExportTo]>([
  ['each its own', ExportTo.OWN_NAMESPACE, ExportTo.OWN_NAMESPACE],
  ['one everywhere: the namespace of the other sees its own first', ExportTo.ALL_NAMESPACES, ExportTo.OWN_NAMESPACE],
])('%s', (_who, exportTo, other) => {
  expect(complaintsAbout({ namespace: 'a', port: EgressPort.http({ tls }), exportTo }, { namespace: 'b', port: EgressPort.http(), exportTo: other })).toEqual([]);
});
