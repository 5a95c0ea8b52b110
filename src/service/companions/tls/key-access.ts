import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ObjectNames } from '../../../mesh/object-names';
import type { EgressPort } from '../../values/egress-port';
import type { RoutedService } from '../routed-service';
import { holdersOf } from './tls-policy';

const API_GROUP = 'rbac.authorization.k8s.io';

/** The service accounts of the workloads whose sidecars fetch a key; undefined for one that nobody has named. */
export function keyReaders({ ports }: { readonly ports: EgressPort[] }): (string | undefined)[] {
  const accounts = ports.flatMap(({ tlsOrigination: tls }) => {
    const { keyReader, workloads } = tls?._credential ?? {};
    return keyReader && workloads ? [keyReader.serviceAccount ?? workloads._serviceAccount] : [];
  });
  return [...new Set(accounts)];
}

/**
 * The objects that allow sidecars to have the keys they present.
 *
 * @returns the Role and the RoleBinding; nothing where no sidecar fetches a key
 */
export function grantKeys(service: RoutedService): ApiObject[] {
  const serviceAccounts = keyReaders(service).filter((account) => account !== undefined);
  return serviceAccounts.length === 0 ? [] : grantKeysTo(service, { namespace: holdersOf(service)?.namespace, serviceAccounts });
}

/** What the permission is, for a person. */
export function grantSentences(service: RoutedService): string[] {
  return [`Service account ${keyReaders(service).join(', ')} may list every Secret of namespace ${service.namespace}, without which its proxies get no key.`];
}

/** Whose proxies are to have keys. */
export interface KeyHolders {
  readonly namespace?: string;
  readonly serviceAccounts: string[];
  /** Name of the objects; cdk8s makes one where there is none. */
  readonly name?: string;
}

/**
 * The Role and the RoleBinding by which proxies get keys.
 *
 * istiod gives a key to a proxy whose service account may list all Secrets of the namespace; a permission for one Secret does not do.
 */
export function grantKeysTo(scope: Construct, { namespace, serviceAccounts, name }: KeyHolders): ApiObject[] {
  const role = new ApiObject(scope, 'Role', {
    apiVersion: `${API_GROUP}/v1`,
    kind: 'Role',
    metadata: name === undefined ? { namespace } : { name, namespace },
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }],
  });
  const binding = new ApiObject(scope, 'RoleBinding', {
    apiVersion: `${API_GROUP}/v1`,
    kind: 'RoleBinding',
    metadata: name === undefined ? { namespace } : { name, namespace },
    roleRef: { apiGroup: API_GROUP, kind: 'Role', name: role.name },
    subjects: serviceAccounts.map((account) => ({ kind: 'ServiceAccount', name: account, namespace })),
  });
  binding.addDependency(role);
  for (const object of [role, binding]) ObjectNames.of(scope).add(object);
  return [role, binding];
}
