import { quote } from '../../app/refusal';

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
   * @throws when a part is empty, or contains the `/` that stands between them, or when there is a sub-zone and no zone
   */
  public static of(region: string, zone?: string, subZone?: string): Locality {
    for (const part of [region, zone, subZone]) {
      if (part === undefined && part !== region) continue;
      if (typeof part === 'string' && /^[^/]+$/.test(part)) continue;
      throw new Error(`Locality.of: ${quote(part)} is not a part of a locality; write region, zone and sub-zone one by one, without '/': `
        + "Locality.of('us-east-1', 'us-east-1a')");
    }
    if (subZone !== undefined && zone === undefined) {
      throw new Error(`Locality.of: sub-zone ${quote(subZone)} has no zone; write Locality.of(region, zone, subZone)`);
    }
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
