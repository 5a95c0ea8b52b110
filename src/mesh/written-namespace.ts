import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { AppView } from '../app/final-checks';
import { DataPlane } from './data-plane';
import { type IIstioMesh, IstioMesh } from './istio-mesh';
import { declaredDataPlane } from './namespace-data-plane';
import { ObjectNames } from './object-names';

const INJECTION = 'istio-injection';
const MEMBERSHIP_LABELS = [INJECTION, 'istio.io/rev', 'istio.io/dataplane-mode'];

/** What a Namespace is to the mesh of its scope. */
export interface NamespaceRole {
  /** One label at most: a namespace with several would be injected by one rule and left alone by another. */
  labels(mesh: IIstioMesh): Record<string, string>;
}

/** Pods get proxies of the mesh, of the kind that the mesh has in this namespace. */
export function memberOfMesh(name: string): NamespaceRole {
  return {
    labels: (mesh) => (declaredDataPlane(name, mesh) ?? mesh.dataPlane) === DataPlane.AMBIENT ? { 'istio.io/dataplane-mode': 'ambient' } : INJECTED.labels(mesh),
  };
}

/** Pods that ask for it get a proxy. */
export const INJECTED: NamespaceRole = {
  labels: ({ revision }): Record<string, string> => revision === undefined ? { [INJECTION]: 'enabled' } : { 'istio.io/rev': revision },
};

/** Pods come with a proxy. */
export const NOT_INJECTED: NamespaceRole = { labels: () => ({ [INJECTION]: 'disabled' }) };

/** Pods are part of an ambient mesh. */
export const AMBIENT: NamespaceRole = { labels: () => ({ 'istio.io/dataplane-mode': 'ambient' }) };

/**
 * Writes a Namespace, as a child of what lies in it. To be called before the objects are made that could not be applied without it.
 * The mesh may be declared after it.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy
 */
export function writeNamespace(scope: Construct, name: string, role: NamespaceRole): void {
  const atSynthesis = (label: string) => Lazy.any({ produce: () => role.labels(IstioMesh.of(scope))[label] });
  const namespace = new ApiObject(scope, 'Namespace', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: Object.fromEntries(MEMBERSHIP_LABELS.map((label) => [label, atSynthesis(label)])) },
  });
  // cdk8s puts the namespace of the chart on every object, but a Namespace lies in none.
  if (namespace.metadata.namespace) namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  ObjectNames.of(scope).add(namespace, scope);
}

/**
 * Why pods in a namespace would get no proxy, though they ask for one, as far as the app writes the Namespace. The label of the namespace
 * has the last word, and every value but one switches injection off.
 */
export function uninjected(name: string, mesh: IIstioMesh, app: AppView): string[] {
  const written = app.objects('Namespace').filter((object) => object.name === name && IstioMesh.of(object) === mesh);
  const labelled = written.map((object) => ({ object, label: object.toJson().metadata.labels?.[INJECTION] }));
  const off = labelled.filter(({ label }) => label !== undefined && label !== 'enabled');
  // Of two for one namespace somebody else complains.
  if (off.length === 0 || off.length < labelled.length) return [];
  const [{ object, label }] = off;
  const [[key, value]] = Object.entries(INJECTED.labels(mesh));
  return [`Namespace ${object.node.path} has label ${INJECTION}: ${label}, and Istio gives no proxy to pods there, whatever they ask for; label it ${key}: ${value} instead, `
    + 'as createNamespace: true here would, or use another namespace'];
}
