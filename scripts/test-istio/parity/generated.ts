import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { type Tally } from '../../shared/tally';
import { type Oracle } from '../oracle';
import { Report } from '../report';
import { mutated, mutations } from './mutations';
import { destinationRuleSpec } from './valid/destination-rule';
import { meshConfig } from './valid/mesh-config';
import { object } from './valid/pieces';
import { serviceEntrySpec } from './valid/service-entry';
import { sidecarSpec } from './valid/sidecar';
import { virtualServiceSpec } from './valid/virtual-service';
import { workloadEntrySpec } from './valid/workload-entry';
import { disagreement, meshConfigDisagreement } from './verdict';

/** Fixed, so that every run judges the same objects; PARITY_SEED and PARITY_FACTOR are for those who want to see others, and more. */
const SEED = Number(process.env.PARITY_SEED ?? 20260827);
const FACTOR = Number(process.env.PARITY_FACTOR ?? 1);

interface Generator {
  readonly kind: string;
  readonly spec: fc.Arbitrary<any>;
  readonly runs: number;
}

const GENERATORS: readonly Generator[] = [
  { kind: 'ServiceEntry', spec: serviceEntrySpec, runs: 1_600 },
  { kind: 'WorkloadEntry', spec: workloadEntrySpec, runs: 400 },
  { kind: 'Sidecar', spec: sidecarSpec, runs: 1_200 },
  { kind: 'DestinationRule', spec: destinationRuleSpec, runs: 1_200 },
  { kind: 'VirtualService', spec: virtualServiceSpec, runs: 1_600 },
];
const MESH_CONFIG_RUNS = 600;

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
  for (const { kind, spec, runs } of GENERATORS) {
    const manifests = fc.record({ metadata, apiVersion, spec, changes: mutations }).map(({ changes, ...rest }) => ({
      kind, ...rest, spec: changes.reduce((before, change) => mutated(kind, before, change), rest.spec),
    }));
    await compare(kind, runs, manifests, report, async (manifest) => {
      const [theirs] = await oracle.accept([manifest]);
      return { accepted: !theirs.schema && !theirs.errors, different: disagreement(manifest, theirs) };
    });
  }
  await compare('MeshConfig', MESH_CONFIG_RUNS, meshConfig, report, async (config) => {
    const [theirs] = await oracle.meshConfigs([[stringify(config)]]);
    return { accepted: !theirs.unreadable && !theirs.errors, different: meshConfigDisagreement(config, theirs) };
  });
  return report.tally;
}

async function compare<T>(
  kind: string, runs: number, values: fc.Arbitrary<T>, report: Report, judge: (value: T) => Promise<{ accepted: boolean; different?: string }>,
): Promise<void> {
  const share = new Share();
  const property = fc.asyncProperty(values, async (value) => {
    const { accepted, different } = await judge(value);
    share.count(accepted);
    if (different) throw new Error(different);
  });
  const { failed, counterexample, errorInstance, numRuns } = await fc.check(property, { seed: SEED, numRuns: runs * FACTOR });
  console.log(`${kind}: ${share}`);
  for (let passed = failed ? 1 : 0; passed < numRuns; passed++) report.check([], kind);
  if (failed) report.check([`${(errorInstance as Error).message}`, JSON.stringify(counterexample?.[0])], `${kind}: our rules and Istio disagree`);
  // Noise that is always refused, and objects that are always accepted, would prove nothing.
  if (!failed) report.check(share.fraction > 0.35 && share.fraction < 0.65 ? [] : [`${share}`], `${kind}: about half of the objects should be accepted`);
}

const apiVersion = fc.constantFrom('networking.istio.io/v1', 'networking.istio.io/v1beta1', 'networking.istio.io/v1alpha3');

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
