import { GatewayHop } from '../../../../src';
import { ruleByPort, type SpokenPort, writtenRule } from '../../../../src/path/gateway/api/destination-rule';
import { newChart } from '../../../helpers';

test('a policy for each port, in their order, as they stand when it is written', () => {
  const ports: SpokenPort[] = [{ port: 443, hop: GatewayHop.PASSTHROUGH }];
  const rule = writtenRule({
    construct: newChart(),
    place: { namespace: 'edge', serviceName: 'out-istio', labels: {} },
    metadata: { name: 'out', namespace: 'edge', labels: { team: 'platform' } },
    serviceHost: () => 'out-istio.edge.svc.cluster.local',
    routed: () => [],
  }, () => ruleByPort('out-istio.edge.svc.cluster.local', ports));
  ports.push({ port: 80, hop: GatewayHop.ISTIO_MUTUAL });

  expect(rule.toJson()).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'out', namespace: 'edge', labels: { team: 'platform' } },
    spec: {
      host: 'out-istio.edge.svc.cluster.local',
      exportTo: ['*'],
      trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'ISTIO_MUTUAL' } }, { port: { number: 443 }, tls: { mode: 'DISABLE' } }] },
    },
  });
});
