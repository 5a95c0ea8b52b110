/**
 * Cuts crds/istio-egress.yaml and crds/gateway-api.yaml out of the CRD bundles that an Istio release is tested with.
 *
 * Usage: npx projen crds <path to crd-all.gen.yaml> <path to gateway-api-crd.yaml>
 *
 * Both lie in Istio's repository, below manifests/charts/base/files/ and tests/integration/pilot/testdata/.
 * Keeps the kinds this library writes or judges, in the one version it writes, without the prose:
 * what remains are the facts of the schemas.
 */
import { readFileSync, writeFileSync } from 'fs';
import { parseAllDocuments, stringify } from 'yaml';

interface Cut {
  readonly target: string;
  readonly kinds: readonly string[];
}

const CUTS: readonly Cut[] = [
  {
    target: 'crds/istio-egress.yaml',
    kinds: [
      'AuthorizationPolicy', 'DestinationRule', 'Gateway', 'PeerAuthentication', 'ProxyConfig',
      'ServiceEntry', 'Sidecar', 'Telemetry', 'VirtualService', 'WorkloadEntry',
    ],
  },
  {
    target: 'crds/gateway-api.yaml',
    kinds: ['BackendTLSPolicy', 'Gateway', 'HTTPRoute', 'ReferenceGrant', 'TCPRoute', 'TLSRoute'],
  },
];

interface CustomResourceDefinition {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: {
    group: string;
    names: { kind: string };
    scope: string;
    versions: { name: string; schema: object; served: boolean; storage: boolean }[];
  };
}

const bundles = process.argv.slice(2);
if (bundles.length !== CUTS.length) {
  console.error("usage: npx projen crds <path to Istio's crd-all.gen.yaml> <path to Istio's gateway-api-crd.yaml>");
  process.exit(1);
}
CUTS.forEach((cut, number) => cutOut(cut, bundles[number]));

function cutOut({ target, kinds }: Cut, bundle: string) {
  const found = parseAllDocuments(readFileSync(bundle, 'utf8'))
    .map((document) => document.toJS() as CustomResourceDefinition | null)
    .filter((crd): crd is CustomResourceDefinition => crd?.kind === 'CustomResourceDefinition' && kinds.includes(crd.spec.names.kind))
    .sort((a, b) => a.metadata.name.localeCompare(b.metadata.name));

  const missing = kinds.filter((kind) => !found.some((crd) => crd.spec.names.kind === kind));
  if (missing.length > 0) {
    console.error(`${bundle} has no ${missing.join(', ')}`);
    process.exit(1);
  }

  writeFileSync(target, found.map((crd) => `---\n${stringify(trim(crd), { lineWidth: 0, aliasDuplicateObjects: false })}`).join(''));
  console.log(`${target}: ${found.length} kinds`);
}

function trim(crd: CustomResourceDefinition) {
  const { group, names, scope, versions } = crd.spec;
  const version = versions.find((candidate) => candidate.name === 'v1') ?? versions[versions.length - 1];
  return {
    apiVersion: crd.apiVersion,
    kind: crd.kind,
    metadata: { name: crd.metadata.name },
    spec: {
      group,
      names,
      scope,
      versions: [{ name: version.name, schema: withoutDescriptions(version.schema), served: true, storage: true }],
    },
  };
}

/** A `description` that is a string is prose; one that is an object is a property of that name. */
function withoutDescriptions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutDescriptions);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(key === 'description' && typeof value === 'string'))
      .map(([key, value]) => [key, withoutDescriptions(value)]),
  );
}
