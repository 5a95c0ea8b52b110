const NETWORKING = ['networking.istio.io/v1', 'networking.istio.io/v1beta1', 'networking.istio.io/v1alpha3'];

/** The kinds that src/istio judges, and the versions they are served at. */
export const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  ServiceEntry: NETWORKING,
  WorkloadEntry: NETWORKING,
  Sidecar: NETWORKING,
  DestinationRule: NETWORKING,
  VirtualService: NETWORKING,
  Gateway: NETWORKING,
  Telemetry: ['telemetry.istio.io/v1', 'telemetry.istio.io/v1alpha1'],
};
