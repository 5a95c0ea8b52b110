import { Chart } from 'cdk8s';
import { EgressApp } from 'cdk8s-istio-egress';
import { type AmbientExpectation } from './ambient';
import { type ExpectedCall } from './calls';
import { type KubernetesObject } from './cluster';

/** A documented way of leaving a mesh, as a program, with what it does to calls. */
export interface Scenario {
  /** A short name; the snapshot and the judges call it so. It starts with the number of the documented way: `s18-...`. */
  readonly name: string;
  /**
   * Numbers of further documented ways that the program shows: `S25`.
   *
   * @default - none
   */
  readonly also?: readonly string[];
  /** What the user achieves. */
  readonly achieves: string;
  /**
   * Namespace of the chart.
   *
   * @default 'shop'
   */
  readonly namespace?: string;
  /** The program. */
  readonly define: (chart: Chart) => void;
  /** The clusters it is applied to. */
  readonly worlds: readonly World[];
  /**
   * The file in test/judges/mesh/chapters that sends bytes the same way.
   *
   * @default - none
   */
  readonly chapter?: string;
  /** What Istio says to it, and why that is all right. Nothing else may be said. */
  readonly messages?: readonly ExpectedMessage[];
}

/** A cluster that the objects are applied to, and the calls that are then made in it. */
export interface World {
  readonly title: string;
  /**
   * What others have applied.
   *
   * @default - nothing
   */
  readonly around?: readonly KubernetesObject[];
  /**
   * The outbound traffic policy of a mesh config that the objects leave alone.
   *
   * @default - none, which is ALLOW_ANY
   */
  readonly mode?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  readonly calls: readonly ExpectedCall[];
  /**
   * What becomes of the services where the data plane is ambient.
   *
   * @default - it is not asked for
   */
  readonly ambient?: AmbientExpectation;
}

/** A warning of the webhook (code `webhook`) or a message of `istioctl analyze` that is expected, and why. */
export interface ExpectedMessage {
  readonly code: string;
  /** A part of the name of the object it is about. */
  readonly about: string;
  readonly reason: string;
}

/** The program in an app of its own. */
export function appOf({ name, namespace = 'shop', define }: Scenario): EgressApp {
  const app = new EgressApp({ outdir: 'manifests/scenario' });
  define(new Chart(app, name, { namespace }));
  return app;
}

/** The documented ways that a scenario shows: those with a number. */
export function numbersOf({ name, also = [] }: Scenario): string[] {
  const [, number] = /^s0*(\d+)-/.exec(name) ?? [];
  return [...number ? [`S${number}`] : [], ...also];
}
