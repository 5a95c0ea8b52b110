import type coerceVersion from 'semver/functions/coerce';
import type isGreaterOrEqual from 'semver/functions/gte';

/** @throws when a text is not a version of Istio */
export function mustBeVersion(version: string): void {
  isAtLeast(version, version);
}

/** Whether an Istio version, `1.30` or `1.30.2`, is at least the given one. */
export function isAtLeast(version: string, minimum: string): boolean {
  /* eslint-disable @typescript-eslint/no-require-imports -- few rules depend on the version: the others should not wait for it */
  const coerce: typeof coerceVersion = require('semver/functions/coerce');
  const gte: typeof isGreaterOrEqual = require('semver/functions/gte');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const [have, want] = [coerce(version), coerce(minimum)];
  if (!have || !want) throw new Error(`'${have ? minimum : version}' is not a version of Istio; write it as 1.31`);
  return gte(have, want);
}
