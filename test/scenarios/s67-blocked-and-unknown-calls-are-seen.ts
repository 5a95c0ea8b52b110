import {
  EgressLockdown, EgressMetricTag, EgressObservability, EgressPort, ExternalService, LockdownScope, MeshConfigTarget, ObservationScope,
  RuleTarget,
} from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s67: Scenario = {
  name: 's67-blocked-and-unknown-calls-are-seen',
  achieves: 'access logs, metrics and alerts of what is blocked, unknown or failed, for the whole mesh',
  chapter: 'seeing',
  define: (chart) => {
    new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()] });
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) });
    new EgressObservability(chart, 'seeing', {
      scope: ObservationScope.mesh(),
      metricTags: [EgressMetricTag.requestHost(), EgressMetricTag.destinationAddress({ only: ['198.51.100.20:5432'] })],
      alerts: { target: RuleTarget.prometheusRule({ metadata: { namespace: 'monitoring', labels: { release: 'prometheus' } } }) },
      dashboard: { metadata: { namespace: 'monitoring' } },
    });
  },
  worlds: [{
    title: 'a stock mesh',
    calls: [
      shop.http('httpbin.org').reaches('outbound|80||httpbin.org', 'httpbin.org:80'),
      shop.http('example.com').isRefused(),
      shop.tls('httpbin.org').isClosed(),
      warehouse.http('httpbin.org').isClosed(),
      warehouse.dial('198.51.100.20', 5432).isClosed(),
    ],
  }],
};
