import { parse } from 'yaml';
import { type MeshConfigMapOptions, IstioVersion, MeshConfigTarget, OutboundTrafficPolicyMode } from '../../../src';
import { chartInMesh, lockMesh, manifestsOf, newChart, refusalOf, untyped } from '../lockdowns';

const { REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS } = OutboundTrafficPolicyMode;

function written(options: MeshConfigMapOptions, mode?: OutboundTrafficPolicyMode): any {
  const chart = chartInMesh({ version: IstioVersion.V1_31 });
  lockMesh(chart, MeshConfigTarget.configMap(options), mode);
  return manifestsOf(chart)[0];
}

const TEXT = `# owned by the platform team
accessLogFile: /dev/stdout # wanted by audit
outboundTrafficPolicy:
  # open until the migration is over
  mode: ALLOW_ANY
trustDomain: corp.example
`;

/** As \`kubectl get configmap istio-canary -n istio-config -o yaml\` prints it. */
const PRINTED = `apiVersion: v1
kind: ConfigMap
metadata:
  creationTimestamp: "2026-01-01T00:00:00Z"
  labels:
    release: istio
  name: istio-canary
  namespace: istio-config
  resourceVersion: "4711"
data:
  mesh: |-
    # ours
    accessLogFile: /dev/stdout
  meshNetworks: |-
    networks:
      west: {}
`;

const BASES: [string, MeshConfigMapOptions][] = [
  ['object', { base: { accessLogFile: '/dev/stdout', defaultConfig: { holdApplicationUntilProxyStarts: true } } }],
  ['text', { base: TEXT }],
  ['printed ConfigMap', { base: PRINTED }],
  ['printed ConfigMap as object', { base: parse(PRINTED) }],
  ['networks', { base: TEXT, meshNetworks: { networks: { east: { endpoints: [{ fromRegistry: 'east' }] } } } }],
  ['other name, deletable', { base: TEXT, name: 'istio-blue', deletable: true }],
];

describe.each([REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS])('%s', (mode) => {
  test.each(BASES)('%s', (_name, options) => {
    expect(written(options, mode)).toMatchSnapshot();
  });
});

describe('only the mode changes', () => {
  test('in a text, whose comments and order stay', () => {
    expect(written({ base: TEXT }).data.mesh).toEqual(TEXT.replace('ALLOW_ANY', 'REGISTRY_ONLY'));
  });

  test('in an object', () => {
    const base = { accessLogFile: '/dev/stdout', outboundTrafficPolicy: { mode: 'ALLOW_ANY', tls: { mode: 'SIMPLE' } } };
    const { mesh } = written({ base }, ALLOW_ANY_DYNAMIC_DNS).data;
    expect(parse(mesh)).toEqual({ ...base, outboundTrafficPolicy: { mode: 'ALLOW_ANY_DYNAMIC_DNS', tls: { mode: 'SIMPLE' } } });
    expect(base.outboundTrafficPolicy.mode).toEqual('ALLOW_ANY');
  });

  test.each<[string, string, string]>([
    ['an empty policy', 'outboundTrafficPolicy: {}\n', 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }\n'],
    ['a policy without a value', 'outboundTrafficPolicy:\n', 'outboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n'],
    ['a policy that is none', 'outboundTrafficPolicy: REGISTRY\n', 'outboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n'],
    ['the name protobuf gives it', 'outbound_traffic_policy:\n  mode: ALLOW_ANY\n', 'outbound_traffic_policy:\n  mode: REGISTRY_ONLY\n'],
    ['both names', 'outbound_traffic_policy: {}\noutboundTrafficPolicy: {}\n', 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }\n'],
    ['an alias', 'inboundTrafficPolicy: &a\n  mode: LOCALHOST\noutboundTrafficPolicy: *a\n',
      'inboundTrafficPolicy: &a\n  mode: LOCALHOST\noutboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n'],
    ['no policy', 'trustDomain: corp.example\n', 'trustDomain: corp.example\noutboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n'],
  ])('%s', (_name, base, mesh) => {
    expect(written({ base }).data.mesh).toEqual(mesh);
  });

  test('and a text stays a text to readers of YAML 1.1, as istiod is', () => {
    expect(written({ base: { trustDomain: 'yes', accessLogFile: 'off' } }).data.mesh).toContain('trustDomain: "yes"\naccessLogFile: "off"\n');
  });
});

describe('name, namespace and networks', () => {
  test('come from the printed ConfigMap', () => {
    const { metadata, data } = written({ base: PRINTED });
    expect(metadata).toMatchObject({ name: 'istio-canary', namespace: 'istio-config' });
    expect(metadata).not.toHaveProperty('resourceVersion');
    expect(data).toEqual({
      mesh: '# ours\naccessLogFile: /dev/stdout\noutboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n',
      meshNetworks: 'networks:\n  west: {}\n',
    });
  });

  test('come from the mesh where base is a mesh config alone', () => {
    const chart = chartInMesh({ revision: 'canary', rootNamespace: 'istio-config' });
    lockMesh(chart, MeshConfigTarget.configMap({ base: TEXT }));
    const [{ metadata, data }] = manifestsOf(chart);
    expect(metadata).toMatchObject({ name: 'istio-canary', namespace: 'istio-config' });
    expect(data).not.toHaveProperty('meshNetworks');
  });

  test('can be said', () => {
    const { metadata, data } = written({ base: PRINTED, name: 'istio-blue', meshNetworks: 'networks: {}  # none' });
    expect(metadata).toMatchObject({ name: 'istio-blue', namespace: 'istio-config' });
    expect(data.meshNetworks).toEqual('networks: {} # none\n');
  });
});

