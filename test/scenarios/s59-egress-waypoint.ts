import { DataPlane, EgressPort, EgressWaypoint, ExternalService, IstioMesh, IstioVersion } from 'cdk8s-istio-egress';
import { ambientNamespace } from './cluster';
import { type Scenario } from './scenario';

export const s59: Scenario = {
  name: 's59-egress-waypoint',
  achieves: 'calls of an ambient mesh leave by a waypoint in the namespace of their services',
  namespace: 'egress',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31, dataPlane: DataPlane.AMBIENT });
    const waypoint = new EgressWaypoint(chart, 'waypoint', { metadata: { name: 'waypoint' }, createNamespace: true });
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: waypoint });
    new ExternalService(chart, 'github', { hosts: ['github.com', 'api.github.com'], ports: [EgressPort.https()], via: waypoint });
    new ExternalService(chart, 'straight', { hosts: ['example.com'], ports: [EgressPort.https()] });
  },
  worlds: [
    {
      title: 'an ambient mesh',
      around: [ambientNamespace('shop')],
      calls: [],
      ambient: {
        bindings: {
          'egress/httpbin.org': 'egress/waypoint',
          'egress/github.com': 'egress/waypoint',
          'egress/api.github.com': 'egress/waypoint',
          'egress/example.com': 'none',
        },
        passages: {
          'egress/waypoint inbound-vip|80|http|httpbin.org': 'inbound-vip|80|http|httpbin.org at httpbin.org:80',
          'egress/waypoint inbound-vip|443|tcp|github.com': 'inbound-vip|443|tcp|github.com at github.com:443',
          'egress/waypoint inbound-vip|443|tcp|api.github.com': 'inbound-vip|443|tcp|api.github.com at api.github.com:443',
        },
      },
    },
  ],
};
