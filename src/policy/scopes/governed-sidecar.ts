import type { Construct } from 'constructs';
import { refusal } from '../../mesh/refusal';
import { addConsumer } from '../../service/consumers';
import type { IImportable } from '../../service/importable';
import type { CompiledSidecar } from '../compiled-sidecar';
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

/** Puts a Sidecar under a lockdown and lets its pods call what is allowed so far. */
export function govern({ lockdown, mode, sidecar, repeatsNamespace }: SidecarLockdown, allow: IImportable[]): (importable: IImportable) => void {
  const importsEverything = mode === OutboundTrafficPolicyMode.ALLOW_ANY;
  sidecar.govern({ saidBy: lockdown, mode, importsEverything, repeatsNamespace });
  const allowOne = (importable: IImportable) => {
    if (importsEverything) {
      throw refusal(lockdown, 'allow has no effect with mode ALLOW_ANY, where everything may be called; leave it out, or use mode REGISTRY_ONLY');
    }
    sidecar.allow(importable);
    addConsumer(importable, { namespace: sidecar.namespace, saidBy: lockdown });
  };
  allow.forEach(allowOne);
  return allowOne;
}
