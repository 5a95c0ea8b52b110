import * as cdk8s from 'cdk8s';
import { ApiObject, App, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import * as constructs from 'constructs';
import type * as library from '../../src';
import {
  ConnectStrategy, EgressLockdown, EgressPort, Endpoint, ExportTo, ExternalService, type ExternalServiceProps, IstioMesh, IstioVersion,
  Locality, Location, LockdownScope, Protocol, Resolution, Risk, validateManifests,
} from '../../src';
import { type Wishes } from '../../src/service/companions/wishes';
import { chartInMesh, complaintsOf, newChart, refusalOf } from '../helpers';

const HTTPBIN: ExternalServiceProps = { hosts: ['httpbin.org'], ports: [EgressPort.http()] };

/** The ServiceEntry of a service in namespace `demo` of an Istio 1.31 mesh, which has every feature. */
function manifestOf(props: Partial<ExternalServiceProps>): any {
  const chart = chartInMesh({ version: IstioVersion.V1_31 }, { namespace: 'demo' });
  new ExternalService(chart, 'service', { ...HTTPBIN, ...props });
  return chart.toJson()[0];
}

describe('the two ServiceEntries of the post', () => {
  const POST = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: 'httpbin.org', namespace: 'backyards-demo' },
    spec: {
      hosts: ['httpbin.org', 'www.httpbin.org'],
      ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
      resolution: 'DNS',
      location: 'MESH_EXTERNAL',
    },
  };

  test.each<[string, Partial<ExternalServiceProps>, object]>([
    ['with exportTo ["."]', {}, { ...POST, spec: { ...POST.spec, exportTo: ['.'] } }],
    ['without exportTo', { exportTo: ExportTo.MESH_DEFAULT }, POST],
  ])('%s', (_name, props, manifest) => {
    const chart = newChart();

    new ExternalService(chart, 'httpbin', {
      metadata: { name: 'httpbin.org', namespace: 'backyards-demo' },
      hosts: ['httpbin.org', 'www.httpbin.org'],
      ports: [EgressPort.http()],
      ...props,
    });

    expect(chart.toJson()).toEqual([manifest]);
  });
});

