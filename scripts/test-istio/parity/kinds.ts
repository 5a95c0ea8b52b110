/** The kinds of networking.istio.io that src/istio judges. */
export const KINDS: readonly string[] = ['ServiceEntry', 'WorkloadEntry', 'Sidecar', 'DestinationRule', 'VirtualService'];
