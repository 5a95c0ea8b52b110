import { Findings } from '../../../src/istio/findings';
import { checkOutlierDetection } from '../../../src/istio/traffic/outlier-detection';
import { accepts, webhookRefuses, webhookWarns } from '../tables';

const judge = (outlier: any) => {
  const findings = new Findings('x');
  checkOutlierDetection(findings, 'outlier', outlier);
  return findings.problems;
};

accepts(judge, {
  'nothing': undefined,
  'settings': { consecutive5xxErrors: 7, interval: '5m', baseEjectionTime: '15m', maxEjectionPercent: 100, minHealthPercent: 0 },
  'failures that are told apart': { splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 5 },
  'no failures': { consecutiveLocalOriginFailures: 0 },
});

webhookRefuses(judge, {
  'failures that are not told apart': [{ consecutiveLocalOriginFailures: 5 }, 'x/local-origin-failures', 'outlier.consecutiveLocalOriginFailures', 'splitExternalLocalOriginErrors'],
  'more than all': [{ maxEjectionPercent: 101 }, 'x/percent-range', 'outlier.maxEjectionPercent', '0 to 100'],
  'less than nothing': [{ minHealthPercent: -1 }, 'x/percent-range', 'outlier.minHealthPercent'],
});

webhookWarns(judge, {
  'the old field': [{ consecutiveErrors: 5 }, 'x/consecutive-errors-deprecated', 'outlier.consecutiveErrors', 'deprecated'],
});
