import type { IConstruct } from 'constructs';
import { coversWholeFamily, isCidr, isIpAddress, subnetContains } from '../../istio/syntax/addresses';
import { quote, refusal } from '../../app/refusal';

/** The ranges and ports of a bypass. */
export interface BypassedTrafficProps {
  readonly reason: string;
  readonly excludeOutboundCidrs?: string[];
  readonly includeOutboundCidrs?: string[];
  readonly excludeOutboundPorts?: number[];
}

/** Who may say it. */
export interface BypassedTrafficOptions {
  /** Whether ports may be excluded too. */
  readonly withPorts: boolean;
}

/** Between the reasons of one workload; a reason by itself is one line. */
const NEXT_REASON = '\n';

/** What goes around the proxy: checked, sorted, without repetitions. */
export class BypassedTraffic {
  /**
   * @param props of the types they must be
   * @throws where the ranges and ports make no sense, in the words of the props
   */
  public static of(saidBy: IConstruct, props: BypassedTrafficProps, options?: BypassedTrafficOptions): BypassedTraffic {
    const propNames = ['excludeOutboundCidrs', 'includeOutboundCidrs', ...options?.withPorts ?? true ? ['excludeOutboundPorts'] : []];
    if (!propNames.some((prop) => props[prop as keyof BypassedTrafficProps])) {
      throw refusal(saidBy, `the bypass bypasses nothing; give ${propNames.join(' or ')}`);
    }
    return BypassedTraffic.checked(saidBy, {
      reason: props.reason.trim().replace(/[\s\u0085]+/g, ' '),
      excludeOutboundCidrs: filled(saidBy, 'excludeOutboundCidrs', props.excludeOutboundCidrs),
      includeOutboundCidrs: filled(saidBy, 'includeOutboundCidrs', props.includeOutboundCidrs),
      excludeOutboundPorts: filled(saidBy, 'excludeOutboundPorts', props.excludeOutboundPorts),
    });
  }

  private static checked(saidBy: IConstruct, props: BypassedTrafficProps): BypassedTraffic {
    const traffic = new BypassedTraffic(saidBy, props);
    traffic.mustMakeSense();
    return traffic;
  }

  private constructor(private readonly saidBy: IConstruct, public readonly props: BypassedTrafficProps) {}

  /** Both together. @throws where they contradict each other */
  public and(earlier: BypassedTrafficProps | undefined): BypassedTraffic {
    if (!earlier) return this;
    const [include, included] = [this.props.includeOutboundCidrs, distinct(earlier.includeOutboundCidrs)];
    if (include && included && include.join() !== included.join()) {
      throw refusal(this.saidBy, `includeOutboundCidrs ${quote(include)} contradicts an earlier bypass of this workload with ${quote(included)}; `
        + 'say all ranges in one');
    }
    return BypassedTraffic.checked(this.saidBy, {
      reason: distinct([earlier.reason, this.props.reason].flatMap((reason) => reason.split(NEXT_REASON)))!.join(NEXT_REASON),
      excludeOutboundCidrs: union(earlier.excludeOutboundCidrs, this.props.excludeOutboundCidrs),
      includeOutboundCidrs: include ?? included,
      excludeOutboundPorts: union(earlier.excludeOutboundPorts, this.props.excludeOutboundPorts),
    });
  }

  /** Whether the same goes around the proxy, for whatever reason. */
  public isLike(other: BypassedTraffic): boolean {
    return this.ranges() === other.ranges();
  }

  /** For a person. */
  public toString(): string {
    return `${this.ranges()} (${this.props.reason.replaceAll(NEXT_REASON, '; ')})`;
  }

  private ranges(): string {
    const { excludeOutboundCidrs, includeOutboundCidrs, excludeOutboundPorts } = this.props;
    return [
      ...excludeOutboundCidrs ? [`calls to ${excludeOutboundCidrs.join(', ')}`] : [],
      ...includeOutboundCidrs ? [`calls to anything but ${includeOutboundCidrs.join(', ')}`] : [],
      ...excludeOutboundPorts ? [`calls to port ${excludeOutboundPorts.join(', ')}`] : [],
    ].join(' and ');
  }

