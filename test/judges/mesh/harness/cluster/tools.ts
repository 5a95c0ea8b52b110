/** The binaries of the judge, and files that were made with them once; scripts/test-mesh/ builds and finds them. */
export interface Tools {
  readonly kubeApiserver: string;
  readonly kubectl: string;
  readonly pilotDiscovery: string;
  readonly pilotAgent: string;
  readonly istioctl: string;
  readonly envoy: string;
  readonly etcd: string;
  /** The CRDs of Istio. */
  readonly crds: string;
  /** The CRDs of the Gateway API, of the version that this Istio is built with. */
  readonly gatewayApiCrds: string;
  /** What the agent makes Envoy's first configuration of. */
  readonly bootstrapTemplate: string;
  /** What `istioctl manifest generate` writes for a stock install. */
  readonly install: string;
}
