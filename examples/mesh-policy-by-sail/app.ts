import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { EgressLockdown, EgressPort, ExternalService, LockdownScope, MeshConfigTarget } from 'cdk8s-istio-egress';

/** A mesh that the Sail operator (also OpenShift Service Mesh 3) installs: its policy is a field of the resource `Istio`. */
export function build(outdir: string): App[] {
  const services = new App({ outdir: join(outdir, '1-services') });
  new ExternalService(new Chart(services, 'shop', { namespace: 'shop' }), 'stripe', {
    hosts: ['api.stripe.com'],
    ports: [EgressPort.https()],
  });

  // A step of its own, because it is applied in another way: server-side, on top of what the operator's owner wrote.
  const lockdown = new App({ outdir: join(outdir, '2-lockdown') });
  new EgressLockdown(new Chart(lockdown, 'mesh'), 'lockdown', {
    scope: LockdownScope.mesh(MeshConfigTarget.sailIstio('default')),
  });

  return [services, lockdown];
}
