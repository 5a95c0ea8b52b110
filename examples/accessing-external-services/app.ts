import { join } from 'path';
import { App, Chart } from 'cdk8s';
import {
  DemoApp, DemoRequest, EgressLockdown, EgressPort, ExternalService, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode,
  ProxyBypass,
} from 'cdk8s-istio-egress';

/** The steps of the post, one App each, in the order they are applied: each changes the cluster that the one before it left. */
export function build(outdir: string): App[] {
  const step = (name: string, define: (chart: Chart) => void) => {
    const app = new App({ outdir: join(outdir, name) });
    define(new Chart(app, name.replace(/^\d-/, ''), { namespace: 'backyards-demo' }));
    return app;
  };

  return [
    // backyards install -a --run-demo
    step('1-demo-app', (chart) => {
      new DemoApp(chart, 'demo');
    }),

    // backyards istio outbound-traffic-policy allowed
    step('2-allowed', (chart) => {
      new EgressLockdown(chart, 'policy', {
        scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()),
        mode: OutboundTrafficPolicyMode.ALLOW_ANY,
      });
    }),

    // kubectl set env deployment/notifications-v1 'REQUESTS=http://httpbin.org/get#1'
    step('3-calling-out', (chart) => {
      callingOut(chart);
    }),

    // backyards istio outbound-traffic-policy restricted
    step('4-restricted', (chart) => {
      new EgressLockdown(chart, 'policy', {
        scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()),
      });
    }),

    // kubectl apply -f - <<EOF ... kind: ServiceEntry ... EOF
    step('5-external-service', (chart) => {
      new ExternalService(chart, 'httpbin', {
        metadata: { name: 'httpbin.org' },
        hosts: ['httpbin.org', 'www.httpbin.org'],
        ports: [EgressPort.http()],
      });
    }),

    // The third way, which the post discourages.
    step('6-bypass', (chart) => {
      const demo = callingOut(chart);
      ProxyBypass.on(demo.notifications.deployment, {
        excludeOutboundCidrs: ['198.51.100.0/24'],
        reason: 'bulk copies to the archive, measured',
      });
    }),
  ];
}

function callingOut(chart: Chart): DemoApp {
  const demo = new DemoApp(chart, 'demo');
  demo.notifications.request(DemoRequest.http('http://httpbin.org/get'));
  return demo;
}
