import type { Construct } from 'constructs';
import { HelmValues } from '../mesh/helm-values';
import type { IWorkload } from '../mesh/workloads';
import { Bypasses } from './bypasses';
import { BypassedTraffic } from './bypassed-traffic';

/** What goes around the proxy, and why. */
export interface ProxyBypassProps {
  /** Why the proxy is bypassed; it is written beside the setting. */
  readonly reason: string;

  /**
   * CIDR ranges of which calls go straight to the network.
   *
   * @default - none
   */
  readonly excludeOutboundCidrs?: string[];

  /**
   * CIDR ranges of which alone calls go through the proxy; all others go straight to the network.
   *
   * @default - every call goes through the proxy, unless excluded
   */
  readonly includeOutboundCidrs?: string[];
}

/** What of one workload goes around the proxy, and why. */
export interface WorkloadBypassProps extends ProxyBypassProps {
  /**
   * Ports (1 to 65535) to which calls go straight to the network, whatever the address.
   *
   * @default - none
   */
  readonly excludeOutboundPorts?: number[];
}

/** What of every workload goes around the proxy, why, and where that is written. */
export interface MeshWideBypassProps extends ProxyBypassProps {
  /**
   * The values file for the istiod chart, relative to the working directory; the same as that of
   * `MeshConfigTarget.helmValues()` where there is one. Needs an `EgressApp`.
   */
  readonly valuesFile: string;
}

const EXCLUDE_CIDRS = 'traffic.sidecar.istio.io/excludeOutboundIPRanges';
const INCLUDE_CIDRS = 'traffic.sidecar.istio.io/includeOutboundIPRanges';
const EXCLUDE_PORTS = 'traffic.sidecar.istio.io/excludeOutboundPorts';
const REASON = 'cdk8s-istio-egress/bypass-reason';

/**
 * The third way out of a mesh, around the proxy. The post discourages it, and so does this library: no policy, no metrics,
 * no mutual TLS for what is bypassed. It may be meant all the same, for bulk copies that were measured.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-control/#direct-access-to-external-services
 */
export class ProxyBypass {
  /**
   * Lets calls of one workload go around its proxy, by annotations of its pods. Only pods that start afterwards feel it.
   *
   * Saying the same again changes nothing; saying more excludes more.
   *
   * @param workload a Deployment, StatefulSet, DaemonSet, Job or Pod of any cdk8s-plus version
   * @param props what goes around the proxy, and why
   * @throws for malformed ranges, for ranges that swallow every address, and for what contradicts an earlier word
   * @see https://istio.io/latest/docs/reference/config/annotations/
   */
  public static on(workload: IWorkload, props: WorkloadBypassProps): ProxyBypass {
    const earlier = earlierWord(workload);
    const traffic = BypassedTraffic.of(workload, props).and(earlier && BypassedTraffic.of(workload, earlier));
    const { excludeOutboundCidrs, includeOutboundCidrs, excludeOutboundPorts, reason } = traffic.props;
    annotate(workload, EXCLUDE_CIDRS, excludeOutboundCidrs);
    annotate(workload, INCLUDE_CIDRS, includeOutboundCidrs);
    annotate(workload, EXCLUDE_PORTS, excludeOutboundPorts);
    annotate(workload, REASON, [reason]);
    Bypasses.of(workload).set({ saidBy: workload, workload, what: traffic.toString() });
    return new ProxyBypass(traffic.toString());
  }

  /**
   * Lets calls of every workload of the mesh go around the proxy, by values of the istiod chart
   * (`global.proxy.excludeIPRanges` and `includeIPRanges`). Only pods that start afterwards feel it.
   *
   * @param scope the construct it belongs to
   * @param props what goes around the proxy, why, and the values file
   * @throws for malformed ranges, for ranges that swallow every address, and where another value stands in the file
   */
  public static meshWide(scope: Construct, props: MeshWideBypassProps): ProxyBypass {
    const traffic = BypassedTraffic.of(scope, props);
    const { excludeOutboundCidrs, includeOutboundCidrs, reason } = traffic.props;
    const values = HelmValues.of(scope, props.valuesFile);
    if (excludeOutboundCidrs) values.set(scope, ['global', 'proxy', 'excludeIPRanges'], excludeOutboundCidrs.join(','));
    if (includeOutboundCidrs) values.set(scope, ['global', 'proxy', 'includeIPRanges'], includeOutboundCidrs.join(','));
    values.remark(`The proxy is bypassed by ${scope.node.path || 'the app'}: ${reason}`);
    Bypasses.of(scope).set({ saidBy: scope, what: traffic.toString() });
    return new ProxyBypass(traffic.toString());
  }

  private constructor(private readonly what: string) {}

  /** What goes around the proxy and why, for a person. */
  public toString(): string {
    return this.what;
  }
}

/** What annotations of the pods say already, whoever wrote them. */
function earlierWord({ podMetadata }: IWorkload): WorkloadBypassProps | undefined {
  const annotations: Record<string, string> = podMetadata.toJson()?.annotations ?? {};
  if (![EXCLUDE_CIDRS, INCLUDE_CIDRS, EXCLUDE_PORTS].some((key) => key in annotations)) return undefined;
  return {
    reason: annotations[REASON] ?? 'annotations of the pods say so',
    excludeOutboundCidrs: list(annotations[EXCLUDE_CIDRS]),
    includeOutboundCidrs: list(annotations[INCLUDE_CIDRS]),
    excludeOutboundPorts: list(annotations[EXCLUDE_PORTS])?.map(Number),
  };
}

function list(annotation: string | undefined): string[] | undefined {
  return annotation?.split(',').map((item) => item.trim());
}

function annotate({ podMetadata }: IWorkload, key: string, values: (string | number)[] | undefined): void {
  if (values) podMetadata.addAnnotation(key, values.join(','));
}
