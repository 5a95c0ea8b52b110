import { ApiObject, Chart, type ChartProps, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import {
  ClusterServices, DataPlane, EgressLockdown, IstioMesh, IstioVersion, LockdownScope, MeshConfigTarget, OutboundTrafficPolicyMode,
  ProblemOrigin, ProblemSeverity, Workloads,
} from '../../../src';
import { checkSidecar } from '../../../src/istio/kinds/sidecar';
import { Sidecars } from '../../../src/policy/sidecar/sidecars';
import { complaintsOf, importsOf, lockMesh, manifestsOf, newChart, service, sidecarOf } from '../lockdowns';

/** A Sidecar written by hand. */
function written(chart: Chart, id: string, namespace: string, labels?: Record<string, string>): ApiObject {
  return new ApiObject(chart, id, {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'Sidecar',
    metadata: { namespace },
    spec: { workloadSelector: labels && { labels }, egress: [{ hosts: ['./*'] }] },
  });
}

function lockPods(chart: Chart, id: string, labels: Record<string, string>, namespace = 'shop'): EgressLockdown {
  return new EgressLockdown(chart, id, { scope: LockdownScope.workloads(Workloads.select({ namespace, labels })) });
}

describe('workloads whose pods may be the same', () => {
  const OVERLAP = [
    '[chart/other] the pods of shop/{"tier":"web"} may also be among those of shop/{"app":"shop"} (chart/one), '
      + 'and Istio takes one Sidecar for a pod, whichever is older; select by labels of which a pod has only one value',
  ];

  test.each<[string, Record<string, string>, Record<string, string>, string[]]>([
    ['other keys', { app: 'shop' }, { tier: 'web' }, OVERLAP],
    ['other values', { app: 'shop' }, { app: 'web' }, []],
    ['other values of one key', { app: 'shop', tier: 'web' }, { app: 'shop', tier: 'batch' }, []],
  ])('%s', (_name, one, other, complaints) => {
    const chart = newChart();
    lockPods(chart, 'one', one);
    lockPods(chart, 'other', other);
    expect(complaintsOf(chart)).toEqual(complaints);
  });

  test('a selection within another', () => {
    const chart = newChart();
    lockPods(chart, 'all', { app: 'shop' });
    lockPods(chart, 'some', { app: 'shop', tier: 'web' });
    expect(complaintsOf(chart)).toHaveLength(1);
  });

  test('in two namespaces are not the same', () => {
    const chart = newChart();
    lockPods(chart, 'one', { app: 'shop' }, 'shop');
    lockPods(chart, 'other', { tier: 'web' }, 'payments');
    expect(manifestsOf(chart)).toHaveLength(2);
  });

  test('the same labels are one Sidecar, in whatever order they are written', () => {
    const chart = newChart();
    lockPods(chart, 'one', { app: 'shop', tier: 'web' });
    lockPods(chart, 'other', { tier: 'web', app: 'shop' }).allow(ClusterServices.inNamespace('payments'));
    expect(importsOf(chart)).toContain('payments/*.payments.svc.cluster.local');
  });

  test('a workload and a selection of its pods', () => {
    const chart = newChart({ namespace: 'shop' });
    const deployment = new kplus.Deployment(chart, 'web', { containers: [{ image: 'web' }] });
    new EgressLockdown(chart, 'workload', { scope: LockdownScope.workloads(Workloads.of(deployment)) });
    lockPods(chart, 'selection', { ...deployment.matchLabels });
    expect(complaintsOf(chart)).toHaveLength(1);
  });
});

describe('a Sidecar written by hand', () => {
  const refusal = (id: string, pods: string) => [
    `[chart/${id}] chart/lockdown writes the Sidecar of ${pods} already, and Istio takes one of the two, whichever is older; `
      + 'remove this one, and let the lockdown allow what it imports',
  ];

  test('beside the lockdown of its namespace is refused', () => {
    const chart = newChart();
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    written(chart, 'theirs', 'shop');
    expect(complaintsOf(chart)).toEqual(refusal('theirs', 'namespace shop'));
  });

  test('beside the root Sidecar is refused', () => {
    const chart = newChart();
    lockMesh(chart, MeshConfigTarget.rootSidecar());
    written(chart, 'theirs', 'istio-system');
    expect(complaintsOf(chart)).toEqual(refusal('theirs', 'namespace istio-system'));
  });

  test('for pods of a lockdown is refused', () => {
    const chart = newChart();
    lockPods(chart, 'lockdown', { app: 'shop' });
    written(chart, 'theirs', 'shop', { tier: 'web' });
    expect(complaintsOf(chart)).toEqual(refusal('theirs', 'shop/{"app":"shop"}'));
  });

  test.each<[string, string, Record<string, string> | undefined]>([
    ['another namespace', 'payments', undefined],
    ['certain pods of the namespace', 'shop', { app: 'shop' }],
  ])('for %s stands', (_name, namespace, labels) => {
    const chart = newChart();
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
    written(chart, 'theirs', namespace, labels);
    expect(manifestsOf(chart)).toHaveLength(2);
  });

  test('for other pods than those of a lockdown, for a whole namespace or of another API stands', () => {
    const chart = newChart();
    lockPods(chart, 'lockdown', { app: 'shop' });
    written(chart, 'pods', 'shop', { app: 'web' });
    written(chart, 'namespace', 'shop');
    new ApiObject(chart, 'other', { apiVersion: 'example.com/v1', kind: 'Sidecar', metadata: { namespace: 'shop' } });
    expect(manifestsOf(chart)).toHaveLength(4);
  });
});

describe('the root namespace', () => {
  const REFUSAL = 'namespace istio-system is the root namespace of the mesh, and a Sidecar there holds for every pod of the mesh that has none; '
    + 'use another namespace, LockdownScope.workloads() for pods of this one, or LockdownScope.mesh(MeshConfigTarget.rootSidecar()) for all';

  test('cannot be locked as a namespace', () => {
    const chart = newChart();
    new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('istio-system') });
    expect(complaintsOf(chart)).toEqual([`[chart/lockdown] ${REFUSAL}`]);
  });

  test('cannot be locked as a namespace beside the root Sidecar, which imports everything', () => {
    const chart = newChart();
    lockMesh(chart, MeshConfigTarget.rootSidecar());
    new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('istio-system') });
    expect(complaintsOf(chart)).toEqual([`[chart/namespace] ${REFUSAL}`]);
  });

  test('has workloads that can be locked', () => {
    const chart = newChart();
    lockPods(chart, 'lockdown', { app: 'gateway' }, 'istio-system');
    expect(importsOf(chart)).toEqual(['./*.istio-system.svc.cluster.local']);
  });
});

