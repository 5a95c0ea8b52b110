import { EgressPort, ExternalService, type ExternalServiceProps, IstioVersion } from '../../../src';
import { remarksOn } from '../../../src/path/waypoint/waypoint-remarks';
import { chartInMesh } from '../../helpers';

const SNI = 'The waypoint goes where the SNI says, and nothing makes a client name the host in it that it calls inside the TLS.';

function remarks(props: ExternalServiceProps): string[] {
  return remarksOn(new ExternalService(chartInMesh({ version: IstioVersion.V1_31 }, { namespace: 'shop' }), 'a', props));
}

test('of every service it is said what stops a call, and what does not', () => {
  expect(remarks({ hosts: ['a.com'], ports: [EgressPort.https()] })).toEqual([
    'ztunnel and waypoints do not look at exportTo: calls of workloads in every ambient namespace take this service, and only an AuthorizationPolicy for it stops them.',
    'Workloads with sidecars do not take the waypoint, nor does a call to an address that ztunnel does not know as one of the service; '
    + 'only a NetworkPolicy or a firewall stops that.',
  ]);
});

test.each<[string, EgressPort, boolean]>([['TLS', EgressPort.tls(), true], ['HTTP', EgressPort.http(), false]])(
  'of %s to a wildcard host it is said whether the name may be forged', (_what, port, may) => {
    expect(remarks({ hosts: ['*.a.com'], ports: [port] }).includes(SNI)).toBe(may);
  });
