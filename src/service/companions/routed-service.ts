import type { ApiObject } from 'cdk8s';
import type { DataPlane } from '../../mesh/data-plane';
import type { PlannedService } from '../paths/egress-plan';
import type { ResolutionChoice } from '../resolution';
import type { Endpoint } from '../values/endpoint';

/** An external service, as its companions see it. */
export interface RoutedService extends ApiObject, PlannedService {
  readonly name: string;
  readonly _given: { readonly endpoints?: Endpoint[]; readonly workloadSelector?: Record<string, string> };
  /** The resolution, where it does not depend on the mesh; of a wildcard host it does, and is NONE or DYNAMIC_DNS. */
  readonly _settled?: ResolutionChoice;
  /** The data plane of its own namespace. */
  readonly _dataPlane: DataPlane;
}
