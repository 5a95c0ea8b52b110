import { ConnectStrategy, EgressPort, ExternalService, IstioMesh, IstioVersion } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

export const s38: Scenario = {
  name: 's38-race-to-the-first-address',
  achieves: 'a name with several addresses is called at the one that answers first',
  define: (chart) => {
    new IstioMesh(chart, 'mesh', { version: IstioVersion.V1_31 });
    new ExternalService(chart, 'api', {
      hosts: ['api.example.com'],
      ports: [EgressPort.https()],
      connectStrategy: ConnectStrategy.RACE_FIRST_TCP_CONNECT,
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      from('shop').tls('api.example.com').reaches('outbound|443||api.example.com', 'api.example.com:443'),
      from('shop').tls('example.com').isClosed(),
      from('warehouse').tls('api.example.com').isClosed(),
    ],
  }],
};
