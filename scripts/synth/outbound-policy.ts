import { parse } from 'yaml';

/** A YAML document: a Kubernetes object, or the values of a chart. */
export type Document = Record<string, any>;

const ISTIO_DEFAULT = "ALLOW_ANY (Istio's default)";

interface Statement {
  readonly mode: string;
  readonly by: string;
}

/**
 * The outbound policy in force once these documents are applied in this order: what the mesh config says, then the Sidecars
 * that speak for a namespace or some of its workloads, then who goes past the proxy and so past all of that. A line each.
 */
export function outboundPolicy(documents: readonly Document[]): string[] {
  const current = lastOfEach(documents);
  const mesh = current.flatMap((document) => statement(document, meshPolicy(document))).pop();
  const sidecars = current.filter(({ kind }) => kind === 'Sidecar')
    .flatMap((sidecar) => statement(sidecar, sidecar.spec?.outboundTrafficPolicy));
  return [
    mesh ? `${mesh.mode} (${mesh.by})` : ISTIO_DEFAULT,
    ...sidecars.map(({ mode, by }) => `${by}: ${mode}`),
    ...current.filter(goesPastTheProxy).map((document) => `bypass in ${identity(document)}`),
  ];
}

/** An object that is applied again replaces the one of the same name; values files only ever add to each other. */
function lastOfEach(documents: readonly Document[]): Document[] {
  const current = new Map<string | Document, Document>();
  for (const document of documents) {
    const key = document.kind ? identity(document) : document;
    current.delete(key);
    current.set(key, document);
  }
  return [...current.values()];
}

function identity({ kind, metadata }: Document): string {
  if (!kind) return 'Helm values';
  return `${kind} ${metadata?.namespace ? `${metadata.namespace}/` : ''}${metadata?.name ?? ''}`.trim();
}

function statement(document: Document, policy: Document | undefined): Statement[] {
  // A policy that is there without a mode has the first value of Istio's enum, which is not Istio's default.
  return policy ? [{ mode: policy.mode ?? 'REGISTRY_ONLY', by: identity(document) + selection(document) }] : [];
}

function selection({ kind, spec }: Document): string {
  const labels = kind === 'Sidecar' && spec?.workloadSelector?.labels;
  return labels ? ` [${Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(', ')}]` : '';
}

/** Every way of installing Istio keeps its mesh config somewhere else; see docs. */
function meshPolicy(document: Document): Document | undefined {
  return meshConfig(document)?.outboundTrafficPolicy ?? undefined;
}

function meshConfig({ apiVersion, kind, data, spec, meshConfig: values }: Document): Document | undefined {
  switch (kind) {
    case 'ConfigMap': return typeof data?.mesh === 'string' ? parse(data.mesh) : undefined;
    case 'Istio': return isBanzai(apiVersion) ? spec : spec?.values?.meshConfig;
    case 'IstioOperator':
    case 'IstioControlPlane': return spec?.meshConfig;
    case undefined: return values;
    default: return undefined;
  }
}

/** Banzai Cloud's operator has the policy at the top of its `Istio`; the Sail operator embeds Helm values in its own. */
function isBanzai(apiVersion: unknown): boolean {
  return String(apiVersion).startsWith('istio.banzaicloud.io/');
}

function goesPastTheProxy({ kind, spec, global: values }: Document): boolean {
  if (!kind) return Boolean(values?.proxy?.excludeIPRanges || values?.proxy?.includeIPRanges);
  const annotations: object = spec?.template?.metadata?.annotations ?? {};
  return Object.keys(annotations).some((key) => /^traffic\.sidecar\.istio\.io\/(in|ex)cludeOutbound/.test(key));
}
