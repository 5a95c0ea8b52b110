import { Duration } from 'cdk8s';
import { DataPlane, EgressPort, EgressWaypoint, ExternalService, IstioMesh, IstioVersion } from 'cdk8s-istio-egress';
import { ambientNamespace } from './cluster';
import { type Scenario } from './scenario';

const AROUND = [ambientNamespace('shop'), ambientNamespace('warehouse')];

export const s62: Scenario = {
  name: 's62-central-waypoint',
  achieves: 'services of several namespaces leave by one waypoint, in a namespace of its own',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31, dataPlane: DataPlane.AMBIENT });
    const waypoint = new EgressWaypoint(chart, 'waypoint', { metadata: { name: 'waypoint', namespace: 'egress' }, createNamespace: true });
    new ExternalService(chart, 'stripe', {
      hosts: ['api.stripe.com'], ports: [EgressPort.http(), EgressPort.https()], timeout: Duration.seconds(3), via: waypoint,
    });
    new ExternalService(chart, 'carrier', {
      metadata: { namespace: 'warehouse' }, hosts: ['track.carrier.example'], ports: [EgressPort.tcp(9000)], via: waypoint,
    });
  },
  worlds: [
    {
      title: 'an ambient mesh',
      around: AROUND,
      calls: [],
      ambient: {
        bindings: { 'shop/api.stripe.com': 'egress/waypoint', 'warehouse/track.carrier.example': 'egress/waypoint' },
        passages: {
          'egress/waypoint inbound-vip|80|http|api.stripe.com': 'inbound-vip|80|http|api.stripe.com at api.stripe.com:80 within 3 s',
          'egress/waypoint inbound-vip|443|tcp|api.stripe.com': 'inbound-vip|443|tcp|api.stripe.com at api.stripe.com:443',
          'egress/waypoint inbound-vip|9000|tcp|track.carrier.example': 'inbound-vip|9000|tcp|track.carrier.example at track.carrier.example:9000',
        },
      },
    },
    {
      title: 'somebody uses the waypoint from a namespace that it does not allow',
      around: [...AROUND, {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        metadata: {
          name: 'stranger', namespace: 'finance', labels: { 'istio.io/use-waypoint': 'waypoint', 'istio.io/use-waypoint-namespace': 'egress' },
        },
        spec: { hosts: ['stranger.example'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }], resolution: 'DNS' },
      }],
      calls: [],
      ambient: {
        bindings: {
          'shop/api.stripe.com': 'egress/waypoint',
          'warehouse/track.carrier.example': 'egress/waypoint',
          'finance/stranger.example': 'none: AttachmentDenied',
        },
        passages: {
          'egress/waypoint inbound-vip|80|http|api.stripe.com': 'inbound-vip|80|http|api.stripe.com at api.stripe.com:80 within 3 s',
          'egress/waypoint inbound-vip|443|tcp|api.stripe.com': 'inbound-vip|443|tcp|api.stripe.com at api.stripe.com:443',
          'egress/waypoint inbound-vip|9000|tcp|track.carrier.example': 'inbound-vip|9000|tcp|track.carrier.example at track.carrier.example:9000',
        },
      },
    },
  ],
  messages: [
    { code: 'IST0134', about: 'carrier', reason: 'analyze does not see the address that istiod allocates, by which ztunnel knows the service' },
  ],
};
