import type { Construct } from 'constructs';
import { quote, refusal } from '../../app/refusal';
import { listOf, optional, plain } from '../../app/shape';
import { addConsumer } from '../../service/consumers';
import type { IImportable } from '../../service/importable';
import type { CompiledSidecar } from '../sidecar/compiled-sidecar';
import type { EgressListener } from '../egress-listener';
import { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';

/** What a lockdown by Sidecar says. */
export interface SidecarLockdown {
  readonly lockdown: Construct;
  readonly mode: OutboundTrafficPolicyMode;
  readonly sidecar: CompiledSidecar;
  readonly repeatsNamespace: boolean;
}

/** A mode that only the mesh config knows cannot be said in a Sidecar. */
export function refuseMeshOnlyMode(lockdown: Construct, mode: OutboundTrafficPolicyMode): void {
  if (mode !== OutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS) return;
  throw refusal(lockdown, `mode ${mode} is for a whole mesh: Istio does not take it in a Sidecar; use LockdownScope.mesh(), or mode REGISTRY_ONLY or ALLOW_ANY`);
}

const SERVICE = plain('a service', 'an ExternalService, or ClusterServices for services of the cluster',
  (value) => typeof value?._toImport === 'function');
const LISTENER = plain('a listener', 'EgressListener.to(service)', (value) => typeof value?._problems === 'function');

/** What may be said of every lockdown by Sidecar. */
export const IMPORTS = {
  allow: optional(listOf(SERVICE, 'service')),
  listeners: optional(listOf(LISTENER, 'EgressListener.to(service)')),
};

/** @throws for what a program without types may have taken for a service */
export function mustBeService(lockdown: Construct, importable: IImportable): void {
  if (SERVICE.fits(importable)) return;
  throw refusal(lockdown, `allow ${quote(importable)} is not a service; give an ExternalService, or ClusterServices for services of the cluster`);
}

/** Gives the pods of a Sidecar addresses at which they call one service each. */
export function listen(lockdown: Construct, sidecar: CompiledSidecar, listeners: EgressListener[] = []): void {
  for (const listener of listeners) {
    sidecar.listen(listener, lockdown);
    addConsumer(listener.service, { namespace: sidecar.namespace, saidBy: lockdown });
  }
}

/** Puts a Sidecar under a lockdown and lets its pods call what is allowed so far. */
export function govern(
  { lockdown, mode, sidecar, repeatsNamespace }: SidecarLockdown,
  allow: IImportable[] = [],
): (importable: IImportable) => void {
  const importsEverything = mode === OutboundTrafficPolicyMode.ALLOW_ANY;
  sidecar.govern({ saidBy: lockdown, mode, importsEverything, repeatsNamespace });
  const allowOne = (importable: IImportable) => {
    if (importsEverything) {
      throw refusal(lockdown, 'allow has no effect with mode ALLOW_ANY, where everything may be called; leave it out, or use mode REGISTRY_ONLY');
    }
    sidecar.allow(importable, lockdown);
    addConsumer(importable, { namespace: sidecar.namespace, saidBy: lockdown });
  };
  allow.forEach(allowOne);
  return allowOne;
}
