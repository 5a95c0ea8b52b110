import type * as semver from 'semver';
import { quote } from '../app/refusal';

/**
 * A minor version of Istio.
 *
 * The constants are the versions this library is made for; `IstioVersion.of()` takes any other.
 *
 * @see https://istio.io/latest/docs/releases/supported-releases/
 */
export class IstioVersion {
  /**
   * The first version that serves `networking.istio.io/v1`.
   *
   * @internal
   */
  public static readonly _SERVES_V1 = new IstioVersion('1.22');

  /** Istio 1.28, the oldest version this library is made for, and the one assumed where no mesh is declared. */
  public static readonly V1_28 = new IstioVersion('1.28');
  /** Istio 1.29. */
  public static readonly V1_29 = new IstioVersion('1.29');
  /** Istio 1.30: DYNAMIC_DNS for sidecars. */
  public static readonly V1_30 = new IstioVersion('1.30');
  /** Istio 1.31: ALLOW_ANY_DYNAMIC_DNS as the mesh's outbound policy. */
  public static readonly V1_31 = new IstioVersion('1.31');

  /**
   * A version by its number.
   *
   * @param version `1.29`, `1.29.3` or `1.32.0-rc.0`; what follows the minor version makes no difference
   * @throws when the text is not a version number
   */
  public static of(version: string): IstioVersion {
    // A number has lost its zero: 1.30 is 1.3.
    const parsed = typeof version === 'string' && /^\d+\.\d+(?:$|[-+.])/.test(version) ? parser().coerce(version) : null;
    if (!parsed) {
      throw new Error(`IstioVersion.of: ${quote(version)} is not a version of Istio; write a string such as '1.31' or '1.31.1'`);
    }
    return new IstioVersion(`${parsed.major}.${parsed.minor}`);
  }

  private constructor(
    /** The minor version: `1.31`. */
    public readonly minor: string,
  ) {}

  /**
   * Whether this version is the other one or came after it.
   *
   * @param other the version to compare with
   */
  public isAtLeast(other: IstioVersion): boolean {
    const question = `${this.minor} ${other.minor}`;
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = parser().gte(`${this.minor}.0`, `${other.minor}.0`);
    answers.set(question, answer);
    return answer;
  }

  /** The minor version: `1.31`. */
  public toString(): string {
    return this.minor;
  }
}

/** Every service of an app asks the same few questions. */
const answers = new Map<string, boolean>();

/** Loaded by the first comparison: most programs make none, and every run pays for what is loaded. */
function parser(): typeof semver {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('semver');
}
