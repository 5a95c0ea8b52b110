import { type App, Chart } from 'cdk8s';
import { EgressApp, EgressLockdown, EgressPort, ExportTo, ExternalService, LockdownScope, MeshConfigTarget, ProxyBypass } from 'cdk8s-istio-egress';

/** A mesh that was installed with the istiod chart: its policy is a value of that chart. */
export function build(outdir: string): App[] {
  const app = new EgressApp({ outdir });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ExternalService(shop, 'stripe', {
    hosts: ['api.stripe.com'],
    ports: [EgressPort.https()],
  });

  const everybody = new Chart(app, 'everybody', { namespace: 'istio-system' });
  new ExternalService(everybody, 'github', {
    hosts: ['github.com', 'api.github.com'],
    ports: [EgressPort.https()],
    exportTo: ExportTo.ALL_NAMESPACES,
  });

  // One file for both. It lies beside the manifests, because kubectl reads everything in their folder.
  const valuesFile = `${outdir}-values/istiod.yaml`;
  new EgressLockdown(app, 'lockdown', {
    scope: LockdownScope.mesh(MeshConfigTarget.helmValues(valuesFile)),
  });
  ProxyBypass.meshWide(app, {
    valuesFile,
    excludeOutboundCidrs: ['169.254.169.254/32'],
    reason: 'instance metadata of the cloud, an address of the node itself',
  });

  return [app];
}