describe('two meshes in one app', () => {
  function charts(props?: ChartProps): Chart[] {
    const app = Testing.app();
    return ['blue', 'green'].map((id) => {
      const chart = new Chart(app, id, props);
      new IstioMesh(chart, 'mesh', { clusterDomain: `${id}.local` });
      return chart;
    });
  }

  test('have a Sidecar each for namespaces and workloads of the same name', () => {
    const both = charts();
    both.forEach((chart, index) => {
      const mode = index === 0 ? OutboundTrafficPolicyMode.REGISTRY_ONLY : OutboundTrafficPolicyMode.ALLOW_ANY;
      new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('shop'), mode });
      lockPods(chart, 'pods', { app: 'shop' }, 'payments');
    });
    expect(both.map((chart) => manifestsOf(chart).map(({ spec }) => spec.egress[0].hosts))).toEqual([
      [
        ['./*.shop.svc.blue.local', 'istio-system/*.istio-system.svc.blue.local'],
        ['./*.payments.svc.blue.local', 'istio-system/*.istio-system.svc.blue.local'],
      ],
      [['*/*'], ['./*.payments.svc.green.local', 'istio-system/*.istio-system.svc.green.local']],
    ]);
  });

  test('have a root Sidecar each', () => {
    const [blue, green] = charts();
    lockMesh(blue, MeshConfigTarget.rootSidecar());
    lockMesh(green, MeshConfigTarget.rootSidecar(), OutboundTrafficPolicyMode.ALLOW_ANY);
    [blue, green].forEach((chart) => Sidecars.of(chart).ofNamespace(chart, 'demo').importUngoverned({ saidBy: chart, hosts: () => ['./*'] }));
    const modes = (chart: Chart) => manifestsOf(chart).map(({ spec }) => spec.outboundTrafficPolicy.mode);
    expect(modes(blue)).toEqual(['REGISTRY_ONLY', 'REGISTRY_ONLY']);
    expect(modes(green)).toEqual(['ALLOW_ANY', 'ALLOW_ANY']);
  });

  test('a Sidecar written by hand for one does not bother the other', () => {
    const [blue, green] = charts();
    new EgressLockdown(blue, 'lockdown', { scope: LockdownScope.namespace('shop') });
    written(green, 'theirs', 'shop');
    expect(manifestsOf(blue)).toHaveLength(1);
  });
});

test('two hundred workloads of one namespace', () => {
  const chart = newChart({ namespace: 'shop' });
  const stripe = service(chart, 'stripe');
  for (let index = 0; index < 200; index++) {
    const deployment = new kplus.Deployment(chart, `web${index}`, { containers: [{ image: 'web' }] });
    new EgressLockdown(chart, `lockdown${index}`, { scope: LockdownScope.workloads(Workloads.of(deployment), { allow: [stripe] }) });
  }
  const sidecars = manifestsOf(chart, 'Sidecar');
  expect(new Set(sidecars.map(({ metadata }) => metadata.name)).size).toEqual(200);
  expect(new Set(sidecars.map(({ spec }) => JSON.stringify(spec.workloadSelector))).size).toEqual(200);
});

