import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { type Tally } from '../../shared/tally';
import { type Oracle } from '../oracle';
import { Report } from '../report';
import { VERSIONS } from './kinds';
import { mutated, mutations } from './mutations';
import { VALID_SPECS } from './valid/all';
import { meshConfig } from './valid/mesh-config';
import { object } from './valid/pieces';
import { disagreement, meshConfigDisagreement } from './verdict';

/** Fixed, so that every run judges the same objects; PARITY_SEED and PARITY_FACTOR are for those who want to see others, and more. */
const SEED = Number(process.env.PARITY_SEED ?? 20260827);
const FACTOR = Number(process.env.PARITY_FACTOR ?? 1);

const RUNS: Readonly<Record<string, number>> = {
  ServiceEntry: 1_600, WorkloadEntry: 400, Sidecar: 1_200, DestinationRule: 1_200, VirtualService: 1_600, Gateway: 1_000, Telemetry: 1_200,
  MeshConfig: 600,
};

/** How many of the objects Istio accepts, of how many. */
class Share {
  private accepted = 0;
  private all = 0;

  count(accepted: boolean): void {
    this.all++;
    if (accepted) this.accepted++;
  }

  get fraction(): number {
    return this.accepted / this.all;
  }

  toString(): string {
    return `${this.all} objects, ${Math.round(this.fraction * 100)} % of them accepted by Istio`;
  }
}

/**
 * Valid objects with no, one or two small mistakes: our rules have to say what Istio says of every one. Of those that do not, the smallest
 * that can be found is printed.
 */
export async function compareGenerated(oracle: Oracle): Promise<Tally> {
  const report = new Report();
  for (const [kind, spec] of Object.entries(VALID_SPECS)) {
    const apiVersion = fc.constantFrom(...VERSIONS[kind]);
    const manifests = fc.record({ metadata, apiVersion, spec, changes: mutations }).map(({ changes, ...rest }) => ({
      kind, ...rest, spec: changes.reduce((before, change) => mutated(kind, before, change), rest.spec),
    }));
    await compare(kind, manifests, report, async (manifest) => {
      const [theirs] = await oracle.accept([manifest]);
      return { accepted: !theirs.schema && !theirs.errors, different: disagreement(manifest, theirs) };
    });
  }
  await compare('MeshConfig', meshConfig, report, async (config) => {
    const [theirs] = await oracle.meshConfigs([[stringify(config)]]);
    return { accepted: !theirs.unreadable && !theirs.errors, different: meshConfigDisagreement(config, theirs) };
  });
  return report.tally;
}

/** Whether Istio accepts an object, and what we say differently, if so. */
interface Judgement {
  readonly accepted: boolean;
  readonly different?: string;
}

async function compare<T>(
  kind: string, values: fc.Arbitrary<T>, report: Report, judge: (value: T) => Promise<Judgement>,
): Promise<void> {
  const share = new Share();
  const property = fc.asyncProperty(values, async (value) => {
    const { accepted, different } = await judge(value);
    share.count(accepted);
    if (different) throw new Error(different);
  });
  const { failed, counterexample, errorInstance, numRuns } = await fc.check(property, { seed: SEED, numRuns: RUNS[kind] * FACTOR });
  console.log(`${kind}: ${share}`);
  for (let passed = failed ? 1 : 0; passed < numRuns; passed++) report.check([], kind);
  if (failed) report.check([`${(errorInstance as Error).message}`, JSON.stringify(counterexample?.[0])], `${kind}: our rules and Istio disagree`);
  // Noise that is always refused, and objects that are always accepted, would prove nothing.
  if (!failed) report.check(share.fraction > 0.3 && share.fraction < 0.7 ? [] : [`${share}`], `${kind}: about half of the objects should be accepted`);
}

/** The labels and annotations that Istio's validation looks at. */
const metadata = object({ name: fc.constant('x'), namespace: fc.constant('shop') }, {
  labels: fc.constantFrom<any>(
    { app: 'a' }, { 'networking.istio.io/enable-autoallocate-ip': 'false' }, { 'networking.istio.io/enable-autoallocate-ip': 'true' },
    { 'istio.io/use-waypoint': 'egress' }, { 'istio.io/use-waypoint': 'none' },
  ),
  annotations: fc.oneof(
    { weight: 15, arbitrary: fc.constant({ 'example.com/a': 'b' }) },
    { weight: 1, arbitrary: fc.constantFrom<any>({ 'istio.io/dry-run': 'true' }, { 'internal.istio.io/parents': 'a' }, { 'internal.istio.io/webhook-always-reject': 'true' }) },
  ),
});
