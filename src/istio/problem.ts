/** Who objects to a manifest. */
export enum ProblemOrigin {
  /** The CRD's OpenAPI schema or one of its CEL rules: the API server refuses the object. */
  SCHEMA = 'SCHEMA',
  /** istiod's validating webhook: refused or warned about when the object is applied. */
  WEBHOOK = 'WEBHOOK',
  /** This library: Istio accepts it, and it does not do what its author expects. */
  ADVICE = 'ADVICE',
}

/** What a problem means for the object it was found in. */
export enum ProblemSeverity {
  /** The object is refused: by Istio for SCHEMA and WEBHOOK, by this library for ADVICE. */
  ERROR = 'ERROR',
  /** The object is accepted with a warning. */
  WARNING = 'WARNING',
}

/** One thing that is wrong with a manifest. */
export interface IstioProblem {
  /** Stable name of the rule, `<kind>/<rule>`, for example `service-entry/cidr-needs-static-or-none`. */
  readonly code: string;
  /** Who objects. */
  readonly origin: ProblemOrigin;
  /** Whether the object is refused or only warned about. */
  readonly severity: ProblemSeverity;
  /** The field, as a path from the top of the manifest: `spec.ports[0].number`. */
  readonly path: string;
  /**
   * The offending value, as it stands in the manifest.
   *
   * @default - something is missing
   */
  readonly value?: any;
  /** What is wrong and what is allowed. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}
