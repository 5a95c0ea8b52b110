import { ApiObject, App, Chart } from 'cdk8s';
import { EgressPort, ExternalService, IstioMesh, IstioVersion, Risk } from '../../../src';
import { complaintsOf, newChart } from '../../helpers';
import { declare } from './declare';

describe('one host and port with two protocols', () => {
  const CLASH = 'a.com:80 is declared with GRPC here and with HTTP by chart/first, and Istio would silently pick one; '
    + 'declare the same protocol in both, or, where no workload sees both, accept it with acceptRisks: [Risk.protocolConflict({ reason })]';
  const risks = [Risk.protocolConflict({ reason: 'no workload sees both' })];

  test.each(['demo', 'shop'])('is refused, with both paths, also in namespace %s', (namespace) => {
    const chart = newChart();
    declare(chart, 'first', 'demo', EgressPort.http());
    declare(chart, 'second', namespace, EgressPort.grpc({ number: 80 }));

    expect(complaintsOf(chart)).toEqual([`[chart/second] ${CLASH}`]);
  });

  test('is refused where one has none', () => {
    const chart = newChart();
    declare(chart, 'first', 'demo', EgressPort.of({ number: 9000 }), { addresses: ['192.0.2.1'] });
    declare(chart, 'second', 'shop', EgressPort.http({ number: 9000 }));

    expect(complaintsOf(chart)[0]).toContain('a.com:9000 is declared with HTTP here and with no protocol by chart/first');
  });

  test('is refused where the other one is somebody else\'s, whoever comes first', () => {
    const theirs = { name: 'a', namespace: 'platform', hosts: ['a.com'], ports: [EgressPort.http()] };
    const [before, after] = [newChart(), newChart()];
    ExternalService.fromServiceEntryAttributes(before, 'theirs', theirs);
    declare(before, 'ours', 'demo', EgressPort.grpc({ number: 80 }));
    declare(after, 'ours', 'demo', EgressPort.grpc({ number: 80 }));
    ExternalService.fromServiceEntryAttributes(after, 'theirs', theirs);

    expect(complaintsOf(before)).toEqual([`[chart/ours] ${CLASH.replace('chart/first', 'chart/theirs')}`]);
    expect(complaintsOf(after)[0]).toContain('[chart/theirs] a.com:80 is declared with HTTP here and with GRPC by chart/ours');
  });

  test.each([[risks, undefined], [undefined, risks], [risks, risks]])('may be accepted by one or the other (%#)', (ofFirst, ofSecond) => {
    const chart = newChart();
    declare(chart, 'first', 'demo', EgressPort.http(), { acceptRisks: ofFirst });
    declare(chart, 'second', 'shop', EgressPort.grpc({ number: 80 }), { acceptRisks: ofSecond });

    expect(complaintsOf(chart)).toEqual([]);
  });

  test('accepted by one does not hide it between two others', () => {
    const chart = newChart();
    declare(chart, 'accepting', 'a', EgressPort.http(), { acceptRisks: risks });
    declare(chart, 'first', 'b', EgressPort.http());
    declare(chart, 'second', 'c', EgressPort.grpc({ number: 80 }));

    expect(complaintsOf(chart)).toEqual([`[chart/second] ${CLASH}`]);
  });

  test('must not be accepted where there is none', () => {
    const chart = newChart();
    declare(chart, 'first', 'demo', EgressPort.http());
    declare(chart, 'second', 'shop', EgressPort.http(), { acceptRisks: risks });

    expect(complaintsOf(chart)).toEqual(['[chart/second] acceptRisks has Risk.protocolConflict, a risk that this service does not take; remove it']);
  });

  test('is none on different ports, of different hosts, or in different meshes', () => {
    const app = new App();
    const [one, other] = [new Chart(app, 'one'), new Chart(app, 'other')];
    new IstioMesh(other, 'mesh', { version: IstioVersion.V1_31 });
    declare(one, 'first', 'demo', EgressPort.http());
    declare(one, 'port', 'shop', EgressPort.grpc());
    declare(one, 'host', 'shop', EgressPort.grpc({ number: 80 }), { hosts: ['b.com'] });
    declare(other, 'mesh-of-its-own', 'shop', EgressPort.grpc({ number: 80 }));

    expect(complaintsOf(one)).toEqual([]);
  });

  test('comes and goes with the mesh that is declared last', () => {
    const app = new App();
    const [one, other] = [new Chart(app, 'one'), new Chart(app, 'other')];
    declare(one, 'first', 'demo', EgressPort.http());
    declare(other, 'second', 'shop', EgressPort.grpc({ number: 80 }));
    expect(complaintsOf(one)).toHaveLength(1);

    new IstioMesh(other, 'mesh');

    expect(complaintsOf(one)).toEqual([]);
  });
});

