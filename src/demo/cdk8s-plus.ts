import type * as kplus from 'cdk8s-plus-27';

/** Loads cdk8s-plus when the first workload is made, so that whoever has none does not wait for it. */
export function cdk8sPlus(): typeof kplus {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it together with this library
  return require('cdk8s-plus-27');
}
