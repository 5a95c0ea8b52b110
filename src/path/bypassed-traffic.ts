import type { IConstruct } from 'constructs';
import { coversWholeFamily, isCidr, subnetContains } from '../istio/addresses';
import { quote, refusal } from '../mesh/refusal';

/** The ranges and ports of a bypass. */
export interface BypassedTrafficProps {
  readonly reason: string;
  readonly excludeOutboundCidrs?: string[];
  readonly includeOutboundCidrs?: string[];
  readonly excludeOutboundPorts?: number[];
}

/** What goes around the proxy: checked, sorted, without repetitions. */
export class BypassedTraffic {
  /** @throws where the ranges and ports make no sense, in the words of the props */
  public static of(saidBy: IConstruct, props: BypassedTrafficProps): BypassedTraffic {
    const traffic = new BypassedTraffic(saidBy, {
      reason: (props.reason ?? '').trim(),
      excludeOutboundCidrs: distinct(props.excludeOutboundCidrs),
      includeOutboundCidrs: distinct(props.includeOutboundCidrs),
      excludeOutboundPorts: distinct(props.excludeOutboundPorts),
    });
    traffic.mustMakeSense();
    return traffic;
  }

  private constructor(private readonly saidBy: IConstruct, public readonly props: BypassedTrafficProps) {}

  /** Both together. @throws where they contradict each other */
  public and(earlier: BypassedTraffic | undefined): BypassedTraffic {
    if (!earlier) return this;
    const [include, included] = [this.props.includeOutboundCidrs, earlier.props.includeOutboundCidrs];
    if (include && included && include.join() !== included.join()) {
      throw refusal(this.saidBy, `includeOutboundCidrs ${quote(include)} contradicts an earlier bypass of this workload with ${quote(included)}; `
        + 'say all ranges in one');
    }
    return BypassedTraffic.of(this.saidBy, {
      reason: distinct([...earlier.props.reason.split('; '), this.props.reason])!.join('; '),
      excludeOutboundCidrs: union(earlier.props.excludeOutboundCidrs, this.props.excludeOutboundCidrs),
      includeOutboundCidrs: include ?? included,
      excludeOutboundPorts: union(earlier.props.excludeOutboundPorts, this.props.excludeOutboundPorts),
    });
  }

  /** For a person. */
  public toString(): string {
    const { excludeOutboundCidrs, includeOutboundCidrs, excludeOutboundPorts, reason } = this.props;
    return [
      ...excludeOutboundCidrs ? [`calls to ${excludeOutboundCidrs.join(', ')}`] : [],
      ...includeOutboundCidrs ? [`calls to anything but ${includeOutboundCidrs.join(', ')}`] : [],
      ...excludeOutboundPorts ? [`calls to port ${excludeOutboundPorts.join(', ')}`] : [],
    ].join(' and ') + ` (${reason})`;
  }

  private mustMakeSense(): void {
    const { excludeOutboundCidrs: exclude, includeOutboundCidrs: include, excludeOutboundPorts: ports, reason } = this.props;
    if (reason === '') throw refusal(this.saidBy, 'reason is empty; say why the proxy is bypassed');
    if (!exclude && !include && !ports) {
      throw refusal(this.saidBy, 'the bypass bypasses nothing; give excludeOutboundCidrs, includeOutboundCidrs or excludeOutboundPorts');
    }
    this.mustBeRanges('excludeOutboundCidrs', exclude);
    this.mustBeRanges('includeOutboundCidrs', include);
    this.mustBePorts(ports);
    this.mustLeaveSomething(exclude ?? []);
    if (include) this.mustFitTogether(exclude ?? [], include);
  }

  private mustBeRanges(prop: string, ranges: string[] | undefined): void {
    if (ranges?.length === 0) throw refusal(this.saidBy, `${prop} is empty; name a range, or leave it out`);
    const wrong = ranges?.find((range) => !isCidr(range));
    if (wrong !== undefined) throw refusal(this.saidBy, `${prop} ${quote(wrong)} is not a CIDR range; write a range such as '10.20.0.0/16'`);
  }

  private mustBePorts(ports: number[] | undefined): void {
    if (ports?.length === 0) throw refusal(this.saidBy, 'excludeOutboundPorts is empty; name a port, or leave it out');
    const wrong = ports?.find((port) => !Number.isInteger(port) || port < 1 || port > 65535);
    if (wrong !== undefined) throw refusal(this.saidBy, `excludeOutboundPorts ${quote(wrong)} is not a port; use numbers from 1 to 65535`);
  }

  private mustLeaveSomething(exclude: string[]): void {
    for (const family of [4, 6] as const) {
      if (!coversWholeFamily(exclude, family)) continue;
      throw refusal(this.saidBy, `excludeOutboundCidrs ${quote(exclude)} add up to every IPv${family} address, which takes the workload out of the mesh; `
        + 'exclude the ranges that need it, or do not inject a sidecar');
    }
  }

  private mustFitTogether(exclude: string[], include: string[]): void {
    const outside = exclude.find((range) => !include.some((included) => subnetContains(included, range)));
    if (outside !== undefined) {
      throw refusal(this.saidBy, `excludeOutboundCidrs ${quote(outside)} is outside of includeOutboundCidrs ${quote(include)}, so that it bypasses the proxy already; `
        + 'leave it out');
    }
    const swallowed = include.find((range) => exclude.some((excluded) => subnetContains(excluded, range)));
    if (swallowed !== undefined) {
      throw refusal(this.saidBy, `includeOutboundCidrs ${quote(swallowed)} is excluded again by excludeOutboundCidrs ${quote(exclude)}; say one of the two`);
    }
  }
}

function distinct<T extends string | number>(values: T[] | undefined): T[] | undefined {
  return values && [...new Set(values)].sort((a, b) => `${a}`.localeCompare(`${b}`, 'en', { numeric: true }));
}

function union<T extends string | number>(a: T[] | undefined, b: T[] | undefined): T[] | undefined {
  return a || b ? distinct([...a ?? [], ...b ?? []]) : undefined;
}
