import { DataPlane, EgressPort, EgressWaypoint, ExternalService, IstioMesh, IstioVersion, TlsOrigination } from 'cdk8s-istio-egress';
import { ambientNamespace } from './cluster';
import { type Scenario } from './scenario';

export const s61: Scenario = {
  name: 's61-tls-started-by-a-waypoint',
  achieves: 'applications of an ambient mesh speak HTTP, and a waypoint makes TLS of it',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31, dataPlane: DataPlane.AMBIENT });
    const waypoint = new EgressWaypoint(chart, 'waypoint', { metadata: { name: 'waypoint', namespace: 'egress' }, createNamespace: true });
    new ExternalService(chart, 'stripe', {
      hosts: ['api.stripe.com'], ports: [EgressPort.http({ tls: TlsOrigination.simple() })], via: waypoint,
    });
    new ExternalService(chart, 'clear', { hosts: ['neverssl.com'], ports: [EgressPort.http()], via: waypoint });
  },
  worlds: [{
    title: 'an ambient mesh',
    around: [ambientNamespace('shop')],
    calls: [],
    ambient: {
      bindings: { 'shop/api.stripe.com': 'egress/waypoint', 'shop/neverssl.com': 'egress/waypoint' },
      passages: {
        'egress/waypoint inbound-vip|80|http|api.stripe.com': 'inbound-vip|80|http|api.stripe.com at api.stripe.com:443 '
          + 'over TLS (SNI api.stripe.com, certificate for api.stripe.com, CAs file-root:system, client certificate none)',
        'egress/waypoint inbound-vip|80|http|neverssl.com': 'inbound-vip|80|http|neverssl.com at neverssl.com:80',
      },
    },
  }],
};