  private mustMakeSense(): void {
    const { excludeOutboundCidrs: exclude = [], includeOutboundCidrs: include = [] } = this.props;
    this.mustBeRanges('excludeOutboundCidrs', exclude);
    this.mustBeRanges('includeOutboundCidrs', include);
    this.mustLeaveSomething(exclude);
    if (include.length > 0) this.mustFitTogether(exclude, include);
  }

  private mustBeRanges(prop: string, ranges: string[]): void {
    const wrong = ranges.find((range) => !isCidr(range));
    if (wrong === undefined) return;
    const example = isIpAddress(wrong) ? `${wrong}/${wrong.includes(':') ? 128 : 32}` : '10.20.0.0/16';
    throw refusal(this.saidBy, `${prop} ${quote(wrong)} is not a CIDR range; write a range such as '${example}'`);
  }

  private mustLeaveSomething(exclude: string[]): void {
    for (const family of [4, 6] as const) {
      if (!coversWholeFamily(exclude, family)) continue;
      throw refusal(this.saidBy, `excludeOutboundCidrs ${quote(exclude)} add up to every IPv${family} address, so that nothing would be left for the proxy; `
        + 'exclude the ranges that need it, or do not inject a sidecar');
    }
  }

  private mustFitTogether(exclude: string[], include: string[]): void {
    if (coversWholeFamily(include, 4) && coversWholeFamily(include, 6)) {
      throw refusal(this.saidBy, `includeOutboundCidrs ${quote(include)} add up to every address, and those go through the proxy anyway; leave it out`);
    }
    const swallowed = include.find((range) => addUpTo(exclude, range));
    if (swallowed !== undefined) {
      throw refusal(this.saidBy, `includeOutboundCidrs ${quote(swallowed)} is excluded again by excludeOutboundCidrs ${quote(exclude)}; say one of the two`);
    }
    const outside = exclude.find((range) => !include.some((included) => subnetContains(included, range)));
    if (outside !== undefined) {
      throw refusal(this.saidBy, `excludeOutboundCidrs ${quote(outside)} is outside of includeOutboundCidrs ${quote(include)}, so that it bypasses the proxy already; `
        + 'leave it out');
    }
  }
}

/** Whether ranges add up to all of another. CIDR ranges nest or are apart, so that the sizes of the outermost can be summed up. */
function addUpTo(ranges: string[], whole: string): boolean {
  if (ranges.some((range) => subnetContains(range, whole))) return true;
  const within = ranges.filter((range) => subnetContains(whole, range));
  const outermost = within.filter((range, index) => !within.some((other, at) =>
    subnetContains(other, range) && (at < index || !subnetContains(range, other))));
  return outermost.map(sizeOf).reduce((sum, size) => sum + size, 0n) === sizeOf(whole);
}

/** The size of a range, as a share of all addresses of its IP version. */
function sizeOf(range: string): bigint {
  return 1n << 128n - BigInt(range.split('/')[1]);
}

/** Each once, in order. An empty list looks as if it said something. */
function filled<T extends string | number>(saidBy: IConstruct, prop: string, values: T[] | undefined): T[] | undefined {
  if (values?.length === 0) throw refusal(saidBy, `${prop} is empty; name a ${prop.endsWith('Ports') ? 'port' : 'range'}, or leave it out`);
  return distinct(values);
}

function distinct<T extends string | number>(values: T[] | undefined): T[] | undefined {
  return values && [...new Set(values)].sort((a, b) => `${a}`.localeCompare(`${b}`, 'en', { numeric: true }));
}

function union<T extends string | number>(a: T[] | undefined, b: T[] | undefined): T[] | undefined {
  return a || b ? distinct([...a ?? [], ...b ?? []]) : undefined;
}
