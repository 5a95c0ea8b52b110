import { isObjectName } from '../../../app/kubernetes-names';
import { quote } from '../../../app/refusal';
import { instanceOf, misfitsOf, objectOf, optional, type Shape } from '../../../app/shape';
import { Workloads } from '../../../mesh/workloads';

/** What a proxy fetches from istiod by `credentialName`. */
export interface Credential {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  /** The only workloads whose sidecars fetch it, where sidecars do. */
  readonly workloads?: Workloads;
  /** Who may fetch it: a Secret with a key is not for everybody. Undefined where there is no key in it. */
  readonly keyReader?: KeyReader;
}

/** The service account of the workloads that fetch a key; where it has no name, it is that of the workloads. */
export interface KeyReader {
  readonly serviceAccount?: string;
}

const WORKLOADS = optional(instanceOf(Workloads, 'Workloads.of(deployment)'));

/** @throws for what is no object of options; what is misspelt in it would silently mean nothing */
export function mustBeOptions(factory: string, options: unknown, fields: Record<string, Shape> = {}): void {
  const misfits = misfitsOf(objectOf({ workloads: WORKLOADS, ...fields }, '{ workloads: Workloads.of(deployment) }'), 'options', options);
  if (misfits.length > 0) throw new Error(misfits.map((misfit) => `${factory}: ${misfit}`).join('\n'));
}

/** @throws for a text that is no path of a file; an empty one would mean the CAs of the operating system to Istio */
export function mustBeFile(factory: string, parameter: string, path: unknown): void {
  if (typeof path === 'string' && /^\/.*[^/]$/.test(path)) return;
  throw new Error(`${factory}: ${parameter} ${quote(path)} is not the absolute path of a file; write one, such as '/etc/partner/ca.crt'`);
}

/** @throws for a name that Kubernetes does not allow; prefixes such as `kubernetes://` are for Istio's own use */
export function mustBeSecretName(factory: string, what: string, name: unknown): void {
  if (isObjectName(name)) return;
  throw new Error(`${factory}: ${quote(name)} is not a name Kubernetes allows for ${what}; use at most 253 lower case letters, digits, '-' and '.'`);
}
