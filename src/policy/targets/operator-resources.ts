import { ApiObject, JsonPatch } from 'cdk8s';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import { IstioVersion } from '../../mesh/istio-version';
import { ObjectNames } from '../../mesh/object-names';
import { quote, refusal } from '../../app/refusal';
import { mustBeInChart, mustBeObjectName } from '../../app/kubernetes-names';
import { KEPT_BY_GITOPS } from './kept-by-gitops';
import type { MeshPolicy, Target } from './target';

/** The custom resource from which an operator installs Istio, and where the policy stands in it. */
interface OperatorResource {
  readonly sentence: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Namespace of the resource; undefined for one of the whole cluster. */
  namespace?(mesh: IIstioMesh): string;
  spec(outboundTrafficPolicy: object): object;
  /** The newest Istio the operator installs; undefined where there is no end. */
  readonly upTo?: IstioVersion;
}

export function sailIstio(name: string): Target {
  return operatorResource({
    sentence: `MeshConfigTarget.sailIstio(${quote(name)})`,
    apiVersion: 'sailoperator.io/v1',
    kind: 'Istio',
    name,
    spec: (outboundTrafficPolicy) => ({ values: { meshConfig: { outboundTrafficPolicy } } }),
  });
}

export function istioControlPlane(name: string): Target {
  return operatorResource({
    sentence: `MeshConfigTarget.istioControlPlane(${quote(name)})`,
    apiVersion: 'servicemesh.cisco.com/v1alpha1',
    kind: 'IstioControlPlane',
    name,
    namespace: (mesh) => mesh.rootNamespace,
    spec: (outboundTrafficPolicy) => ({ meshConfig: { outboundTrafficPolicy } }),
    upTo: IstioVersion.of('1.17'),
  });
}

export function banzaiIstio(name: string): Target {
  return operatorResource({
    sentence: `MeshConfigTarget.banzaiIstio(${quote(name)})`,
    apiVersion: 'istio.banzaicloud.io/v1beta1',
    kind: 'Istio',
    name,
    namespace: (mesh) => mesh.rootNamespace,
    spec: (outboundTrafficPolicy) => ({ outboundTrafficPolicy }),
    upTo: IstioVersion.of('1.10'),
  });
}

function operatorResource(resource: OperatorResource): Target {
  return {
    sentence: resource.sentence,
    write: (policy) => {
      mustBeObjectName(policy.lockdown, resource.sentence, resource.name);
      mustInstall(resource, policy);
      mustBeInChart(policy.lockdown);
      const object = new ApiObject(policy.lockdown, resource.kind, {
        apiVersion: resource.apiVersion,
        kind: resource.kind,
        metadata: { name: resource.name, namespace: resource.namespace?.(policy.mesh), annotations: KEPT_BY_GITOPS },
        spec: resource.spec({ mode: policy.mode }),
      });
      if (!resource.namespace && object.metadata.namespace) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
      ObjectNames.of(policy.lockdown).add(object);
      return {
        weaknesses: [
          `It is one field of the ${resource.apiVersion} ${resource.kind} '${resource.name}', to be applied server-side; its operator then changes the mesh.`,
          `'kubectl delete -f' of it takes the whole ${resource.kind} '${resource.name}' away, and the installation with it.`,
        ],
      };
    },
  };
}

/** A mesh that nobody declared may be of any version, also of one that such an operator installs. */
function mustInstall({ sentence, upTo }: OperatorResource, { lockdown, mesh }: MeshPolicy): void {
  if (!upTo || !(mesh instanceof IstioMesh) || upTo.isAtLeast(mesh.version)) return;
  throw refusal(lockdown, `${sentence} is for Istio up to ${upTo}, the newest that its operator installs, and this mesh is ${mesh.version}; `
    + 'use the target of the operator that installed it');
}
