import type { Construct, IConstruct } from 'constructs';
import { DataPlane } from '../../mesh/data-plane';
import { type AppView, isInTree } from '../../app/final-checks';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import { dataPlaneOfNamespace } from '../../mesh/namespace-data-plane';
import { quote, refusal } from '../../app/refusal';
import { nameOf } from '../../service/importable';
import type { BoundScope } from '../bound-scope';
import type { MeshConfigTarget } from '../mesh-config-target';
import { ALLOW_ANY_DYNAMIC_DNS_SINCE, OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { Sidecars } from '../sidecar/sidecars';

/** Every workload of the mesh. */
export function bindMesh(lockdown: Construct, mode: OutboundTrafficPolicyMode, target: MeshConfigTarget): BoundScope {
  if (typeof target?._write !== 'function') {
    throw refusal(lockdown, `LockdownScope.mesh(${quote(target)}): that is not a place for the policy; name one, such as MeshConfigTarget.stockConfigMap()`);
  }
  const mesh = IstioMesh._fixedFor(lockdown);
  if (mode === OutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS && !mesh.version.isAtLeast(ALLOW_ANY_DYNAMIC_DNS_SINCE)) {
    throw refusal(lockdown, `mode ${mode} needs Istio ${ALLOW_ANY_DYNAMIC_DNS_SINCE}, and this mesh is taken for ${mesh.version}; `
      + 'use REGISTRY_ONLY or ALLOW_ANY, or declare the version with new IstioMesh()');
  }
  mustAgree({ lockdown, mode });
  const written = target._write({ lockdown, mesh, mode });
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
    lets: () => true,
    exemptions: (app) => Sidecars.of(lockdown).exemptions(app, mesh),
    covers: () => true,
    isWhollyAmbient: (app) => mesh.dataPlane === DataPlane.AMBIENT
      && knownNamespaces(mesh, app).every((namespace) => dataPlaneOfNamespace(namespace, mesh, app) === DataPlane.AMBIENT),
    ambientNamespaces: (app) => knownNamespaces(mesh, app)
      .filter((namespace) => dataPlaneOfNamespace(namespace, mesh, app) === DataPlane.AMBIENT),
  };
}

/** The namespaces of a mesh that the program speaks of. */
function knownNamespaces(mesh: IIstioMesh, app: AppView): string[] {
  const ofApp = app.objects('Namespace').filter((object) => IstioMesh.of(object) === mesh).map(({ name }) => name);
  return [...new Set([...Object.keys(mesh.namespaceDataPlanes), ...ofApp])].sort();
}

/** A lockdown of a whole mesh. */
interface MeshLockdown {
  readonly lockdown: Construct;
  readonly mode: OutboundTrafficPolicyMode;
}

const MESH_LOCKDOWNS = Symbol.for('cdk8s-istio-egress.MeshLockdowns');

/** Two places may store the policy of a mesh, and no one can say which of two policies is meant. */
function mustAgree({ lockdown, mode }: MeshLockdown): void {
  const root = lockdown.node.root as IConstruct & { [MESH_LOCKDOWNS]?: MeshLockdown[] };
  root[MESH_LOCKDOWNS] ??= [];
  const mesh = IstioMesh.of(lockdown);
  const other = root[MESH_LOCKDOWNS]
    .find((earlier) => earlier.mode !== mode && IstioMesh.of(earlier.lockdown) === mesh && isInTree(earlier.lockdown));
  if (other) {
    throw refusal(lockdown, `mode ${mode} contradicts ${other.mode}, which ${other.lockdown.node.path} says for the mesh; say one mode, or lock a namespace`);
  }
  root[MESH_LOCKDOWNS].push({ lockdown, mode });
}
