/** How much a lockdown is worth against a workload that wants to leave. */
export enum AssuranceLevel {
  /** Nothing is restricted. */
  OPEN = 'OPEN',
  /** Restricted, but a workload it covers is told to go around its proxy. */
  BYPASSED = 'BYPASSED',
  /** Mistakes are stopped, intent is not: the proxy refuses what is not declared, and a workload can go around its proxy. */
  ADVISORY = 'ADVISORY',
}

/** What a lockdown is worth, and why. */
export class Assurance {
  /** @internal */
  public static _of(level: AssuranceLevel, reasons: string[]): Assurance {
    return new Assurance(level, reasons);
  }

  private constructor(
    /** How much it is worth. */
    public readonly level: AssuranceLevel,
    /** Why it is worth no more, a sentence each. */
    public readonly reasons: string[],
  ) {}

  /** The level and the reasons in one paragraph. */
  public toString(): string {
    return `${this.level}: ${this.reasons.join(' ')}`;
  }
}
