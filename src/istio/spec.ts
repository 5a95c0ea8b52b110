import type * as networking from '../../imports/networking.istio.io';

/**
 * A generated type with its enums as the strings that stand in YAML.
 * The generated enum members (`DNS_UNDERSCORE_ROUND_UNDERSCORE_ROBIN`) stay out of our code; a field Istio does not have
 * still does not compile.
 */
export type Plain<T> =
  T extends string ? `${T}` :
    T extends object ? { [Field in keyof T]: Plain<T[Field]> } : T;

export type ServiceEntrySpec = Plain<networking.ServiceEntrySpec>;
export type WorkloadEntrySpec = Plain<networking.WorkloadEntrySpec>;
export type SidecarSpec = Plain<networking.SidecarSpec>;
export type DestinationRuleSpec = Plain<networking.DestinationRuleSpec>;
export type VirtualServiceSpec = Plain<networking.VirtualServiceSpec>;

/** A Kubernetes object as it stands in a manifest. */
export interface Manifest<Spec = any> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly spec?: Spec;
}
