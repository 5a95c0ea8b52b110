import { App, Chart } from 'cdk8s';
import {
  EgressPort, ExportTo, ExternalService, type ExternalServiceProps, IstioMesh, IstioVersion, Resolution, Risk,
} from '../../../src';
import { complaintsOf, newChart } from '../../helpers';

function declare(chart: Chart, id: string, namespace: string, port: EgressPort, props?: Partial<ExternalServiceProps>): ExternalService {
  return new ExternalService(chart, id, { metadata: { namespace }, hosts: ['a.com'], ports: [port], ...props });
}

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

describe('one host in several namespaces', () => {
  test('is allowed, and described', () => {
    const chart = newChart();
    const here = declare(chart, 'here', 'demo', EgressPort.http());
    declare(chart, 'there', 'shop', EgressPort.http());
    ExternalService.fromServiceEntryAttributes(chart, 'theirs', { name: 'a', namespace: 'platform', hosts: ['b.com', 'a.com'], ports: [] });
    declare(chart, 'elsewhere', 'other', EgressPort.http(), { hosts: ['b.com'] });

    expect(complaintsOf(chart)).toEqual([]);
    expect(here.describe()).toContain('chart/there declares a host of it in namespace shop too: '
      + 'a caller in the namespace of one of the two uses that one, with the ports of that one alone.');
    expect(here.describe()).toContain('chart/theirs declares a host of it in namespace platform too:');
    expect(here.describe()).not.toContain('chart/elsewhere');
  });

  test('is described as it stands: services come, go and move to other meshes', () => {
    const app = new App();
    const [one, other] = [new Chart(app, 'one'), new Chart(app, 'other')];
    const here = declare(one, 'here', 'demo', EgressPort.http());
    expect(here.describe()).not.toContain('too:');

    declare(one, 'there', 'shop', EgressPort.http());
    declare(other, 'far', 'platform', EgressPort.http());
    expect(here.describe()).toContain('one/there declares');
    expect(here.describe()).toContain('other/far declares');

    one.node.tryRemoveChild('there');
    new IstioMesh(other, 'mesh');
    expect(here.describe()).not.toContain('too:');
  });
});

test('several hosts are complained about one by one, each once', () => {
  const chart = newChart();
  declare(chart, 'first', 'demo', EgressPort.http(), { hosts: ['a.com', 'b.com', 'c.com'] });
  declare(chart, 'second', 'shop', EgressPort.grpc({ number: 80 }), { hosts: ['b.com', 'c.com', 'd.com'] });

  expect(complaintsOf(chart).map((line) => line.slice(0, 23))).toEqual(['[chart/second] b.com:80', '[chart/second] c.com:80']);
});
