import { Construct, type IConstruct } from 'constructs';
import type { IstioFacts } from '../istio/facts';
import { isDns1123Label } from '../istio/syntax/labels';
import { DataPlane } from './data-plane';
import { impossibleName, isNamespaceName } from '../app/kubernetes-names';
import { FinalChecks, isInTree } from '../app/final-checks';
import { IstioVersion } from './istio-version';
import { quote, refuse } from '../app/refusal';
import { FLAG, instanceOf, memberOf, misfitsOf, objectOf, optional, recordOf, text } from '../app/shape';
import { mustBeScope } from '../app/scope';

/** The facts about an Istio installation that the constructs of this library ask. */
export interface IIstioMesh {
  /** Version of the control plane. */
  readonly version: IstioVersion;
  /** Revision of the control plane, for installations with several; undefined for the default one. */
  readonly revision?: string;
  /** The namespace of istiod and of the mesh-wide configuration. */
  readonly rootNamespace: string;
  /** Data plane of the namespaces that do not say otherwise. */
  readonly dataPlane: DataPlane;
  /** Data planes of single namespaces, where they differ from the mesh's. */
  readonly namespaceDataPlanes: Record<string, DataPlane>;
  /** Whether the proxies answer DNS queries. */
  readonly dnsCapture: boolean;
  /** Whether istiod gives addresses to ServiceEntries that have none. */
  readonly ipAutoAllocate: boolean;
  /** Whether waypoints take TLS to wildcard hosts. */
  readonly wildcardTlsAtWaypoints: boolean;
  /** DNS suffix of the cluster. */
  readonly clusterDomain: string;
  /** Trust domain of the mesh's identities. */
  readonly trustDomain: string;
}

/** Properties of an `IstioMesh`. */
export interface IstioMeshProps {
  /**
   * Version of the control plane. A feature newer than it is refused.
   *
   * @default IstioVersion.V1_28 - the oldest version this library is made for
   */
  readonly version?: IstioVersion;

  /**
   * Revision of the control plane: the `--revision` of `istioctl install`, the `revision` value of the istiod chart.
   * It is part of the name of the mesh ConfigMap and of the injection label.
   *
   * @default - the default revision
   * @see https://istio.io/latest/docs/setup/upgrade/canary/
   */
  readonly revision?: string;

  /**
   * The namespace of istiod and of the mesh-wide configuration: MeshConfig's `rootNamespace`.
   *
   * @default 'istio-system'
   */
  readonly rootNamespace?: string;

  /**
   * Data plane of the namespaces that do not say otherwise.
   *
   * @default DataPlane.SIDECAR
   */
  readonly dataPlane?: DataPlane;

  /**
   * Data planes of single namespaces, where they differ from the mesh's. A Namespace of the app with the label
   * `istio.io/dataplane-mode` need not be repeated here.
   *
   * @default - every namespace has the mesh's data plane
   */
  readonly namespaceDataPlanes?: Record<string, DataPlane>;

  /**
   * Whether the proxies answer DNS queries (`ISTIO_META_DNS_CAPTURE`). Without it nobody dials the addresses that istiod
   * allocates, and TCP services without addresses share one listener.
   *
   * @default - false for sidecars, true for ambient: what Istio installs
   * @see https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/
   */
  readonly dnsCapture?: boolean;

  /**
   * Whether istiod gives addresses to ServiceEntries that have none (`PILOT_ENABLE_IP_AUTOALLOCATE`).
   *
   * @default true
   * @see https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/#address-auto-allocation
   */
  readonly ipAutoAllocate?: boolean;

  /**
   * Whether waypoints take TLS to wildcard hosts (istiod's `ENABLE_WILDCARD_HOST_SERVICE_ENTRIES_FOR_TLS`). Without it such calls to
   * a waypoint end there.
   *
   * @default false
   */
  readonly wildcardTlsAtWaypoints?: boolean;

  /**
   * DNS suffix of the cluster's services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * Trust domain of the mesh's identities: MeshConfig's `trustDomain`.
   *
   * @default 'cluster.local'
   */
  readonly trustDomain?: string;
}

const DATA_PLANE = memberOf(DataPlane, 'DataPlane.AMBIENT');
const MESH_PROPS = objectOf({
  version: optional(instanceOf(IstioVersion, 'IstioVersion.V1_31')),
  revision: optional(text("'canary'")),
  rootNamespace: optional(text("'istio-system'")),
  dataPlane: optional(DATA_PLANE),
  namespaceDataPlanes: optional(recordOf(DATA_PLANE, '{ shop: DataPlane.AMBIENT }')),
  dnsCapture: optional(FLAG),
  ipAutoAllocate: optional(FLAG),
  wildcardTlsAtWaypoints: optional(FLAG),
  clusterDomain: optional(text("'cluster.local'")),
  trustDomain: optional(text("'cluster.local'")),
}, '{ version: IstioVersion.V1_31 }');

const MESH = Symbol.for('cdk8s-istio-egress.IstioMesh');
const READERS = Symbol.for('cdk8s-istio-egress.IstioMesh.readers');

/** A scope that has a mesh of its own, or was asked for one while it had none; who asked may have been taken out of the tree since. */
type Scope = IConstruct & { [MESH]?: IIstioMesh; [READERS]?: IConstruct[] };

/**
 * The Istio installation that an app, or a part of it, is written for.
 *
 * It writes nothing: it states facts, and everything under the construct it is declared on asks it for them. Without one
 * a stock sidecar install of the oldest supported version is assumed.
 *
 * @example
 *
 * new IstioMesh(app, 'mesh', { version: IstioVersion.V1_31, revision: 'canary' });
 */
