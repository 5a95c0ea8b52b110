import { Construct } from 'constructs';
import { isCidr } from '../../istio/syntax/addresses';
import { HelmValues } from '../../app/helm-values';
import { mustFit } from '../../app/options';
import { quote, refusal } from '../../app/refusal';
import { listOf, objectOf, optional, PORT, type Shape, text } from '../../app/shape';
import type { IWorkload } from '../../mesh/workloads';
import { Bypasses } from './bypasses';
import { BypassedTraffic, type BypassedTrafficProps } from './bypassed-traffic';

/** What may be said of every bypass, be it of one workload or of all: what goes around the proxy, and why. */
export interface ProxyBypassOptions {
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

/** Options of `ProxyBypass.on()`: what calls of one workload go around its proxy, and why. */
export interface WorkloadBypassOptions extends ProxyBypassOptions {
  /**
   * Ports (1 to 65535) to which calls go straight to the network, whatever the address.
   *
   * @default - none
   */
  readonly excludeOutboundPorts?: number[];
}

/** Options of `ProxyBypass.meshWide()`: what calls of every workload go around the proxy, why, and where that is written. */
export interface MeshWideBypassOptions extends ProxyBypassOptions {
  /**
   * The values file for the istiod chart, relative to the working directory; the same as that of
   * `MeshConfigTarget.helmValues()` where there is one. Needs an `EgressApp`.
   */
  readonly valuesFile: string;
}

/** Spaces are no words. */
const REASON_SHAPE: Shape = {
  fits: (value) => typeof value === 'string' && value.trim() !== '',
  misfits: (field, value) => [`${field} ${quote(value)} is no reason; say in words why the proxy is bypassed`],
};
const CIDRS = optional(listOf(text("'10.20.0.0/16'"), "'10.20.0.0/16'"));
const OPTIONS = { reason: REASON_SHAPE, excludeOutboundCidrs: CIDRS, includeOutboundCidrs: CIDRS };
const WORKLOAD_BYPASS = objectOf({ ...OPTIONS, excludeOutboundPorts: optional(listOf(PORT, '5432')) },
  "{ reason: 'bulk copy', excludeOutboundPorts: [5432] }");
const MESH_WIDE_BYPASS = objectOf({ ...OPTIONS, valuesFile: text("'mesh/istiod-values.yaml'") },
  "{ reason: 'bulk copy', excludeOutboundCidrs: ['10.20.0.0/16'], valuesFile: 'mesh/istiod-values.yaml' }");

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
   * @param workload a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of any cdk8s-plus version
   * @param options what goes around the proxy, and why
   * @throws when an option is unknown, or is not what it must be, for malformed ranges, for ranges that swallow every address, and for
   * what contradicts an earlier word
   * @see https://istio.io/latest/docs/reference/config/annotations/
   */
  public static on(workload: IWorkload, options: WorkloadBypassOptions): ProxyBypass {
    if (!hasPods(workload)) {
      throw new Error(`ProxyBypass.on: ${quote(workload)} has no pods; give a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod`);
    }
    mustFit(workload.node.path, WORKLOAD_BYPASS, 'options', options);
    const traffic = BypassedTraffic.of(workload, options).and(earlierWord(workload));
    const { excludeOutboundCidrs, includeOutboundCidrs, excludeOutboundPorts, reason } = traffic.props;
    annotate(workload, EXCLUDE_CIDRS, excludeOutboundCidrs);
    annotate(workload, INCLUDE_CIDRS, includeOutboundCidrs);
    annotate(workload, EXCLUDE_PORTS, excludeOutboundPorts);
    annotate(workload, REASON, [reason]);
    Bypasses.of(workload).add({ saidBy: workload, workload, traffic });
    return new ProxyBypass(traffic.toString());
  }

