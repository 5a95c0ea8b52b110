import * as kplus from 'cdk8s-plus-27';
import { EgressLockdown, LockdownScope, MeshConfigTarget, ProxyBypass } from 'cdk8s-istio-egress';
import { from } from './calls';
import { type Scenario } from './scenario';

export const s07: Scenario = {
  name: 's07-around-the-proxy',
  achieves: 'one workload calls a range of addresses around its proxy, and nobody else does',
  chapter: 'the-post',
  define: (chart) => {
    const etl = new kplus.Deployment(chart, 'etl', {
      metadata: { name: 'etl' },
      containers: [{ image: 'example.com/etl:1', portNumber: 8080 }],
    });
    ProxyBypass.on(etl, { excludeOutboundCidrs: ['10.20.0.0/16'], reason: 'bulk copy, measured' });
    new EgressLockdown(chart, 'policy', { scope: LockdownScope.mesh(MeshConfigTarget.stockConfigMap()) });
  },
  worlds: [{
    // What the bypass itself does is decided by the rules in the pod, before any proxy; what goes through one is locked.
    title: 'calls that go through a proxy',
    calls: [
      from('shop').dial('10.20.0.1', 5432).isClosed(),
      from('shop').http('httpbin.org').isClosed(),
      from('warehouse').dial('10.20.0.1', 5432).isClosed(),
    ],
  }],
};
