import type { ApiObjectMetadata } from 'cdk8s';
import { acceptanceAnnotation } from '../istio/accepted-risks';
import type { ServiceEntrySpec } from '../istio/spec';
import type { EgressPort } from './values/egress-port';
import type { GivenProps } from './external-service-props';
import { portNames } from './port-names';

/** The ports as they stand in a ServiceEntry. */
export function portSpecs(ports: EgressPort[]): ServiceEntrySpec['ports'] {
  // Not by map(): its lists become of another kind once V8 has optimized it, and all rules that read them are compiled again.
  const specs: NonNullable<ServiceEntrySpec['ports']> = [];
  for (const [index, name] of portNames(ports).entries()) {
    const { number, protocol, targetPort } = ports[index];
    specs.push(targetPort === undefined ? { number, name, protocol } : { number, name, protocol, targetPort });
  }
  return specs;
}

/** A spec of which something is still open. */
export type SpecDraft = { -readonly [Field in keyof ServiceEntrySpec]: ServiceEntrySpec[Field] };

/**
 * The spec of a ServiceEntry; resolution and exportTo are open until synth. What is not used is left out instead of undefined,
 * because cdk8s goes through every field.
 */
export function specDraft(props: GivenProps): SpecDraft {
  const { hosts, ports, location, addresses, endpoints, workloadSelector, subjectAltNames } = props;
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