test('several hosts are complained about one by one, each once', () => {
  const chart = newChart();
  declare(chart, 'first', 'demo', EgressPort.http(), { hosts: ['a.com', 'b.com', 'c.com'] });
  declare(chart, 'second', 'shop', EgressPort.grpc({ number: 80 }), { hosts: ['b.com', 'c.com', 'd.com'] });

  expect(complaintsOf(chart).map((line) => line.slice(0, 23))).toEqual(['[chart/second] b.com:80', '[chart/second] c.com:80']);
});

test('hosts are the same whatever their case, and with the dot of the root', () => {
  const chart = newChart();
  declare(chart, 'first', 'demo', EgressPort.http(), { hosts: ['api.a.com'] });
  declare(chart, 'second', 'shop', EgressPort.grpc({ number: 80 }), { hosts: ['API.a.com.'] });

  expect(complaintsOf(chart)).toEqual([expect.stringContaining('[chart/second] api.a.com:80 is declared with GRPC')]);
});

describe('a ServiceEntry that is no ExternalService', () => {
  const raw = (chart: Chart, spec: any) =>
    new ApiObject(chart, 'raw', { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { namespace: 'shop' }, spec });

  test('is refused beside a service with another protocol, with both paths', () => {
    const chart = newChart();
    raw(chart, { hosts: ['A.com'], ports: [{ number: 80, name: 'grpc', protocol: 'GRPC' }] });
    declare(chart, 'ours', 'demo', EgressPort.http());

    expect(complaintsOf(chart)).toEqual([expect.stringContaining('[chart/raw] a.com:80 is declared with GRPC here and with HTTP by chart/ours')]);
  });

  test('is taken into account by an acceptance', () => {
    const chart = newChart();
    raw(chart, { hosts: ['a.com'], ports: [{ number: 80, name: 'grpc', protocol: 'GRPC' }] });
    declare(chart, 'ours', 'demo', EgressPort.http(), { acceptRisks: [Risk.protocolConflict({ reason: 'no workload sees both' })] });

    expect(complaintsOf(chart)).toEqual([]);
  });

  test.each<[string, any]>([
    ['the same protocol', { hosts: ['a.com'], ports: [{ number: 80, name: 'http', protocol: 'http' }] }],
    ['another host', { hosts: ['b.com'], ports: [{ number: 80, name: 'grpc', protocol: 'GRPC' }] }],
    ['nothing that can be read', { hosts: 'a.com', ports: {} }],
    ['no spec', undefined],
  ])('with %s is left alone', (_what, spec) => {
    const chart = newChart();
    raw(chart, spec);
    declare(chart, 'ours', 'demo', EgressPort.http());

    expect(complaintsOf(chart)).toEqual([]);
  });

  test('is left alone beside another one, of which nobody here can change either', () => {
    const chart = newChart();
    raw(chart, { hosts: ['b.com'], ports: [{ number: 80, name: 'grpc', protocol: 'GRPC' }] });
    ExternalService.fromServiceEntryAttributes(chart, 'theirs', { name: 'b', namespace: 'demo', hosts: ['b.com'], ports: [EgressPort.http()] });

    expect(complaintsOf(chart)).toEqual([]);
  });
});
