import { accessingExternalServices } from './accessing-external-services';
import { databases } from './databases';
import { localityEndpoints } from './locality-endpoints';
import { meshPolicyByHelm } from './mesh-policy-by-helm';
import { meshPolicyBySail } from './mesh-policy-by-sail';
import { meshPolicyBySidecar } from './mesh-policy-by-sidecar';
import { type Story } from './story';

/** Every folder of examples/. */
export const stories: readonly Story[] = [
  accessingExternalServices, databases, localityEndpoints, meshPolicyByHelm, meshPolicyBySail, meshPolicyBySidecar,
];
