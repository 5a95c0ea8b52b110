import { checkMetadata } from '../../../src/istio/fields/metadata';
import { Findings } from '../../../src/istio/findings';
import { accepts, webhookRefuses } from '../tables';

const judge = (annotations: any) => {
  const findings = new Findings('x');
  checkMetadata(findings, { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'x', annotations } });
  return findings.problems;
};

accepts(judge, { 'no annotations': undefined, 'other annotations': { 'example.com/a': 'b' } });

webhookRefuses(judge, {
  'a dry run': [{ 'istio.io/dry-run': 'true' }, 'x/dry-run-unsupported', 'metadata.annotations["istio.io/dry-run"]', 'AuthorizationPolicy'],
  'rejection': [
    { 'internal.istio.io/webhook-always-reject': '' }, 'x/annotation-reserved', 'metadata.annotations["internal.istio.io/webhook-always-reject"]', 'reserved',
  ],
  'parents': [{ 'internal.istio.io/parents': 'a' }, 'x/annotation-reserved', 'metadata.annotations["internal.istio.io/parents"]', 'reserved'],
});
