import type { Construct } from 'constructs';
import { DataPlane } from '../../mesh/data-plane';
import { IstioMesh } from '../../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../../mesh/namespace-data-plane';
import { refusal } from '../../mesh/refusal';
import { nameOf } from '../../service/importable';
import type { BoundScope } from '../bound-scope';
import type { MeshConfigTarget } from '../mesh-config-target';
import { ALLOW_ANY_DYNAMIC_DNS_SINCE, OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';

/** Every workload of the mesh. */
export function bindMesh(lockdown: Construct, mode: OutboundTrafficPolicyMode, target: MeshConfigTarget): BoundScope {
  const mesh = IstioMesh._fixedFor(lockdown);
  if (mode === OutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS && !mesh.version.isAtLeast(ALLOW_ANY_DYNAMIC_DNS_SINCE)) {
    throw refusal(lockdown, `mode ${mode} needs Istio ${ALLOW_ANY_DYNAMIC_DNS_SINCE}, and this mesh is taken for ${mesh.version}; `
      + 'use REGISTRY_ONLY or ALLOW_ANY, or declare the version with new IstioMesh()');
  }
  const written = target._write({ lockdown, mesh, mode });
  const namespaces = Object.keys(mesh.namespaceDataPlanes);
  return {
    what: 'the mesh',
    weaknesses: [...written.weaknesses, 'Gateways, and pods without a sidecar, are under no outbound traffic policy.'],
    get files() {
      return written.file ? [written.file()] : [];
    },
    allow: (importable) => {
      throw refusal(lockdown, `allow(${nameOf(importable)}) means nothing for the whole mesh, where every workload may call every service that it sees; `
        + 'declare the service, or lock a namespace: LockdownScope.namespace()');
    },
    covers: () => true,
    isWhollyAmbient: (app) => mesh.dataPlane === DataPlane.AMBIENT
      && [...namespaces, ...app.objects('Namespace').map(({ name }) => name)]
        .every((namespace) => dataPlaneOfNamespace(namespace, mesh, app) === DataPlane.AMBIENT),
    ambientNamespaces: (app) => [...new Set([...namespaces, ...app.objects('Namespace').map(({ name }) => name)])]
      .filter((namespace) => dataPlaneOfNamespace(namespace, mesh, app) === DataPlane.AMBIENT).sort(),
  };
}