test('the map is kept from deletion, or not', () => {
  expect(written({ base: TEXT }).metadata.finalizers).toEqual(['cdk8s-istio-egress/keep-mesh-config']);
  expect(written({ base: TEXT, deletable: true }).metadata).toEqual({ name: 'istio', namespace: 'istio-system' });
});

describe('refusals', () => {
  const refuses = (base: unknown, options: object = {}) => refusalOf(() =>
    lockMesh(newChart(), MeshConfigTarget.configMap(untyped({ base, ...options }))));
  const neither = (said: string) => `chart/lockdown: base ${said} is neither an object nor the YAML text of one`;
  const holdsNone = (what: string) => `chart/lockdown: base ${what}, and holds no mesh config; `
    + "give what 'kubectl get configmap istio -n istio-system -o yaml' prints, or the mesh config in it";

  test.each<[string, unknown, string]>([
    ['undefined', undefined, neither('undefined')],
    ['null', null, neither('null')],
    ['a number', 5, neither('5')],
    ['an empty text', '', neither("''")],
    ['a text of prose', 'istio', neither("'istio'")],
    ['a list', [], neither('[]')],
    ['a list of YAML', '- a', neither("'- a'")],
    ['a ConfigMap without data', { kind: 'ConfigMap' }, holdsNone('is a ConfigMap without data.mesh')],
    ['a ConfigMap of something else', { kind: 'ConfigMap', data: { config: 'x' } }, holdsNone('is a ConfigMap without data.mesh')],
    ['a ConfigMap with an empty mesh config', { kind: 'ConfigMap', data: { mesh: '' } }, holdsNone('is a ConfigMap without data.mesh')],
    ['a List', { kind: 'List', items: [] }, holdsNone("has kind 'List'")],
    ['an IstioOperator', 'kind: IstioOperator\nspec: {}\n', holdsNone("has kind 'IstioOperator'")],
    ['a ConfigMap with a list for a mesh config', { kind: 'ConfigMap', data: { mesh: '[]' } }, neither("'[]'")],
    ['a tls that is none', 'outboundTrafficPolicy: {mode: ALLOW_ANY, tls: SIMPLE}',
      "chart/lockdown: base outboundTrafficPolicy.tls 'SIMPLE': tls must be an object of client TLS settings; write a mode, for example SIMPLE"],
  ])('base is %s', (_name, base, message) => {
    expect(refuses(base)).toEqual(message);
  });

  test.each<[string, unknown, string]>([
    ['an open bracket', 'a: [', 'Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 5:\n\na: [\n    ^'],
    ['two documents', 'a: 1\n---\nb: 2\n',
      'there are several documents in it; give one'],
    ['an alias of nothing', 'a: *b', 'Unresolved alias (the anchor must be set before the alias): b'],
    ['a function', { a: () => 5 }, 'Tag not resolved for Function value'],
    ['a broken mesh config in a ConfigMap', { kind: 'ConfigMap', data: { mesh: '\tx: 1' } },
      'Tabs are not allowed as indentation at line 1, column 1:\n\n\tx: 1\n^'],
  ])('base is not YAML: %s', (_name, base, message) => {
    expect(refuses(base)).toEqual(`chart/lockdown: base cannot be read as YAML: ${message}`);
  });

  test.each<[string, object, string]>([
    ['a name in upper case', { name: 'Istio' },
      "chart/lockdown: MeshConfigTarget.configMap() with name 'Istio': that is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'"],
    ['an empty name', { name: '' },
      "chart/lockdown: MeshConfigTarget.configMap() with name '': that is not a name Kubernetes allows; use lower case letters, digits, '-' and '.'"],
    ['a number for a name', { name: 5 }, "MeshConfigTarget.configMap: options.name 5 is not a string; write one, such as 'istio'"],
    ['a text for a flag', { deletable: 'false' }, "MeshConfigTarget.configMap: options.deletable 'false' is not true or false; write one, such as true"],
    ['a misspelt option', { deleteable: true },
      "MeshConfigTarget.configMap: options has no 'deleteable'; it has base, meshNetworks, name, deletable"],
    ['networks that are none', { meshNetworks: 'west' }, "chart/lockdown: meshNetworks 'west' is neither an object nor the YAML text of one"],
    ['networks that are not YAML', { meshNetworks: '{' },
      'chart/lockdown: meshNetworks cannot be read as YAML: '
        + 'Flow map must end with a } at line 1, column 2:\n\n{\n ^'],
  ])('%s', (_name, options, message) => {
    expect(refuses(TEXT, options)).toEqual(message);
  });

  test.each([[undefined, 'undefined'], [null, 'null'], ['trustDomain: a.b', "'trustDomain: a.b'"]])('%p for options', (options, said) => {
    expect(refusalOf(() => MeshConfigTarget.configMap(untyped(options))))
      .toEqual(`MeshConfigTarget.configMap: options ${said} is not an object; write one, such as { base: meshConfig }`);
  });
});
