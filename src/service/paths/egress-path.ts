import type { EgressPlan, PlannedService } from './egress-plan';

/**
 * How calls get from a workload to an external service: straight, or by something on the way.
 *
 * A path changes nothing by itself. A service that takes it asks for a plan, and writes the objects that the plan needs. Programs use
 * the paths of this library, and implement none: what a plan is may change.
 */
export interface IEgressPath {
  /** The path, for a person, after a verb of motion: `through gateway egress/egress-gateway`. */
  readonly way: string;

  /**
   * What has to be written for a service that takes this path.
   *
   * Asked when the service is declared; what the plan answers afterwards may depend on what is said later.
   *
   * @throws when this path cannot carry the service, whatever else is said
   * @internal
   */
  _plan(service: PlannedService): EgressPlan;
}
