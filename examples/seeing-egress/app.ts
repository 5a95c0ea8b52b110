import { join } from 'path';
import { type App, Chart } from 'cdk8s';
import {
  DemoApp, DemoRequest, EgressApp, EgressLockdown, EgressMetricTag, EgressObservability, EgressPort, ExternalService, LockdownScope,
  MeshConfigTarget, ObservationScope, RuleTarget,
} from 'cdk8s-istio-egress';

/** The three states of the post, with somebody who looks. Each step is the program of the one before it, and one sentence more. */
export function build(outdir: string): App[] {
  const step = (name: string, ...sentences: ((chart: Chart) => void)[]) => {
    const app = new EgressApp({ outdir: join(outdir, name) });
    const chart = new Chart(app, name.replace(/^\d-/, ''), { namespace: 'backyards-demo' });

    const demo = new DemoApp(chart, 'demo');
    demo.notifications.request(DemoRequest.http('http://httpbin.org/get'));

    new EgressObservability(chart, 'seeing', {
      scope: ObservationScope.namespace(demo.namespace),
      metricTags: [EgressMetricTag.requestHost({ only: ['httpbin.org', 'www.httpbin.org'] }), EgressMetricTag.destinationAddress()],
      // It lies beside the manifests: Prometheus reads it, and kubectl must not.
      alerts: { target: RuleTarget.file(join(`${outdir}-rules`, `${name}.yaml`)) },
    });

    sentences.forEach((say) => say(chart));
    return app;
  };

  return [
    step('1-allowed'),
    step('2-restricted', restrict),
    step('3-declared', restrict, declare),
  ];
}

function restrict(chart: Chart): void {
  new EgressLockdown(chart, 'lockdown', {
    scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()),
  });
}

function declare(chart: Chart): void {
  new ExternalService(chart, 'httpbin', {
    metadata: { name: 'httpbin.org' },
    hosts: ['httpbin.org', 'www.httpbin.org'],
    ports: [EgressPort.http()],
  });
}
