import type { KubernetesListener } from '../istio/spec-gateway-api';

/** The label that Kubernetes gives every namespace. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Which namespaces may use a listener; undefined for its own alone, which is what the Gateway API assumes. */
export function allowedRoutesOf(namespaces: string[], own: string): KubernetesListener['allowedRoutes'] {
  if (namespaces.includes('*')) return { namespaces: { from: 'All' } };
  const values = [...new Set([own, ...namespaces])].sort();
  if (values.length === 1) return undefined;
  return { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values }] } } };
}
