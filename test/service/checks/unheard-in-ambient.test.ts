import { Duration } from 'cdk8s';
import { DataPlane, EgressPort, ExportTo, ExternalService, type ExternalServiceProps, IstioVersion } from '../../../src';
import { chartInMesh, complaintsOf } from '../../helpers';

function complaintsAbout(props: Partial<ExternalServiceProps>, dataPlane = DataPlane.AMBIENT): string[] {
  const chart = chartInMesh({ version: IstioVersion.V1_31, dataPlane }, { namespace: 'shop' });
  new ExternalService(chart, 'api', { hosts: ['api.example.com'], ports: [EgressPort.http()], ...props });
  return complaintsOf(chart);
}

function unheard(kinds: string): string[] {
  return [`[chart/api] its ${kinds} would have no effect in namespace shop, whose data plane is ambient: ztunnel reads none; `
    + "take a way through a waypoint, or name the waypoint that there is in metadata.labels['istio.io/use-waypoint']"];
}

test('ztunnel hears nothing of it', () => {
  expect(complaintsAbout({ timeout: Duration.seconds(3) })).toEqual(unheard('VirtualService'));
  expect(complaintsAbout({ timeout: Duration.seconds(3), outlierDetection: {} })).toEqual(unheard('VirtualService and DestinationRule'));
  expect(complaintsAbout({ outlierDetection: {}, exportTo: ExportTo.namespaces('shop') })).toEqual(unheard('DestinationRule'));
});

test('a sidecar does', () => {
  expect(complaintsAbout({ timeout: Duration.seconds(3) }, DataPlane.SIDECAR)).toEqual([]);
});

test.each<[string, Partial<ExternalServiceProps>]>([
  ['a waypoint does', { timeout: Duration.seconds(3), metadata: { labels: { 'istio.io/use-waypoint': 'egress' } } }],
  ['callers elsewhere may have sidecars', { timeout: Duration.seconds(3), exportTo: ExportTo.namespaces('.', 'billing') }],
  ['callers everywhere may have sidecars', { timeout: Duration.seconds(3), exportTo: ExportTo.MESH_DEFAULT }],
  ['nothing is said', {}],
])('%s', (_what, props) => {
  expect(complaintsAbout(props)).toEqual([]);
});
