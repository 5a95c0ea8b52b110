import { refusal } from '../../app/refusal';
import { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import { Sidecars } from '../sidecar/sidecars';
import type { Target } from './target';

export function rootSidecar(): Target {
  return {
    sentence: 'MeshConfigTarget.rootSidecar()',
    write: ({ lockdown, mesh, mode }) => {
      if (mode === OutboundTrafficPolicyMode.ALLOW_ANY_DYNAMIC_DNS) {
        throw refusal(lockdown, `mode ${mode} cannot be said in a Sidecar, and MeshConfigTarget.rootSidecar() writes one; use a target that writes mesh config`);
      }
      const sidecars = Sidecars.of(lockdown);
      sidecars.setRootMode(lockdown, mode);
      sidecars.ofNamespace(lockdown, mesh.rootNamespace)
        .govern({ saidBy: lockdown, mode, importsEverything: true, repeatsNamespace: false });
      return {
        weaknesses: ['A namespace or workload with a Sidecar that is not of this app follows that Sidecar, or else the mesh config, and not this one.'],
      };
    },
  };
}
