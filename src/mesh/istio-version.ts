import type coerce from 'semver/functions/coerce';
import type gte from 'semver/functions/gte';
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
    const parsed = typeof version === 'string' && /^\d+\.\d+(?:$|[-+.])/.test(version) ? coerceVersion()(version) : null;
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
    let answers = ANSWERS.get(this);
    if (!answers) ANSWERS.set(this, answers = new Map());
    let answer = answers.get(other);
    if (answer === undefined) answers.set(other, answer = isGreaterOrEqual()(`${this.minor}.0`, `${other.minor}.0`));
    return answer;
  }

  /** The minor version: `1.31`. */
  public toString(): string {
    return this.minor;
  }
}

/** Every service of an app asks the same few questions. */
const ANSWERS = new WeakMap<IstioVersion, Map<IstioVersion, boolean>>();

/** Loaded by the first comparison, and without the rest of semver: every run pays for what is loaded. */
function isGreaterOrEqual(): typeof gte {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('semver/functions/gte');
}

/** Loaded by the first version that is no constant. */
function coerceVersion(): typeof coerce {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('semver/functions/coerce');
}
