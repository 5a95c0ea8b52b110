import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { DataPlane } from '../mesh/data-plane';
import { type IIstioMesh, IstioMesh } from '../mesh/istio-mesh';
import { declaredDataPlane } from '../mesh/namespace-data-plane';

const MEMBERSHIP_LABELS = ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'];

/**
 * A Namespace that belongs to the mesh of its scope. The mesh may be declared after it.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy
 */
export function demoNamespace(scope: Construct, name: string): ApiObject {
  const atSynthesis = (label: string) => Lazy.any({ produce: () => membershipOf(name, IstioMesh.of(scope))[label] });
  const namespace = new ApiObject(scope, 'Namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: Object.fromEntries(MEMBERSHIP_LABELS.map((label) => [label, atSynthesis(label)])) },
  });
  // cdk8s puts the namespace of the chart on every object, but a Namespace lies in none.
  if (namespace.metadata.namespace) namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return namespace;
}

/** One label: a namespace with several would be injected by one rule and left alone by another. */
function membershipOf(namespace: string, mesh: IIstioMesh): Record<string, string> {
  if ((declaredDataPlane(namespace, mesh) ?? mesh.dataPlane) === DataPlane.AMBIENT) return { 'istio.io/dataplane-mode': 'ambient' };
  return mesh.revision ? { 'istio.io/rev': mesh.revision } : { 'istio-injection': 'enabled' };
}
