import { checkMetadata } from '../fields/metadata';
import { checkSelectorLabels } from '../fields/workload-selector';
import { Findings } from '../findings';
import type { IstioProblem } from '../problem';
import type { AccessLogging, Manifest, TelemetryMetrics, TelemetrySpec } from '../spec';
import { celProblem } from '../syntax/cel';
import { isPositiveDuration } from '../syntax/durations';

type Tracing = NonNullable<TelemetrySpec['tracing']>[number];
type TargetRef = NonNullable<TelemetrySpec['targetRef']>;

/** What a Telemetry can be attached to, by group. */
const TARGETS: Record<string, string[]> = {
  'core': ['Service'],
  'networking.istio.io': ['ServiceEntry'],
  'gateway.networking.k8s.io': ['Gateway', 'GatewayClass'],
};

/**
 * What Istio, and this library, say to a Telemetry.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 */
export function checkTelemetry(manifest: Manifest<TelemetrySpec>): IstioProblem[] {
  const findings = new Findings('telemetry');
  const { selector, targetRef, targetRefs = [], metrics = [], tracing = [], accessLogging = [] } = manifest.spec ?? {};
  checkMetadata(findings, manifest);
  if ([selector, targetRef, targetRefs.length > 0 || undefined].filter((one) => one !== undefined).length > 1) {
    findings.schema('selector-or-target', 'spec', undefined, 'only one of selector, targetRef and targetRefs can be set', 'keep one of them');
  }
  if (selector) checkSelectorLabels(findings, 'spec.selector.matchLabels', selector.matchLabels, 'every pod of the namespace');
  if (targetRef) checkTarget(findings, 'spec.targetRef', targetRef);
  targetRefs.forEach((target, index) => checkTarget(findings, `spec.targetRefs[${index}]`, target));
  metrics.forEach((one, index) => checkMetrics(findings, `spec.metrics[${index}]`, one));
  checkTracing(findings, tracing);
  accessLogging.forEach((one, index) => checkAccessLogging(findings, `spec.accessLogging[${index}]`, one));
  return findings.problems;
}

function checkTarget(findings: Findings, path: string, { group, kind }: TargetRef): void {
  if (Object.hasOwn(TARGETS, group || 'core') && TARGETS[group || 'core'].includes(kind)) return;
  findings.webhook('target-kind', `${path}.kind`, kind,
    `a Telemetry is attached to a Service, a ServiceEntry, a Gateway or a GatewayClass, and not to a ${kind} of group ${JSON.stringify(group ?? '')}`,
    'name one of those, with its group');
}

function checkMetrics(findings: Findings, path: string, { overrides = [], reportingInterval }: TelemetryMetrics): void {
  // Unlike other durations it need not be whole milliseconds.
  if (reportingInterval !== undefined && !isPositiveDuration(reportingInterval)) {
    findings.schema('duration-invalid', `${path}.reportingInterval`, reportingInterval, 'a duration must be at least 1ms', 'write a duration such as 5s');
  }
  overrides.forEach(({ tagOverrides = {} }, index) => {
    for (const [name, { operation, value }] of Object.entries(tagOverrides)) {
      const where = `${path}.overrides[${index}].tagOverrides[${JSON.stringify(name)}]`;
      if (name === '') findings.webhookWarning('tag-name-empty', where, name, 'a tag has an empty name', 'name the tag');
      if (operation !== 'REMOVE' && !value) {
        findings.webhook('tag-value-missing', `${where}.value`, value, 'a tag that is set needs a value', 'write an expression, such as request.host');
      }
      if (operation === 'REMOVE' && value !== undefined) {
        findings.schema('tag-value-removed', `${where}.value`, value, 'a tag that is removed has no value', 'remove value');
      }
    }
  });
}

function checkTracing(findings: Findings, tracing: Tracing[]): void {
  if (tracing.length > 1) {
    findings.webhookWarning('tracing-several', 'spec.tracing', tracing.length, 'several entries of tracing are not supported', 'write one');
  }
  tracing.forEach(({ providers = [], customTags = {} }, index) => {
    const path = `spec.tracing[${index}]`;
    if (providers.length > 1) {
      findings.webhookWarning('tracing-providers', `${path}.providers`, providers.length, 'several providers of tracing are not supported', 'name one');
    }
    if ('' in customTags) findings.webhook('tag-name-empty', `${path}.customTags`, '', 'a tag has an empty name', 'name the tag');
  });
}

function checkAccessLogging(findings: Findings, path: string, { filter, providers = [], disabled }: AccessLogging): void {
  if (!filter) return;
  const { expression = '' } = filter;
  const problem = celProblem(expression);
  if (problem !== undefined) {
    findings.webhook('filter-invalid', `${path}.filter.expression`, expression,
      `the filter is no expression of CEL: ${problem}`, 'write one, such as response.code >= 400');
  } else if (providers.length === 0 && !disabled && findings.accepted) {
    findings.advice('filter-without-provider', `${path}.providers`, undefined,
      'the filter of an entry that names no provider is forgotten, and everything is logged', 'name the provider, such as envoy');
  }
}