describe('every prop reaches the manifest', () => {
  /** A row for every prop, or this does not compile: props, and what they make of the manifest. */
  const PROPS: { [Prop in Exclude<keyof ExternalServiceProps, keyof Wishes>]-?: [Partial<ExternalServiceProps>, object] } = {
    metadata: [
      { metadata: { name: 'httpbin', namespace: 'shop', labels: { team: 'a' }, annotations: { owner: 'b' } } },
      { metadata: { name: 'httpbin', namespace: 'shop', labels: { team: 'a' }, annotations: { owner: 'b' } } },
    ],
    hosts: [{ hosts: ['a.com', 'b.com'] }, { spec: { hosts: ['a.com', 'b.com'] } }],
    ports: [
      { ports: [EgressPort.https({ number: 8443, name: 'secure', targetPort: 443 })] },
      { spec: { ports: [{ number: 8443, name: 'secure', protocol: 'HTTPS', targetPort: 443 }] } },
    ],
    addresses: [{ addresses: ['192.0.2.1', '2001:db8::1'] }, { spec: { addresses: ['192.0.2.1', '2001:db8::1'] } }],
    location: [{ location: Location.MESH_INTERNAL }, { spec: { location: 'MESH_INTERNAL' } }],
    resolution: [{ resolution: Resolution.DNS_ROUND_ROBIN }, { spec: { resolution: 'DNS_ROUND_ROBIN' } }],
    endpoints: [{ endpoints: [Endpoint.of('192.0.2.1')] }, { spec: { endpoints: [{ address: '192.0.2.1' }], resolution: 'STATIC' } }],
    workloadSelector: [{ workloadSelector: { app: 'vm' } }, { spec: { workloadSelector: { labels: { app: 'vm' } }, resolution: 'STATIC' } }],
    exportTo: [{ exportTo: ExportTo.namespaces('.', 'shop') }, { spec: { exportTo: ['.', 'shop'] } }],
    subjectAltNames: [{ subjectAltNames: ['spiffe://a'] }, { spec: { subjectAltNames: ['spiffe://a'] } }],
    connectStrategy: [
      { connectStrategy: ConnectStrategy.RACE_FIRST_TCP_CONNECT },
      { metadata: { annotations: { 'istio.io/connect-strategy': 'RACE_FIRST_TCP_CONNECT' } } },
    ],
    ipAutoAllocate: [
      { ipAutoAllocate: false },
      { metadata: { labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' } } },
    ],
    acceptRisks: [
      { resolution: Resolution.NONE, acceptRisks: [Risk.spoofableHost({ reason: 'trusted clients' })] },
      { spec: { resolution: 'NONE' } },
    ],
  };

  test.each(Object.entries(PROPS))('%s', (_prop, [props, part]) => {
    expect(manifestOf(props)).toMatchObject(part);
  });

  test('and nothing else does', () => {
    expect(manifestOf({})).toEqual({
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'chart-service-c8fd7814', namespace: 'demo' },
      spec: {
        hosts: ['httpbin.org'],
        ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        exportTo: ['.'],
      },
    });
  });

  test('labels and annotations of the props stand beside those of the user and the chart', () => {
    const chart = chartInMesh({ version: IstioVersion.V1_31 }, { labels: { chart: 'c' } });
    new ExternalService(chart, 'service', {
      ...HTTPBIN,
      metadata: { labels: { team: 'a' }, annotations: { owner: 'b' } },
      ipAutoAllocate: true,
      connectStrategy: ConnectStrategy.RACE_FIRST_TCP_CONNECT,
    });

    const [{ metadata }] = chart.toJson();

    expect(metadata.labels).toEqual({ chart: 'c', team: 'a', 'networking.istio.io/enable-autoallocate-ip': 'true' });
    expect(metadata.annotations).toEqual({ owner: 'b', 'istio.io/connect-strategy': 'RACE_FIRST_TCP_CONNECT' });
  });

  test('a service with everything', () => {
    expect(manifestOf({
      metadata: { name: 'legacy' },
      hosts: ['legacy.example.com'],
      ports: [
        EgressPort.http(),
        EgressPort.http({ number: 8080, targetPort: 80 }),
        EgressPort.of({ number: 9090, protocol: Protocol.GRPC_WEB }),
      ],
      addresses: ['192.0.2.0/24'],
      location: Location.MESH_INTERNAL,
      endpoints: [
        Endpoint.of('192.0.2.1', {
          ports: { 'http': 8080, 'http-8080': 8081 },
          labels: { version: 'v1' },
          network: 'vpc-1',
          locality: Locality.of('us-east-1', 'us-east-1a', 'rack-7'),
          weight: 3,
          serviceAccount: 'legacy',
        }),
        Endpoint.of('2001:db8::1'),
      ],
      exportTo: ExportTo.ALL_NAMESPACES,
      subjectAltNames: ['spiffe://cluster.local/ns/demo/sa/legacy'],
    })).toMatchSnapshot();
  });
});

describe('calculated defaults', () => {
  test('location is MESH_EXTERNAL', () => {
    expect(new ExternalService(newChart(), 'service', HTTPBIN).location).toEqual(Location.MESH_EXTERNAL);
  });

  test('name and namespace are the chart\'s to give', () => {
    const service = new ExternalService(newChart({ namespace: 'shop' }), 'service', HTTPBIN);

    expect(service.name).toEqual('chart-service-c8fd7814');
    expect(service.namespace).toEqual('shop');
    expect(new ExternalService(newChart(), 'service', HTTPBIN).namespace).toBeUndefined();
  });

  test('an empty list of endpoints is none: NONE does not mind it', () => {
    const { spec } = manifestOf({ hosts: ['*.a.com'], ports: [EgressPort.https()], endpoints: [], acceptRisks: [Risk.spoofableHost({ reason: 'partner' })] });

    expect(spec.resolution).toEqual('NONE');
    expect('endpoints' in spec).toBe(false);
  });

  test('a service without ports is left to Istio, which takes it', () => {
    expect(manifestOf({ ports: [] }).spec.ports).toEqual([]);
  });
});

describe('what depends on the mesh', () => {
  const WILDCARD: ExternalServiceProps = { hosts: ['*.a.com'], ports: [EgressPort.tls()] };

  test('a mesh declared after the service counts', () => {
    const chart = newChart();
    const service = new ExternalService(chart, 'service', WILDCARD);
    expect(service.resolution).toEqual(Resolution.NONE);

    new IstioMesh(chart.node.root as App, 'mesh', { version: IstioVersion.V1_30 });

    expect(service.resolution).toEqual(Resolution.DYNAMIC_DNS);
    expect(complaintsOf(chart)).toEqual([]);
  });

  test('the data plane is that of the service\'s namespace', () => {
    const mesh = { version: IstioVersion.V1_28, namespaceDataPlanes: { ambient: 'AMBIENT' as any } };
    const resolutionIn = (namespace: string) => new ExternalService(chartInMesh(mesh), 'service', { ...WILDCARD, metadata: { namespace } }).resolution;

    expect(resolutionIn('ambient')).toEqual(Resolution.DYNAMIC_DNS);
    expect(resolutionIn('demo')).toEqual(Resolution.NONE);
  });

  test.each([
    [IstioVersion.V1_29, 'SIDECAR', ['[chart/service] resolution DYNAMIC_DNS with data plane SIDECAR needs Istio 1.30, and this mesh is taken for 1.29; '
      + 'use resolution NONE, or declare the version with new IstioMesh()']],
    [IstioVersion.V1_30, 'SIDECAR', []],
    [IstioVersion.of('1.27'), 'AMBIENT', ['[chart/service] resolution DYNAMIC_DNS with data plane AMBIENT needs Istio 1.28, and this mesh is taken for 1.27; '
      + 'use resolution NONE, or declare the version with new IstioMesh()']],
    [IstioVersion.V1_28, 'AMBIENT', []],
  ])('DYNAMIC_DNS in Istio %s, %s', (version, dataPlane: any, complaints) => {
    const chart = chartInMesh({ version, dataPlane });
    new ExternalService(chart, 'service', { ...WILDCARD, resolution: Resolution.DYNAMIC_DNS });

    expect(complaintsOf(chart)).toEqual(complaints);
  });

  test('networking.istio.io/v1 came with Istio 1.22', () => {
    const chart = chartInMesh({ version: IstioVersion.of('1.21') });
    new ExternalService(chart, 'service', HTTPBIN);

    expect(complaintsOf(chart)).toEqual([
      '[chart/service] networking.istio.io/v1 needs Istio 1.22, and this mesh is taken for 1.21; write the ServiceEntry by hand, '
        + 'or declare the version with new IstioMesh()',
    ]);
  });

  test('where addresses are allocated and proxies answer DNS, TCP without addresses is told apart', () => {
    const chart = chartInMesh({ dnsCapture: true });
    new ExternalService(chart, 'service', { hosts: ['db.example.com'], ports: [EgressPort.tcp(5432)] });

    expect(complaintsOf(chart)).toEqual([]);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['the service', (chart) => new ExternalService(chart, 'service', { hosts: ['db.example.com'], ports: [EgressPort.tcp(5432)], ipAutoAllocate: false })],
    ['the metadata', (chart) => new ExternalService(chart, 'service', {
      metadata: { labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' } }, hosts: ['db.example.com'], ports: [EgressPort.tcp(5432)],
    })],
    ['an escape hatch', (chart) => new ExternalService(chart, 'service', { hosts: ['db.example.com'], ports: [EgressPort.tcp(5432)] })
      .metadata.addLabel('networking.istio.io/enable-autoallocate-ip', 'false')],
  ])('but not where %s opts out', (_who, declare) => {
    const chart = chartInMesh({ dnsCapture: true });
    declare(chart);

    expect(complaintsOf(chart)).toHaveLength(1);
    expect(complaintsOf(chart)[0]).toMatch(/^\[chart\/service\] ports\[0\]\.protocol 'TCP': without addresses nothing tells the TCP traffic/);
  });

  test('the label of the chart counts as well', () => {
    const chart = chartInMesh({ dnsCapture: true }, { labels: { 'networking.istio.io/enable-autoallocate-ip': 'false' } });
    new ExternalService(chart, 'service', { hosts: ['db.example.com'], ports: [EgressPort.tcp(5432)] });

    expect(complaintsOf(chart)).toHaveLength(1);
  });
});

describe('a ServiceEntry of somebody else', () => {
  const ATTRIBUTES = { name: 'stripe', namespace: 'payments', hosts: ['api.stripe.com'], ports: [EgressPort.https()] };

  test('says what it is told and writes nothing', () => {
    const chart = newChart();

    const stripe = ExternalService.fromServiceEntryAttributes(chart, 'stripe', ATTRIBUTES);

    expect(stripe).toMatchObject(ATTRIBUTES);
    expect(stripe._toImport(IstioMesh.of(chart))).toEqual({ namespace: 'payments', hosts: ['api.stripe.com'] });
    expect(chart.toJson()).toEqual([]);
    expect(ExternalService.isExternalService(stripe)).toBe(false);
  });

  test.each<[string, any]>([
    ["attributes undefined is not an object; write one, such as { name: 'httpbin.org', namespace: 'backyards-demo', hosts: ['httpbin.org'], "
      + 'ports: [EgressPort.http()] }', undefined],
    ["name undefined is not a string; write one, such as 'httpbin.org'", { ...ATTRIBUTES, name: undefined }],
    ["namespace undefined is not a string; write one, such as 'backyards-demo'", { ...ATTRIBUTES, namespace: undefined }],
    ["namespace 'Pay Ments' is not a name Kubernetes allows; use at most 63 lower case letters, digits and '-'", { ...ATTRIBUTES, namespace: 'Pay Ments' }],
    ["hosts 'api.stripe.com' is not a list; write one, such as ['httpbin.org']", { ...ATTRIBUTES, hosts: 'api.stripe.com' }],
    ['hosts []: a ServiceEntry must have at least one host; name the hosts', { ...ATTRIBUTES, hosts: [] }],
    ['hosts[0] \'*\': "*" is not a host of a ServiceEntry; name the hosts, or a wildcard domain such as *.example.com', { ...ATTRIBUTES, hosts: ['*'] }],
    ['ports undefined is not a list; write one, such as [EgressPort.http()]', { ...ATTRIBUTES, ports: undefined }],
    ['ports[0].number 0 is not a whole number from 1 to 65535; write one, such as 443', { ...ATTRIBUTES, ports: [EgressPort.tcp(0)] }],
  ])('is refused: %s', (message, attributes) => {
    const chart = newChart();

    expect(refusalOf(() => ExternalService.fromServiceEntryAttributes(chart, 'stripe', attributes))).toEqual(`chart/stripe: ${message}`);
    expect(chart.node.children).toEqual([]);
  });
});

describe('a careless program', () => {
  test('may change what it has passed', () => {
    const chart = newChart({ namespace: 'demo' });
    const ports = { http: 8080 };
    const labels = { version: 'v1' };
    const props = {
      hosts: ['a.com'],
      ports: [EgressPort.http()],
      addresses: ['192.0.2.1'],
      endpoints: [Endpoint.of('192.0.2.2', { ports, labels })],
      subjectAltNames: ['a'],
      acceptRisks: [],
    };
    const selecting = { hosts: ['b.com'], ports: [EgressPort.http()], workloadSelector: { app: 'vm' } };
    new ExternalService(chart, 'service', props);
    new ExternalService(chart, 'selecting', selecting);
    const before = JSON.stringify(chart.toJson());

    props.hosts.push('*');
    props.ports.length = 0;
    props.addresses.push('nonsense');
    props.endpoints.push(Endpoint.of('nonsense of a name'));
    props.subjectAltNames.push('b');
    props.acceptRisks.push(Risk.tcpAnyAddress({ reason: 'late' }) as never);
    selecting.workloadSelector.app = '*';
    Object.assign(ports, { nonsense: 0 });
    Object.assign(labels, { '*': '*' });

    expect(JSON.stringify(chart.toJson())).toEqual(before);
  });

  test('cannot change what it is given', () => {
    const service = new ExternalService(newChart(), 'service', HTTPBIN);

    expect(() => service.hosts.push('*')).toThrow(TypeError);
    expect(() => service.ports.pop()).toThrow(TypeError);
    expect(() => ExportTo.OWN_NAMESPACE.values!.push('*')).toThrow(TypeError);
    expect(() => service._toImport(IstioMesh.of(service)).hosts.push('*')).toThrow(TypeError);
  });

  test('may freeze everything', () => {
    const chart = newChart();
    const props = Object.freeze({ hosts: Object.freeze(['a.com']) as string[], ports: Object.freeze([Object.freeze(EgressPort.http())]) as EgressPort[] });
    new ExternalService(chart, 'service', props);

    expect(chart.toJson()[0].spec.hosts).toEqual(['a.com']);
  });

  test('may pass one port, endpoint and exportTo to many services, and twice to one', () => {
    const chart = newChart({ namespace: 'demo' });
    const [port, endpoint, exportTo] = [EgressPort.http(), Endpoint.of('192.0.2.1', { labels: { version: 'v1' } }), ExportTo.namespaces('shop')];
    for (const id of ['a', 'b']) new ExternalService(chart, id, { hosts: [`${id}.com`], ports: [port], endpoints: [endpoint, endpoint], exportTo });

    expect(chart.toJson().map(({ spec }: any) => spec.endpoints)).toEqual(Array(2).fill(Array(2).fill({ address: '192.0.2.1', labels: { version: 'v1' } })));
    expect((chart.node.root as App).synthYaml()).not.toContain('&a1');
  });

  test('may take the longest lists there are', () => {
    const chart = newChart();
    new ExternalService(chart, 'service', {
      hosts: Array.from({ length: 256 }, (_, index) => `a${index}.com`),
      ports: Array.from({ length: 256 }, (_, index) => EgressPort.http({ number: 1000 + index })),
      addresses: Array.from({ length: 256 }, (_, index) => `192.0.2.${index}`),
      endpoints: Array.from({ length: 4096 }, (_, index) => Endpoint.of(`10.0.${index >> 8}.${index & 255}`)),
      exportTo: ExportTo.namespaces(...Array.from({ length: 1000 }, (_, index) => `n${index}`)),
    });

    expect(chart.toJson()[0].spec.endpoints).toHaveLength(4096);
  });

  test('may go on after a refusal, with the same id', () => {
    const chart = newChart();
    expect(() => new ExternalService(chart, 'service', { hosts: ['*'], ports: [EgressPort.http()] })).toThrow();
    expect(chart.toJson()).toEqual([]);

    new ExternalService(chart, 'service', HTTPBIN);

    expect(chart.toJson()).toHaveLength(1);
  });

  test.each<[string, () => unknown]>([
    ['service: no chart contains it; give it a chart, or a construct in one, as scope', () => new ExternalService(new App(), 'service', HTTPBIN)],
    ["service: scope undefined is not a construct; write new ExternalService(chart, 'httpbin', props)",
      () => new ExternalService(undefined as any, 'service', HTTPBIN)],
    ["service: scope {} is not a construct; write new ExternalService(chart, 'httpbin', props)", () => new ExternalService({} as any, 'service', HTTPBIN)],
  ])('is told: %s', (message, declare) => {
    expect(refusalOf(declare)).toEqual(message);
  });

  test('is told about a user\'s own construct without walking into it', () => {
    const chart = newChart();

    expect(refusalOf(() => new ExternalService(chart, 'service', { ...HTTPBIN, hosts: [chart as any] })))
      .toEqual("chart/service: hosts[0] chart is not a string; write one, such as 'httpbin.org'");
  });

  test('that removes a service takes back what it said', () => {
    const chart = newChart({ namespace: 'demo' });
    new ExternalService(chart, 'a', { hosts: ['a.com'], ports: [EgressPort.http()] });
    new ExternalService(chart, 'b', { hosts: ['a.com'], ports: [EgressPort.grpc({ number: 80 })] });

    chart.node.tryRemoveChild('b');

    expect(complaintsOf(chart)).toEqual([]);
    expect(chart.toJson()).toHaveLength(1);
  });
});

describe('escape hatches', () => {
  test('work as on every ApiObject', () => {
    const chart = newChart();
    const service = new ExternalService(chart, 'service', HTTPBIN);

    service.metadata.addAnnotation('owner', 'team-a');
    service.addJsonPatch(JsonPatch.replace('/spec/resolution', 'NONE'));

    expect(chart.toJson()[0]).toMatchObject({ metadata: { annotations: { owner: 'team-a' } }, spec: { resolution: 'NONE' } });
    expect(ApiObject.of(service)).toBe(service);
  });

  test('isExternalService tells a service from what looks like one', () => {
    const chart = newChart();

    expect(ExternalService.isExternalService(new ExternalService(chart, 'service', HTTPBIN))).toBe(true);
    expect(ExternalService.isExternalService(new ApiObject(chart, 'raw', { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry' }))).toBe(false);
    expect([undefined, null, 'service', 1, {}].filter((thing) => ExternalService.isExternalService(thing))).toEqual([]);
  });
});

describe('two copies of the library in one app', () => {
  function anotherCopy(): typeof library {
    const peers: Record<string, unknown> = { cdk8s, constructs };
    let copy: typeof library;
    jest.isolateModules(() => {
      // A copy of the library, not of cdk8s, of which an app has one.
      for (const shared of ['cdk8s', 'constructs']) jest.doMock(shared, () => peers[shared]);
      copy = jest.requireActual('../../src');
    });
    return copy!;
  }

  test('understand each other\'s values, meshes and services', () => {
    const other = anotherCopy();
    expect(other.ExternalService).not.toBe(ExternalService);
    const app = new App();
    new other.IstioMesh(app, 'mesh', { version: other.IstioVersion.V1_31 });
    const chart = new Chart(app, 'chart', { namespace: 'payments' });
    const service = new ExternalService(chart, 'service', {
      hosts: ['*.a.com'],
      ports: [other.EgressPort.tls()],
      acceptRisks: [other.Risk.protocolConflict({ reason: 'separate teams' })],
    });
    new other.ExternalService(chart, 'other', { metadata: { namespace: 'shop' }, hosts: ['*.a.com'], ports: [EgressPort.http({ number: 443 })], acceptRisks: [
      Risk.plainHttpOn443({ reason: 'partner' }),
    ] });
    new other.EgressLockdown(chart, 'lockdown', { scope: other.LockdownScope.namespace('demo', { allow: [service] }) });

    expect(service.resolution).toEqual(Resolution.DYNAMIC_DNS);
    expect(service.exportTo.values).toEqual(['.', 'demo']);
    expect(other.ExternalService.isExternalService(service)).toBe(true);
    expect(complaintsOf(chart)).toEqual([]);
  });
});

test('the reason for an accepted risk stands in the manifest, where the rules for raw manifests honour it', () => {
  const chart = newChart({ namespace: 'demo' });
  new ExternalService(chart, 'legacy', {
    hosts: ['legacy.example.com'],
    ports: [EgressPort.tcp(7000)],
    acceptRisks: [Risk.tcpAnyAddress({ reason: 'nothing else uses port 7000' })],
  });

  const [manifest] = Testing.synth(chart);
  expect(manifest.metadata.annotations).toEqual({ 'accepted-risk.cdk8s-istio-egress/tcp-any-address': 'nothing else uses port 7000' });
  expect(validateManifests([manifest])).toEqual([]);
  expect(validateManifests([{ ...manifest, metadata: { name: 'legacy' } }]).map(({ code }) => code)).toEqual(['service-entry/tcp-any-address']);
});

test('HTTPS and TLS of one host are no conflict: a proxy reads the SNI of both', () => {
  const chart = newChart({ namespace: 'demo' });
  new ExternalService(chart, 'one', { hosts: ['a.com'], ports: [EgressPort.https()] });
  new ExternalService(chart, 'other', { metadata: { namespace: 'shop' }, hosts: ['a.com'], ports: [EgressPort.tls()] });
  expect(complaintsOf(chart)).toEqual([]);
});

describe('the same program', () => {
  /** Constructions and sentences that may come in any order. */
  function program(order: number[], allowInOrder: number[] = [0, 1, 2]): string {
    const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_CHART });
    const chart = new Chart(app, 'chart', { namespace: 'demo' });
    const services: ExternalService[] = [];
    const statements = [
      () => new IstioMesh(app, 'mesh', { version: IstioVersion.V1_31 }),
      () => services[0] = new ExternalService(chart, 'a', { metadata: { namespace: 'x' }, hosts: ['*.a.com'], ports: [EgressPort.tls()] }),
      () => services[1] = new ExternalService(chart, 'b', { hosts: ['b.com'], ports: [EgressPort.http(), EgressPort.http({ number: 8080 })] }),
      () => services[2] = new ExternalService(chart, 'c', { metadata: { namespace: 'x' }, hosts: ['c.com'], ports: [EgressPort.https()] }),
    ];
    for (const index of order) statements[index]();
    const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('demo') });
    for (const index of allowInOrder) {
      lockdown.allow(services[index]);
      lockdown.allow(services[index]);
    }
    return app.synthYaml();
  }

  function permutations<T>(items: T[]): T[][] {
    if (items.length <= 1) return [items];
    return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
  }

  const documents = (yaml: string) => yaml.split('---\n').map((document) => document.trim()).sort();

  test('gives the same bytes twice', () => {
    expect(program([0, 1, 2, 3])).toEqual(program([0, 1, 2, 3]));
    expect(program([0, 1, 2, 3])).toMatchSnapshot();
  });

  test.each(permutations([0, 1, 2]))('gives the same bytes when it allows the services in order %s, %s, %s', (...order) => {
    expect(program([0, 1, 2, 3], order)).toEqual(program([0, 1, 2, 3]));
  });

  test.each(permutations([0, 1, 2, 3]))('gives the same documents when it constructs in order %s, %s, %s, %s', (...order) => {
    expect(documents(program(order))).toEqual(documents(program([0, 1, 2, 3])));
  });
});

describe('exportTo and synthesis twice', () => {
  test('a consumer that comes after the first synthesis is seen by the second', () => {
    const chart = newChart();
    const service = new ExternalService(chart, 'service', { ...HTTPBIN, metadata: { namespace: 'payments' } });
    const lockdown = new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('demo') });
    expect(chart.toJson()[0].spec.exportTo).toEqual(['.']);

    lockdown.allow(service);

    expect(chart.toJson()[0].spec.exportTo).toEqual(['.', 'demo']);
  });
});

test('a label that hides it from the control plane is refused', () => {
  const chart = newChart({ namespace: 'shop', labels: { 'istio.io/rev': 'canary' } });
  new ExternalService(chart, 'a', { hosts: ['a.com'], ports: [EgressPort.http()] });
  expect(complaintsOf(chart)).toEqual(["[chart/a] label istio.io/rev 'canary' keeps the ServiceEntry from the control plane of this mesh, whose revision is default; "
    + "leave it out, or declare new IstioMesh(app, 'mesh', { revision })"]);

  new IstioMesh(chart, 'mesh', { revision: 'canary' });
  expect(complaintsOf(chart)).toEqual([]);
});
