/**
 * What a judgement of a manifest depends on beside the manifest: the facts of one Istio installation.
 * `IstioMesh` is the construct that states them.
 */
export interface IstioFacts {
  /** Minor version of the control plane, `1.31`. */
  readonly version: string;
  /** Whether istiod gives addresses to ServiceEntries that have none (`PILOT_ENABLE_IP_AUTOALLOCATE`). */
  readonly ipAutoAllocate: boolean;
  /** Whether the proxies answer DNS, without which nobody ever dials an auto-allocated address (`ISTIO_META_DNS_CAPTURE`). */
  readonly dnsCapture: boolean;
}

/** The oldest version this library supports, with the settings of a stock sidecar install. */
export const STOCK_FACTS: IstioFacts = { version: '1.28', ipAutoAllocate: true, dnsCapture: false };
