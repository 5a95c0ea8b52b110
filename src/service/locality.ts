/**
 * Where an endpoint is: a region, and optionally a zone and sub-zone of it.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-entry/#WorkloadEntry-locality
 */
export class Locality {
  /**
   * A locality.
   *
   * @param region for example `us-east-1`
   * @param zone for example `us-east-1a`
   * @param subZone for example a rack
   */
  public static of(region: string, zone?: string, subZone?: string): Locality {
    return new Locality(region, zone, subZone);
  }

  private constructor(
    /** The region. */
    public readonly region: string,
    /** The zone of the region. */
    public readonly zone?: string,
    /** The part of the zone. */
    public readonly subZone?: string,
  ) {}

  /** As Istio writes it: `us-east-1/us-east-1a`. */
  public toString(): string {
    return [this.region, this.zone, this.subZone].filter((part) => part !== undefined).join('/');
  }
}
