import { DataPlane, EgressPort, EgressWaypoint, ExternalService, IstioMesh, IstioVersion } from 'cdk8s-istio-egress';
import { ambientNamespace } from './cluster';
import { type Scenario } from './scenario';

const WITHOUT_TLS = {
  'egress/waypoint inbound-vip|80|http|*.example.com': 'inbound-vip|80|http|*.example.com at the name in the call',
};

export const s63: Scenario = {
  name: 's63-wildcard-via-waypoint',
  achieves: 'every host of a domain is reached by a waypoint, which resolves the name in each call',
  namespace: 'egress',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31, dataPlane: DataPlane.AMBIENT, wildcardTlsAtWaypoints: true });
    const waypoint = new EgressWaypoint(chart, 'waypoint', { metadata: { name: 'waypoint' }, createNamespace: true });
    new ExternalService(chart, 'wildcard', {
      hosts: ['*.example.com'], ports: [EgressPort.http(), EgressPort.tls()], via: waypoint,
    });
  },
  worlds: [
    {
      title: 'an ambient mesh whose istiod has the flag',
      around: [ambientNamespace('shop')],
      calls: [],
      ambient: {
        wildcardTls: true,
        bindings: { 'egress/*.example.com': 'egress/waypoint' },
        passages: {
          ...WITHOUT_TLS,
          'egress/waypoint inbound-vip|443|tcp|*.example.com': 'inbound-vip|443|tcp|*.example.com at the name in the call',
        },
      },
    },
    {
      title: 'an ambient mesh whose istiod does not have the flag',
      around: [ambientNamespace('shop')],
      calls: [],
      ambient: { bindings: { 'egress/*.example.com': 'egress/waypoint' }, passages: WITHOUT_TLS },
    },
  ],
};
