import type { ApiObjectMetadata } from 'cdk8s';
import { acceptanceAnnotation } from '../istio/accepted-risks';
import type { ServiceEntrySpec } from '../istio/spec';
import type { EgressPort } from './values/egress-port';
import type { GivenProps } from './external-service-props';
import { portNames } from './port-names';

/** The ports as they stand in a ServiceEntry. */
export function portSpecs(ports: EgressPort[]): ServiceEntrySpec['ports'] {
  return portNames(ports).map((name, index) => {
    const { number, protocol, targetPort } = ports[index];
    return { number, name, protocol, targetPort };
  });
}

/** The metadata of the ServiceEntry: what was given, and the props that Istio reads from labels and annotations. */
export function metadataOf(props: GivenProps): ApiObjectMetadata | undefined {
  const { metadata, autoAllocateAddress, connectStrategy, acceptRisks = [] } = props;
  if (autoAllocateAddress === undefined && connectStrategy === undefined && acceptRisks.length === 0) return metadata;
  return {
    ...metadata,
    labels: {
      ...metadata?.labels,
      ...autoAllocateAddress === undefined ? {} : { 'networking.istio.io/enable-autoallocate-ip': `${autoAllocateAddress}` },
    },
    annotations: {
      ...metadata?.annotations,
      ...connectStrategy === undefined ? {} : { 'istio.io/connect-strategy': connectStrategy },
      ...Object.fromEntries(acceptRisks.map(({ code, reason }) => [acceptanceAnnotation(code), reason])),
    },
  };
}
