import type { IstioFacts } from './facts';
import { ProblemSeverity } from './problem';
import { type IstioValidationProps, type ManifestProblem, validateManifests } from './validate-manifests';
import { factsFrom } from './validation-props';

/** The part of cdk8s-cli's ValidationContext that is used here. */
interface ValidationContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Record<string, string>): void;
  };
  parseManifest(path: string): any[];
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: { resourceName: string; locations: string[]; manifestPath: string }[];
}

/**
 * Judges everything `cdk8s synth` writes as `validateManifests` does, also what was not built with this library.
 *
 * In cdk8s.yaml:
 *
 *     validations:
 *       - package: cdk8s-istio-egress
 *         version: 0.1.0
 *         class: IstioValidation
 *         properties:
 *           version: '1.31'
 *
 * Every problem is a violation whose rule is the problem's code. Errors of Istio and of this library make `cdk8s synth` fail;
 * warnings are in the report, marked as such, and let it pass.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/
 */
export class IstioValidation {
  /**
   * The problems of manifests, as `validateManifests()` finds them: the same for languages that have no functions.
   *
   * @param manifests Kubernetes objects as they stand in YAML
   * @param props what is known of the mesh they are for
   * @throws when a prop is misspelt or of another type, or `version` is not a version
   */
  public static problemsOf(manifests: any[], props: IstioValidationProps = {}): ManifestProblem[] {
    return validateManifests(manifests, props);
  }

  private readonly facts: IstioFacts;

  /**
   * Made by the CLI.
   *
   * @param props `properties` in cdk8s.yaml
   * @throws when a property is misspelt or of another type, or `version` is not a version
   */
  constructor(props: IstioValidationProps = {}) {
    this.facts = factsFrom('IstioValidation', props);
  }

  /**
   * Validates the manifests of an app. Called by the CLI.
   *
   * @param context cdk8s-cli's ValidationContext
   * @throws when a manifest is not YAML, or `version` is not a version
   */
  public async validate(context: any): Promise<void> {
    const { manifests: paths, report } = context as ValidationContext;
    const documents = paths.flatMap((path) => (context as ValidationContext).parseManifest(path).map((manifest) => ({ path, manifest })));
    const problems = validateManifests(documents.map(({ manifest }) => manifest), this.facts);
    for (const problem of problems) report.addViolation(toViolation(problem, documents[problem.index].path));
    const errors = problems.filter(({ severity }) => severity === ProblemSeverity.ERROR).length;
    report.submit(errors > 0 ? 'failure' : 'success', { Errors: String(errors), Warnings: String(problems.length - errors) });
  }
}

function toViolation(problem: ManifestProblem, manifestPath: string): Violation {
  const { code, severity, message, fix, kind, name = '', path } = problem;
  return {
    ruleName: severity === ProblemSeverity.WARNING ? `${code} (warning)` : code,
    recommendation: `${kind} ${name}: ${message}`,
    fix,
    violatingResources: [{ resourceName: name, locations: [path], manifestPath }],
  };
}
