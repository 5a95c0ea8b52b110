import { isAcceptedIn } from './accepted-risks';
import type * as check from './check-manifest';
import type * as clashes from './clashes';
import type * as maps from './kinds/mesh-config-map';
import { type IstioProblem, ProblemOrigin, ProblemSeverity } from './problem';
import type { Manifest } from './spec';
import { factsFrom } from './validation-props';

/** What is known of the mesh that manifests are for. */
export interface IstioValidationProps {
  /**
   * Minor version of the control plane, for example `1.31`.
   *
   * @default - the oldest version this library supports
   */
  readonly version?: string;

  /**
   * Whether istiod gives addresses to ServiceEntries that have none (`PILOT_ENABLE_IP_AUTOALLOCATE`).
   *
   * @default true
   */
  readonly ipAutoAllocate?: boolean;

  /**
   * Whether the proxies answer DNS (`ISTIO_META_DNS_CAPTURE`).
   *
   * @default false
   */
  readonly dnsCapture?: boolean;
}

/** A problem, and the manifest that has it. */
export interface ManifestProblem extends IstioProblem {
  /** Position of the manifest in the list that was validated. */
  readonly index: number;
  /** Kind of the object. */
  readonly kind: string;
  /**
   * Namespace of the object.
   *
   * @default - the manifest names none
   */
  readonly namespace?: string;
  /**
   * Name of the object.
   *
   * @default - the manifest has none
   */
  readonly name?: string;
}

/**
 * Says what Istio would say to manifests, before anything is applied.
 *
 * Judged are ServiceEntry, WorkloadEntry, Sidecar, DestinationRule, VirtualService and Gateway of networking.istio.io (v1, v1beta1
 * and v1alpha3 alike) and Telemetry of telemetry.istio.io (v1, v1alpha1), each by the schema of its CRD, the rules of istiod's
 * webhook and the traps this library knows; ConfigMaps `istio` and `istio-<revision>` by what istiod reads in their mesh config;
 * and all of them for clashes: two manifests of one object, one host and port with different protocols, two Sidecars for one
 * namespace, TLS that is originated twice, DestinationRules and VirtualServices that reach further than the ServiceEntry they are
 * about. Everything else passes.
 *
 * The manifests may come from anywhere, for example from `Testing.synth(chart)`:
 *
 *     expect(validateManifests(Testing.synth(chart), { version: '1.31' })).toEqual([]);
 *
 * A trap that is meant is not reported where the manifest says why: the annotation `accepted-risk.cdk8s-istio-egress/<rule>`,
 * for example `accepted-risk.cdk8s-istio-egress/tcp-any-address`, with the reason as its value. `acceptRisks` of an
 * ExternalService writes it.
 *
 * Nothing is thrown for what is wrong with a manifest: all problems of all manifests are returned, in the order of the
 * manifests and then of their fields, clashes last.
 *
 * @param manifests Kubernetes objects as they stand in YAML
 * @param props what is known of the mesh they are for; what is left out is that of a stock install of the oldest supported Istio
 * @throws when a prop is misspelt or of another type, or `version` is not a version
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 * @see https://istio.io/latest/docs/reference/config/networking/workload-entry/
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/
 */
export function validateManifests(manifests: any[], props: IstioValidationProps = {}): ManifestProblem[] {
  const known = factsFrom('validateManifests', props);
  const { checkManifest, checkMeshConfigMap, findClashes, isMeshConfigMap } = loadRules();
  const indexes = new Map<Manifest, number>();
  manifests.forEach((manifest, index) => {
    if (typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest)) indexes.set(manifest, index);
  });
  const accepted: Manifest[] = [];
  const problems: ManifestProblem[] = [];
  for (const manifest of indexes.keys()) {
    const own = isMeshConfigMap(manifest) ? checkMeshConfigMap(manifest, known) : checkManifest(manifest, known);
    if (!own.some(isRefusal)) accepted.push(manifest);
    problems.push(...own.map((problem) => locate(problem, manifest, indexes.get(manifest)!)));
  }
  const found = [...problems, ...findClashes(accepted).map(({ manifest, problem }) => locate(problem, manifest, indexes.get(manifest)!))];
  return found.filter((problem) => !isAcceptedIn(manifests[problem.index], problem));
}

/** A program that validates no manifests should not wait for the rules of every kind. */
function loadRules(): typeof check & typeof clashes & typeof maps {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return { ...require('./check-manifest'), ...require('./clashes'), ...require('./kinds/mesh-config-map') };
}

function isRefusal({ origin, severity }: IstioProblem): boolean {
  return origin !== ProblemOrigin.ADVICE && severity === ProblemSeverity.ERROR;
}

function locate(problem: IstioProblem, { kind, metadata }: Manifest, index: number): ManifestProblem {
  return { ...problem, index, kind, namespace: metadata?.namespace, name: metadata?.name };
}
