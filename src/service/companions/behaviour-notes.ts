import { inMilliseconds } from '../behaviour/in-milliseconds';
import type { EgressPort } from '../values/egress-port';
import { layerOf } from '../paths/layer';
import type { Behaviour } from './behaviour';

const OF_REQUESTS = ['timeout', 'retries', 'fault', 'stripMeshHeaders', 'removeRequestHeaders'] as const;

/** What one should know of a behaviour and does not see in the props, for a person. */
export function behaviourNotes(ports: EgressPort[], behaviour: Behaviour): string[] {
  return [...wherePartly(ports, behaviour), ...triesThatDoNotFit(behaviour), ...faults(behaviour)];
}

function wherePartly(ports: EgressPort[], behaviour: Behaviour): string[] {
  const said = OF_REQUESTS.filter((prop) => behaviour[prop]);
  const others = ports.filter((port) => layerOf(port) !== 'http');
  if (said.length === 0 || others.length === 0) return [];
  return [`What it says of requests (${said.join(', ')}) says nothing of ${others.join(', ')}, where the proxy sees none.`];
}

function triesThatDoNotFit({ timeout, retries }: Behaviour): string[] {
  if (!timeout || !retries?.perTryTimeout) return [];
  const tries = retries.attempts + 1;
  const fit = Math.ceil(timeout.toMilliseconds({ integral: false }) / retries.perTryTimeout.toMilliseconds({ integral: false }));
  if (fit >= tries) return [];
  return [`Where each try takes its ${inMilliseconds(retries.perTryTimeout)}, timeout ${inMilliseconds(timeout)} ends the call in try ${fit} of ${tries}.`];
}

function faults({ fault }: Behaviour): string[] {
  return fault ? [`Its callers meet a fault that is made up, in ${fault.percentage} % of the calls.`] : [];
}
