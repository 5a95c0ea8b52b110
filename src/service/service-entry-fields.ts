import type { ApiObjectMetadata } from 'cdk8s';
import { acceptanceAnnotation } from '../istio/accepted-risks';
import type { ServiceEntrySpec } from '../istio/spec';
import type { EgressPort } from './values/egress-port';
import type { GivenProps } from './external-service-props';
import type { Location } from './values/location';
import { portNames } from './port-names';

/** The ports as they stand in a ServiceEntry. */
export function portSpecs(ports: EgressPort[]): ServiceEntrySpec['ports'] {
  return portNames(ports).map((name, index) => {
    const { number, protocol, targetPort } = ports[index];
    return targetPort === undefined ? { number, name, protocol } : { number, name, protocol, targetPort };
  });
}

/** A spec of which something is still open. */
export type SpecDraft = { -readonly [Field in keyof ServiceEntrySpec]: ServiceEntrySpec[Field] };

/** What the spec is made of. */
interface Specified {
  readonly hosts: string[];
  readonly ports: EgressPort[];
  readonly location: Location;
  readonly _given: GivenProps;
}

/**
 * The spec of a ServiceEntry; resolution and exportTo are open until synth. What is not used is left out instead of undefined,
 * because cdk8s goes through every field.
 */
export function specDraft({ hosts, ports, location, _given }: Specified): SpecDraft {
  const { addresses, endpoints, workloadSelector, subjectAltNames } = _given;
  const spec: SpecDraft = { hosts, ports: portSpecs(ports), location, resolution: undefined, exportTo: undefined };
  if (addresses) spec.addresses = addresses;
  // An empty list of endpoints is none; Istio minds it even so.
  if (endpoints?.length) spec.endpoints = endpoints.map((endpoint) => endpoint._toSpec());
  if (workloadSelector) spec.workloadSelector = { labels: workloadSelector };
  if (subjectAltNames) spec.subjectAltNames = subjectAltNames;
  return spec;
}

/** The metadata of the ServiceEntry: what was given, and the props that Istio reads from labels and annotations. */
export function metadataOf(props: GivenProps): ApiObjectMetadata | undefined {
  const { metadata, ipAutoAllocate, connectStrategy, acceptRisks = [] } = props;
  if (ipAutoAllocate === undefined && connectStrategy === undefined && acceptRisks.length === 0) return metadata;
  return {
    ...metadata,
    labels: {
      ...metadata?.labels,
      ...ipAutoAllocate === undefined ? {} : { 'networking.istio.io/enable-autoallocate-ip': `${ipAutoAllocate}` },
    },
    annotations: {
      ...metadata?.annotations,
      ...connectStrategy === undefined ? {} : { 'istio.io/connect-strategy': connectStrategy },
      ...Object.fromEntries(acceptRisks.map(({ code, reason }) => [acceptanceAnnotation(code), reason])),
    },
  };
}
