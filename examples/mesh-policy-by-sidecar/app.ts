import { App, Chart } from 'cdk8s';
import { ClusterServices, EgressLockdown, EgressPort, ExternalService, LockdownScope, MeshConfigTarget, Workloads } from 'cdk8s-istio-egress';

/** A mesh whose config belongs to somebody else: Sidecars alone say who may leave. */
export function build(outdir: string): App[] {
  const app = new App({ outdir });

  const egress = new Chart(app, 'external-services', { namespace: 'egress' });
  const sentry = new ExternalService(egress, 'sentry', {
    hosts: ['sentry.example.com'],
    ports: [EgressPort.https()],
  });
  const stripe = new ExternalService(egress, 'stripe', {
    hosts: ['api.stripe.com'],
    ports: [EgressPort.https()],
  });

  const policy = new Chart(app, 'policy');
  policy.addDependency(egress);

  // The mesh: every pod without a Sidecar of its own or of its namespace.
  new EgressLockdown(policy, 'mesh', {
    scope: LockdownScope.mesh(MeshConfigTarget.rootSidecar()),
  });

  // Namespace shop: its own services, those of namespace payments, and one external service.
  new EgressLockdown(policy, 'shop', {
    scope: LockdownScope.namespace('shop', { allow: [ClusterServices.inNamespace('payments'), sentry] }),
  });

  // The checkout pods in it: the same, and one external service more.
  new EgressLockdown(policy, 'checkout', {
    scope: LockdownScope.workloads(Workloads.select({ namespace: 'shop', labels: { app: 'checkout' } }), { allow: [stripe] }),
  });

  return [app];
}
