import { type IstioProblem, ProblemOrigin, ProblemSeverity } from './problem';

/**
 * Collects what the check of one manifest finds, in the order in which it looks.
 *
 * A rule that both the CRD schema and the webhook have is filed under SCHEMA: the API server refuses first.
 */
export class Findings {
  readonly problems: IstioProblem[] = [];

  /** @param kind the first part of every code, for example `service-entry` */
  constructor(private readonly kind: string) {}

  /** Whether nothing found so far makes Istio refuse the object. */
  get accepted(): boolean {
    return !this.problems.some(({ origin, severity }) => origin !== ProblemOrigin.ADVICE && severity === ProblemSeverity.ERROR);
  }

  /** The CRD schema refuses it. */
  schema(rule: string, path: string, value: unknown, message: string, fix: string): void {
    this.add(rule, ProblemOrigin.SCHEMA, ProblemSeverity.ERROR, path, value, message, fix);
  }

  /** istiod's webhook refuses it. */
  webhook(rule: string, path: string, value: unknown, message: string, fix: string): void {
    this.add(rule, ProblemOrigin.WEBHOOK, ProblemSeverity.ERROR, path, value, message, fix);
  }

  /** istiod's webhook accepts it with a warning. */
  webhookWarning(rule: string, path: string, value: unknown, message: string, fix: string): void {
    this.add(rule, ProblemOrigin.WEBHOOK, ProblemSeverity.WARNING, path, value, message, fix);
  }

  /** Istio accepts it, and it does not do what its author expects. */
  advice(rule: string, path: string, value: unknown, message: string, fix: string): void {
    this.add(rule, ProblemOrigin.ADVICE, ProblemSeverity.ERROR, path, value, message, fix);
  }

  /** Istio accepts it, it may be meant, and it surprises many. */
  adviceWarning(rule: string, path: string, value: unknown, message: string, fix: string): void {
    this.add(rule, ProblemOrigin.ADVICE, ProblemSeverity.WARNING, path, value, message, fix);
  }

  /** istiod loses its warnings about some parts of an object; its errors it keeps. */
  losingWarnings(check: () => void): void {
    const before = this.problems.length;
    check();
    const found = this.problems.splice(before);
    this.problems.push(...found.filter(({ origin, severity }) => origin !== ProblemOrigin.WEBHOOK || severity === ProblemSeverity.ERROR));
  }

  private add(
    rule: string, origin: ProblemOrigin, severity: ProblemSeverity, path: string, value: unknown, message: string, fix: string,
  ): void {
    this.problems.push({ code: `${this.kind}/${rule}`, origin, severity, path, value, message, fix });
  }
}
