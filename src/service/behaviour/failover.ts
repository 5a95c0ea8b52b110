import { mustFit } from '../../app/options';
import { quote, refusalAt } from '../../app/refusal';
import { recordOf, text } from '../../app/shape';
import type { LoadBalancer } from '../../istio/spec';

const REGIONS = recordOf(text("'eu-west-1'"), "{ 'eu-central-1': 'eu-west-1' }");

type Spec = NonNullable<LoadBalancer['localityLbSetting']>;

/**
 * Where calls go when the endpoints nearby are gone.
 *
 * The proxy learns that an endpoint is gone from calls that fail: failover is no promise that the first of them gets through.
 * Where a caller is, the labels `topology.kubernetes.io/region` and `.../zone` of its Node say.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/locality-load-balancing/failover/
 */
export class Failover {
  /**
   * To the next endpoints: those of the caller's own zone, then of its region, then all others.
   *
   * @throws when it is given regions, which would be lost
   */
  public static nearestFirst(): Failover {
    // eslint-disable-next-line prefer-rest-params -- a parameter would be one of the API
    const given: unknown = arguments[0];
    if (given !== undefined) {
      throw refusalAt('Failover.nearestFirst', `it takes nothing, and ${quote(given)} would be lost; leave it out, or write `
        + "Failover.betweenRegions({ 'eu-central-1': 'eu-west-1' })");
    }
    return new Failover();
  }

  /**
   * The same, but callers of a region go to one certain other region before they go to any other.
   *
   * @param regions where callers go to, by the region they are in: `{ 'eu-central-1': 'eu-west-1' }`
   * @throws when regions are no texts by texts
   */
  public static betweenRegions(regions: Record<string, string>): Failover {
    mustFit('Failover.betweenRegions', REGIONS, 'regions', regions);
    return new Failover(regions);
  }

  /** Where callers go to, by the region they are in; undefined where the nearest is next. */
  public readonly regions?: Record<string, string>;

  private constructor(regions?: Record<string, string>) {
    this.regions = regions && { ...regions };
  }

  /**
   * As it stands in a DestinationRule. It is said, even where it is the default, because the mesh config can switch it off.
   *
   * @internal
   */
  public _toSpec(): Spec {
    return { enabled: true, failover: this.regions && Object.entries(this.regions).map(([from, to]) => ({ from, to })) };
  }
}
