import { ApiObject, Lazy } from 'cdk8s';
import type { DestinationRuleSpec } from '../../../istio/spec';
import { ObjectNames } from '../../../mesh/object-names';
import { GatewayHop } from '../gateway-hop';
import type { SharedByServices } from '../shared/gateway-form';

/** A port of a gateway's Service, and how it is spoken to. */
export interface SpokenPort {
  readonly port: number;
  readonly hop: GatewayHop;
}

/** The DestinationRule for the Service of a gateway. */
export function writtenRule({ construct, metadata }: SharedByServices, spec: () => DestinationRuleSpec): ApiObject {
  const object = new ApiObject(construct, 'DestinationRule', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata,
    spec: Lazy.any({ produce: spec }),
  });
  ObjectNames.of(object).add(object);
  return object;
}

/**
 * How the proxies of the callers speak to each port: no route of the Gateway API names a subset of a Service. It is exported to every
 * namespace, always, as that of the other API is.
 */
export function ruleByPort(host: string, ports: SpokenPort[]): DestinationRuleSpec {
  return {
    host,
    exportTo: ['*'],
    trafficPolicy: {
      portLevelSettings: [...ports].sort((one, other) => one.port - other.port).map(({ port, hop }) => ({
        port: { number: port },
        // What is not said here a rule for more hosts than this one might say.
        tls: { mode: hop === GatewayHop.ISTIO_MUTUAL ? 'ISTIO_MUTUAL' : 'DISABLE' },
      })),
    },
  };
}