export class IstioMesh extends Construct implements IIstioMesh {
  /**
   * The mesh a construct belongs to: the one declared nearest above it, or else a stock sidecar install.
   *
   * @param construct any construct of the app
   */
  public static of(construct: IConstruct): IIstioMesh {
    let scope: Scope = construct;
    while (!scope[MESH] && scope.node.scope) scope = scope.node.scope;
    return scope[MESH] ?? stockMesh(scope);
  }

  /**
   * The same for a reader that cannot change its mind, such as the fixed name of an object. The scopes it passed remember
   * it, so that a mesh declared there later is an error and not a silent difference.
   *
   * @internal
   */
  public static _fixedFor(reader: IConstruct): IIstioMesh {
    for (let scope: Scope | undefined = reader.node.scope; scope; scope = scope.node.scope) {
      if (scope[MESH]) return scope[MESH];
      (scope[READERS] ??= []).push(reader);
    }
    return stockMesh(reader.node.root);
  }

  public readonly version: IstioVersion;
  public readonly revision?: string;
  public readonly rootNamespace: string;
  public readonly dataPlane: DataPlane;
  public readonly namespaceDataPlanes: Record<string, DataPlane>;
  public readonly dnsCapture: boolean;
  public readonly ipAutoAllocate: boolean;
  public readonly wildcardTlsAtWaypoints: boolean;
  public readonly clusterDomain: string;
  public readonly trustDomain: string;

  /**
   * Declares the mesh of `scope` and of everything below it.
   *
   * @param scope the app, a chart, or any construct
   * @param id an id that is unique in the scope
   * @param props the facts that differ from a stock install
   * @throws when the scope has a mesh already, or when something below it has already written a stock install's facts
   */
  constructor(scope: Construct, id: string, props: IstioMeshProps = {}) {
    super(mustBeScope(scope, id, "new IstioMesh(app, 'mesh')"), id);
    const misfits = misfitsOf(MESH_PROPS, 'props', props);
    if (misfits.length > 0) refuse(this, misfits);
    this.version = props.version ?? IstioVersion.V1_28;
    this.revision = props.revision === 'default' ? undefined : props.revision;
    this.rootNamespace = props.rootNamespace ?? 'istio-system';
    this.dataPlane = props.dataPlane ?? DataPlane.SIDECAR;
    this.namespaceDataPlanes = { ...props.namespaceDataPlanes };
    this.dnsCapture = props.dnsCapture ?? this.dataPlane === DataPlane.AMBIENT;
    this.ipAutoAllocate = props.ipAutoAllocate ?? true;
    this.wildcardTlsAtWaypoints = props.wildcardTlsAtWaypoints ?? false;
    this.clusterDomain = props.clusterDomain ?? 'cluster.local';
    this.trustDomain = props.trustDomain ?? 'cluster.local';

    this.mustBeLabel('revision', this.revision);
    this.mustBeLabel('rootNamespace', this.rootNamespace);
    Object.keys(this.namespaceDataPlanes).forEach((namespace) => this.mustBeLabel('namespaceDataPlanes', namespace));
    this.mustBeDomain('clusterDomain', this.clusterDomain);
    this.mustBeDomain('trustDomain', this.trustDomain);
    this.declareOn(scope);
  }

  private declareOn(scope: Scope): void {
    const other = scope[MESH];
    if (other) {
      refuse(this, [`${where(scope)} has a mesh already, ${(other as IstioMesh).node.path}; declare one mesh per scope, `
        + 'and give the other one a chart or construct of its own']);
    }
    const reader = scope[READERS]?.find(isInTree);
    if (reader) {
      refuse(this, [`the mesh is declared too late: ${reader.node.path} has already used the facts of a stock install; `
        + `declare the mesh before ${reader.node.path}`]);
    }
    scope[MESH] = this;
    FinalChecks.of(this).somethingChanged();
  }

  private mustBeLabel(prop: string, value: string | undefined): void {
    if (value === undefined || isNamespaceName(value)) return;
    refuse(this, [impossibleName(prop, value)]);
  }

  private mustBeDomain(prop: string, value: string): void {
    if (value.split('.').every(isDns1123Label)) return;
    refuse(this, [`${prop} ${quote(value)} is not a domain; write names joined by dots, such as 'cluster.local'`]);
  }
}

/** The facts of a mesh, as the rules of Istio ask for them. */
export function factsOf(mesh: IIstioMesh): IstioFacts {
  return { version: mesh.version.minor, ipAutoAllocate: mesh.ipAutoAllocate, dnsCapture: mesh.dnsCapture };
}

/** One per app, because everything that belongs to one mesh is judged together. */
function stockMesh(root: IConstruct): IIstioMesh {
  const holder = root as IConstruct & { [STOCK]?: IIstioMesh };
  holder[STOCK] ??= {
    version: IstioVersion.V1_28,
    rootNamespace: 'istio-system',
    dataPlane: DataPlane.SIDECAR,
    namespaceDataPlanes: {},
    dnsCapture: false,
    ipAutoAllocate: true,
    wildcardTlsAtWaypoints: false,
    clusterDomain: 'cluster.local',
    trustDomain: 'cluster.local',
  };
  return holder[STOCK];
}

const STOCK = Symbol.for('cdk8s-istio-egress.IstioMesh.stock');

function where(scope: IConstruct): string {
  return scope.node.path === '' ? 'the app' : scope.node.path;
}
