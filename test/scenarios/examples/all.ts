import { accessingExternalServices } from './accessing-external-services';
import { databases } from './databases';
import { egressGateway } from './egress-gateway';
import { egressWaypoint } from './egress-waypoint';
import { failover } from './failover';
import { forwardProxy } from './forward-proxy';
import { meshPolicyByHelm } from './mesh-policy-by-helm';
import { meshPolicyBySail } from './mesh-policy-by-sail';
import { meshPolicyBySidecar } from './mesh-policy-by-sidecar';
import { seeingEgress } from './seeing-egress';
import { type Story } from './story';
import { tlsOrigination } from './tls-origination';

/** Every folder of examples/. */
export const stories: readonly Story[] = [
  accessingExternalServices, databases, egressGateway, egressWaypoint, failover, forwardProxy, meshPolicyByHelm, meshPolicyBySail,
  meshPolicyBySidecar, seeingEgress, tlsOrigination,
];
