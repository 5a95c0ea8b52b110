import { ApiObject, type ApiObjectMetadata, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { refusalAt, refuse } from '../../app/refusal';
import { METADATA } from '../../app/metadata-shape';
import { mustBeScope, pathIn, withoutChart } from '../../app/scope';
import { FLAG, listOf, misfitsOf, objectOf, optional, text } from '../../app/shape';
import type { KubernetesGatewaySpec } from '../../istio/spec-gateway-api';
import { IstioMesh } from '../../mesh/istio-mesh';
import { ObjectNames } from '../../mesh/object-names';
import { HostRegistry } from '../../service/registry/host-registry';
import type { EgressPlan, PlannedService } from '../../service/paths/egress-plan';
import { decidedOtherwise, REVISION } from '../decided-metadata';
import { AMBIENT, writeNamespace } from '../../mesh/written-namespace';
import { allowedRoutesOf } from '../allowed-namespaces';
import { ExistingWaypoint } from './existing-waypoint';
import type { EgressWaypointAttributes, IEgressWaypoint } from './i-egress-waypoint';
import { WaypointPath } from './waypoint-path';
import { mustBeWaypointPlace } from './waypoint-place';

/** Properties of an `EgressWaypoint`. */
export interface EgressWaypointProps {
  /**
   * Name, namespace, labels and annotations of the Gateway. The Service, the Deployment and the service account that istiod makes for
   * it have its name.
   *
   * @default - a name made from the construct's path; namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Namespaces whose services may use the waypoint, beside those of the services of this app that take it. `*` stands for every
   * namespace.
   *
   * @default - those of this app alone
   * @see https://istio.io/latest/docs/ambient/usage/waypoint/#usewaypointnamespace
   */
  readonly allowedNamespaces?: string[];

  /**
   * Whether to write the Namespace object, as one of the ambient mesh. Without it somebody else creates the namespace.
   *
   * @default false
   */
  readonly createNamespace?: boolean;
}

const PROPS = objectOf({
  metadata: optional(METADATA),
  allowedNamespaces: optional(listOf(text("'shop'"), "'shop'")),
  createNamespace: optional(FLAG),
}, "{ metadata: { namespace: 'egress' } }");

const HBONE_PORT = 15008;

const DECIDED = [
  { key: 'istio.io/waypoint-for', allowed: 'service', fix: 'ztunnel sends calls to external services to a waypoint for services; leave it out' },
  REVISION,
];

/**
 * A proxy that calls of an ambient mesh to external services go through: a Gateway of the Gateway API, of class `istio-waypoint`, which
 * istiod deploys.
 *
 * ztunnel sends every call to a service that takes the waypoint there, whoever calls. No routes are needed for that.
 *
 * @example
 *
 * const waypoint = new EgressWaypoint(chart, 'waypoint', { metadata: { namespace: 'egress' } });
 * new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: waypoint });
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export class EgressWaypoint extends Construct implements IEgressWaypoint {
  /**
   * A waypoint that somebody else declares. Nothing is written for it.
   *
   * @param scope the construct it is used in
   * @param id an id that is unique in the scope
   * @param attributes what must be known of its Gateway
   * @throws for names that Kubernetes does not allow
   */
  public static fromGatewayAttributes(scope: Construct, id: string, attributes: EgressWaypointAttributes): IEgressWaypoint {
    return new ExistingWaypoint(scope, id, attributes);
  }

  public readonly name: string;
  public readonly namespace: string;
  /** Its Gateway. */
  public readonly gateway: ApiObject;
  private readonly path: WaypointPath;
  private readonly allowedNamespaces: string[];

  /**
   * Declares a waypoint.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props where it lies, and who may use it
   * @throws for names that Kubernetes does not allow, and where neither the waypoint nor its chart has a namespace
   */
  constructor(scope: Construct, id: string, props: EgressWaypointProps = {}) {
    super(mustFit(scope, id, props), id);
    const { metadata = {}, allowedNamespaces = [] } = props;
    const namespace = metadata.namespace ?? Chart.of(this).namespace;
    if (namespace === undefined) {
      refuse(this, ['the namespace of the waypoint is not known, and services have to name it; give it metadata.namespace, or its chart a namespace']);
    }
    mustBeWaypointPlace(this, metadata.name, namespace, allowedNamespaces);
    const decided = decidedOtherwise('labels', metadata.labels, DECIDED);
    if (decided.length > 0) refuse(this, decided);

    if (props.createNamespace) writeNamespace(this, namespace, AMBIENT);
    this.gateway = this.createGateway({ ...metadata, namespace });
    this.name = this.gateway.name;
    this.namespace = namespace;
    this.allowedNamespaces = [...allowedNamespaces];
    this.path = new WaypointPath({ construct: this, name: this.name, namespace, serviceAccount: this.name });
  }

  public get way(): string {
    return this.path.way;
  }

  /** @internal */
  public _plan(service: PlannedService): EgressPlan {
    return this.path._plan(service);
  }

  private createGateway(metadata: ApiObjectMetadata): ApiObject {
    const { revision } = IstioMesh._fixedFor(this);
    const gateway = new ApiObject(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        ...metadata,
        labels: { ...metadata.labels, 'istio.io/waypoint-for': 'service', ...revision ? { 'istio.io/rev': revision } : {} },
      },
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
    ObjectNames.of(this).add(gateway);
    return gateway;
  }

  private toSpec(): KubernetesGatewaySpec {
    const users = HostRegistry.of(this).inMesh(IstioMesh.of(this), ({ _via }) => _via === this).map(({ namespace }) => namespace!);
    const allowedRoutes = allowedRoutesOf([...this.allowedNamespaces, ...users], this.namespace);
    return { gatewayClassName: 'istio-waypoint', listeners: [{ name: 'mesh', port: HBONE_PORT, protocol: 'HBONE', allowedRoutes }] };
  }
}

/** A construct cannot be named before it is there, and what is refused leaves no trace. */
function mustFit(scope: Construct, id: string, props: unknown): Construct {
  mustBeScope(scope, id, "new EgressWaypoint(chart, 'waypoint', props)");
  const misfits = misfitsOf(PROPS, 'props', props);
  misfits.push(...withoutChart(scope));
  if (misfits.length > 0) throw refusalAt(pathIn(scope, id), ...misfits);
  return scope;
}
