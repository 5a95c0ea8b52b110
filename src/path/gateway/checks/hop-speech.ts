import type { DestinationRuleSpec, TrafficPolicy } from '../../../istio/spec';
import type { Hop } from '../shared/routing-gateway';

/** What of a rule says how a proxy speaks. */
export type RuleParts = Pick<DestinationRuleSpec, 'trafficPolicy' | 'subsets'>;

type Subset = NonNullable<DestinationRuleSpec['subsets']>[number];

/** How a proxy speaks to a port. */
interface Speech {
  /** Undefined where Istio decides, which finds no mutual TLS at the pods of a gateway. */
  readonly mode?: string;
  readonly sni?: string;
}

export const NO_RULE: RuleParts = {};

/** What Istio makes of several rules: of policies for all ports, and of subsets of one name, it takes the first. */
export function merged(rules: RuleParts[]): RuleParts {
  return {
    trafficPolicy: rules.find(({ trafficPolicy }) => trafficPolicy)?.trafficPolicy,
    subsets: [...subsetsOf({ subsets: rules.flatMap(({ subsets }) => listOf(subsets)) }).values()],
  };
}

/** What becomes of the first call that would go otherwise than the gateway's own rule says. */
export function lossAmong(own: RuleParts, calls: Hop[], outcomes: RuleParts[]): string | undefined {
  const wanted = speechBy(own);
  const spoken = outcomes.map(speechBy);
  for (const call of calls) {
    const loss = spoken.map((speech) => lossOf(call, wanted(call)!, speech(call))).find((one) => one !== undefined);
    if (loss !== undefined) return loss;
  }
  return undefined;
}

function lossOf({ service, host, next: { port, subset } }: Hop, wanted: Speech, spoken: Speech | undefined): string | undefined {
  const calls = `calls to ${host} of ${service.node.path}`;
  if (!spoken) return `${calls} fail, because they are routed to subset ${subset}, which it does not have`;
  const { mode = 'DISABLE' } = spoken;
  if (mode !== wanted.mode) {
    return `${calls} reach its port ${port} with TLS mode ${mode} instead of ${wanted.mode}`
      + `${wanted.mode === 'ISTIO_MUTUAL' ? ', without the identity of the caller' : ''}${mode === 'DISABLE' ? ' and not encrypted by the mesh' : ''}`;
  }
  return wanted.sni === undefined || wanted.sni === spoken.sni ? undefined
    : `${calls} reach its port ${port} with ${spoken.sni === undefined ? 'no SNI of theirs' : `SNI ${spoken.sni}`}, and are known there by ${wanted.sni}`;
}

/** How a rule lets a proxy speak to a port; undefined where it lacks the subset. What stands at a port replaces what stands above it. */
function speechBy(rule: RuleParts): (hop: Hop) => Speech | undefined {
  const subsets = subsetsOf(rule);
  return ({ next: { port, subset: name } }) => {
    const general = atPort(rule.trafficPolicy, port)?.tls;
    if (name === undefined) return toSpeech(general);
    const subset = subsets.get(name);
    if (!subset) return undefined;
    const own = atPort(subset.trafficPolicy, port);
    return toSpeech(own === subset.trafficPolicy ? own?.tls ?? general : own?.tls);
  };
}

function subsetsOf({ subsets }: RuleParts): Map<string, Subset> {
  return new Map([...listOf(subsets)].reverse().map((subset) => [subset.name, subset] as const));
}

function atPort(policy: TrafficPolicy | undefined, port: number): Pick<TrafficPolicy, 'tls'> | undefined {
  return listOf(policy?.portLevelSettings).find((settings) => settings.port?.number === port) ?? policy;
}

function toSpeech(tls: TrafficPolicy['tls']): Speech {
  return tls ? { mode: tls.mode ?? 'DISABLE', sni: tls.sni } : {};
}

/** A program without types may have written anything. */
export function listOf<Item>(value: Item[] | undefined): Item[] {
  return Array.isArray(value) ? value : [];
}