describe('property: whatever lockdowns accept', () => {
  const NAMESPACES = ['shop', 'payments', 'a', 'x-1'];
  const namespace = fc.constantFrom(...NAMESPACES);
  const value = fc.stringMatching(/^[a-z0-9]([a-z0-9._-]{0,8}[a-z0-9])?$/);
  const serviceName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const oftenFine = fc.oneof({ arbitrary: value, weight: 9 }, { arbitrary: fc.string({ maxLength: 70 }), weight: 1 });
  const lockdown = fc.record({
    namespace,
    labels: fc.option(fc.record({ app: oftenFine, tier: oftenFine }, { requiredKeys: ['app'] }), { nil: undefined }),
    mode: fc.oneof(
      { arbitrary: fc.constant(OutboundTrafficPolicyMode.REGISTRY_ONLY), weight: 4 },
      { arbitrary: fc.constant(OutboundTrafficPolicyMode.ALLOW_ANY), weight: 1 },
    ),
    allow: fc.array(fc.oneof(
      { arbitrary: fc.tuple(fc.constant('service'), fc.nat(4)), weight: 3 },
      { arbitrary: fc.tuple(fc.constant('cluster'), serviceName), weight: 2 },
    ), { maxLength: 3 }),
    inheritNamespace: fc.boolean(),
  });
  const mesh = fc.record({
    version: fc.constantFrom(IstioVersion.V1_28, IstioVersion.V1_31),
    clusterDomain: fc.constantFrom('cluster.local', 'corp.example'),
    dataPlane: fc.constant(DataPlane.SIDECAR),
  });

  test('Istio accepts', () => {
    let accepted = 0;
    fc.assert(fc.property(mesh, fc.array(lockdown, { minLength: 1, maxLength: 4 }), fc.boolean(), (facts, lockdowns, root) => {
      const app = Testing.app();
      new IstioMesh(app, 'mesh', facts);
      const chart = new Chart(app, 'chart', { namespace: 'egress' });
      const services = ['stripe', 'adyen', 'sentry', 'mail', 'github'].map((id) => service(chart, id));
      if (root) lockMesh(chart, MeshConfigTarget.rootSidecar());
      lockdowns.forEach((said, index) => {
        const allow = said.allow.map(([kind, which]) => (kind === 'service' ? services[Number(which)] : ClusterServices.named(`${which}`, said.namespace)));
        const { namespace: where, labels, inheritNamespace } = said;
        const scope = labels
          ? LockdownScope.workloads(Workloads.select({ namespace: where, labels }), { allow, inheritNamespace })
          : LockdownScope.namespace(where, { allow });
        tolerant(() => new EgressLockdown(chart, `lockdown${index}`, { scope, mode: said.mode }));
      });
      for (const sidecar of tolerant(() => manifestsOf(chart, 'Sidecar')) ?? []) {
        accepted++;
        const objections = checkSidecar(sidecar, { version: facts.version.minor, ipAutoAllocate: true, dnsCapture: false })
          .filter(({ origin, severity }) => origin !== ProblemOrigin.ADVICE && severity === ProblemSeverity.ERROR);
        expect(objections).toEqual([]);
        expect(sidecar.metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
        expect(sidecar.spec.outboundTrafficPolicy.mode).toMatch(/^(REGISTRY_ONLY|ALLOW_ANY)$/);
      }
    }), { seed: 3, numRuns: 150 });
    expect(accepted).toBeGreaterThan(100);
  });

  /** A refusal is an answer; an error of the language is not. */
  function tolerant<T>(said: () => T): T | undefined {
    try {
      return said();
    } catch (error) {
      expect((error as Error).constructor).toBe(Error);
      return undefined;
    }
  }
});

test('the Sidecar of the same program is the same', () => {
  const write = () => {
    const chart = newChart({ namespace: 'shop' });
    lockPods(chart, 'pods', { app: 'shop' });
    new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('shop', { allow: [service(chart, 'stripe')] }) });
    return JSON.stringify(manifestsOf(chart));
  };
  expect(write()).toEqual(write());
});

test('constructions in another order are the same documents', () => {
  const write = (reversed: boolean) => {
    const chart = newChart({ namespace: 'shop' });
    const stripe = service(chart, 'stripe');
    const said = [
      () => lockPods(chart, 'pods', { app: 'shop' }),
      () => new EgressLockdown(chart, 'namespace', { scope: LockdownScope.namespace('shop', { allow: [stripe] }) }),
      () => new EgressLockdown(chart, 'again', { scope: LockdownScope.namespace('shop', { allow: [ClusterServices.inNamespace('payments')] }) }),
      () => lockMesh(chart, MeshConfigTarget.rootSidecar()),
    ];
    (reversed ? said.reverse() : said).forEach((say) => say());
    return manifestsOf(chart).map((manifest) => JSON.stringify(manifest)).sort();
  };
  expect(write(true)).toEqual(write(false));
});

test('one that nobody speaks for any more goes', () => {
  const chart = newChart();
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop') });
  chart.node.tryRemoveChild('lockdown');
  new EgressLockdown(chart, 'other', { scope: LockdownScope.namespace('shop') });
  expect(sidecarOf(chart).metadata).toEqual({ name: 'default', namespace: 'shop' });
});