  /**
   * Lets calls of every workload of the mesh go around the proxy, by values of the istiod chart
   * (`global.proxy.excludeIPRanges` and `includeIPRanges`). Only pods that start afterwards feel it.
   *
   * @param scope the construct it belongs to
   * @param options what goes around the proxy, why, and the values file
   * @throws when an option is unknown, or is not what it must be, for malformed ranges, for ranges that swallow every address, and where
   * another value stands in the file
   */
  public static meshWide(scope: Construct, options: MeshWideBypassOptions): ProxyBypass {
    if (!Construct.isConstruct(scope)) throw new Error(`ProxyBypass.meshWide: scope ${quote(scope)} is not a construct; give the app, a chart, or a construct in one`);
    const { excludeOutboundPorts: ports } = (options ?? {}) as Partial<WorkloadBypassOptions>;
    if (ports !== undefined) {
      throw refusal(scope, `options.excludeOutboundPorts ${quote(ports)} cannot be said for the whole mesh; `
        + 'use ProxyBypass.on() for the workloads');
    }
    mustFit(scope.node.path, MESH_WIDE_BYPASS, 'options', options);
    const traffic = BypassedTraffic.of(scope, options, { withPorts: false });
    const { excludeOutboundCidrs, includeOutboundCidrs, reason } = traffic.props;
    const values = HelmValues.of(scope, options.valuesFile);
    const valuesFile = values.file().path;
    const other = Bypasses.of(scope).inFile(valuesFile).find((bypass) => !bypass.traffic.isLike(traffic));
    if (other) {
      throw refusal(scope, `the bypass says ${traffic}, and ${other.saidBy.node.path || 'the app'} says ${other.traffic} in the same file '${valuesFile}'; `
        + 'say all ranges in one, or use another file');
    }
    if (excludeOutboundCidrs) values.set(scope, ['global', 'proxy', 'excludeIPRanges'], excludeOutboundCidrs.join(','));
    if (includeOutboundCidrs) values.set(scope, ['global', 'proxy', 'includeIPRanges'], includeOutboundCidrs.join(','));
    values.remark(scope, `The proxy is bypassed, says ${scope.node.path || 'the App'}: ${reason}`);
    Bypasses.of(scope).add({ saidBy: scope, valuesFile, traffic });
    return new ProxyBypass(traffic.toString());
  }

  private constructor(private readonly what: string) {}

  /** What goes around the proxy and why, for a person. */
  public toString(): string {
    return this.what;
  }
}

/** A structural interface takes whatever has its names; a program without types may give anything. */
function hasPods(workload: IWorkload | undefined): boolean {
  const { podMetadata } = workload ?? {};
  return Construct.isConstruct(workload) && typeof podMetadata?.addAnnotation === 'function' && typeof podMetadata.toJson === 'function';
}

/** What annotations of the pods say already, whoever wrote them. */
function earlierWord(workload: IWorkload): BypassedTrafficProps | undefined {
  const annotations: Record<string, string> = workload.podMetadata.toJson()?.annotations ?? {};
  const itemsOf = (key: string, isItem: (item: string) => boolean) => {
    const items = annotations[key]?.split(',').map((item) => item.trim());
    const wrong = items?.find((item) => !isItem(item));
    if (wrong === undefined) return items;
    throw refusal(workload, `annotation ${key}: '${annotations[key]}' of the pods cannot be added to: Istio does not take '${wrong}' there; `
      + 'remove the annotation, and say all of it with ProxyBypass.on()');
  };
  const excluded = annotations[EXCLUDE_CIDRS] === '' ? undefined : itemsOf(EXCLUDE_CIDRS, isCidr);
  const included = annotations[INCLUDE_CIDRS] === '*' ? undefined : itemsOf(INCLUDE_CIDRS, isCidr);
  const ports = annotations[EXCLUDE_PORTS] === '' ? undefined : itemsOf(EXCLUDE_PORTS, (item) => /^\d+$/.test(item) && PORT.fits(Number(item)));
  if (!excluded && !included && !ports) return undefined;
  return {
    reason: annotations[REASON] ?? 'annotations of the pods say so',
    excludeOutboundCidrs: excluded,
    includeOutboundCidrs: included,
    excludeOutboundPorts: ports?.map(Number),
  };
}

function annotate({ podMetadata }: IWorkload, key: string, values: (string | number)[] | undefined): void {
  if (values) podMetadata.addAnnotation(key, values.join(','));
}
