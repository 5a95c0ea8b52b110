import * as fc from 'fast-check';
import { either, exactHost, exportTo, labels, object, some, wildcardHost } from './pieces';
import { trafficPolicy } from './traffic-policy';

const subsets = some(object({}, { labels, trafficPolicy }), 3).map((all) => all.map((subset, at) => ({ name: `v${at}`, ...subset })));

export const destinationRuleSpec: fc.Arbitrary<any> = either(
  object({ host: either(exactHost, wildcardHost) }, { trafficPolicy, subsets, exportTo }),
  object({ host: exactHost, trafficPolicy }, { subsets }),
  object({ host: exactHost, trafficPolicy, workloadSelector: labels.map((matchLabels) => ({ matchLabels })) }, { exportTo: fc.constantFrom(['.'], ['shop']) }),
);
