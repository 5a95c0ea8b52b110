import { type ApiObject, type ApiObjectMetadata, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { FinalChecks, isInTree } from '../../../app/final-checks';
import { mustBeInChart } from '../../../app/kubernetes-names';
import { METADATA } from '../../../app/metadata-shape';
import { mustBeScope } from '../../../app/scope';
import { FLAG, misfitsOf, objectOf, optional, wholeNumber } from '../../../app/shape';
import { refuse } from '../../../app/refusal';
import { IstioMesh } from '../../../mesh/istio-mesh';
import { INJECTED, uninjected, writeNamespace } from '../../../mesh/written-namespace';
import type { IEgressPath } from '../../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../../service/paths/egress-plan';
import { type Decided, decidedOtherwise, REVISION } from '../../decided-metadata';
import { ExistingGateway } from './existing-gateway';
import { GatewayPath } from '../gateway-path';
import type { EgressGatewayPathOptions } from '../gateway-path-options';
import type { EgressGatewayAttributes, IEgressGateway } from './i-egress-gateway';
import { pathWithOptions } from '../path-with-options';
import { SharedGateway } from '../shared/shared-gateway';
import { GatewayWorkload } from '../workload/gateway-workload';
import { writtenMetadata } from '../written-metadata';

/** Properties of an `EgressGateway`. */
export interface EgressGatewayProps {
  /**
   * Name and namespace of its objects, and the labels and annotations of all of them; its pods carry labels of their own. Give it a
   * namespace of its own: whoever may write there decides what leaves.
   *
   * @default - a name made from the construct's path; namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * How many pods.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Whether to write the Namespace object. Without it somebody else creates the namespace.
   *
   * @default false
   */
  readonly createNamespace?: boolean;
}

const GATEWAY_PROPS = objectOf({
  metadata: optional(METADATA),
  replicas: optional(wholeNumber(0, 2147483647, '2')),
  createNamespace: optional(FLAG),
}, "{ metadata: { namespace: 'istio-egress' } }");

const LONGEST_NAME = 63;
const NAME = { longest: LONGEST_NAME, what: 'a name Kubernetes allows for a Service' };

const DECIDED_ANNOTATIONS = [{
  key: 'networking.istio.io/exportTo', fix: 'callers find the gateway by its Service, which every namespace sees; leave it out, and say with exportTo of a service who calls it',
}];

/**
 * A proxy at the edge of the mesh, through which calls to external services go.
 *
 * It deploys the gateway: pods of Istio's proxy that meet the restricted Pod Security Standard, a Service whose ports follow from what
 * goes through, and the Gateway. Which services go through it they say themselves, with `via`.
 *
 * @example
 *
 * const gateway = new EgressGateway(chart, 'egress', { metadata: { namespace: 'istio-egress' } });
 * new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.https()], via: gateway });
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/
 */
export class EgressGateway extends Construct implements IEgressGateway {
  /**
   * An egress gateway that somebody else runs, such as the one of Istio's own charts. The Gateway and the DestinationRule for what goes
   * through it are written into its namespace.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param attributes what must be known of it
   * @throws for names that Kubernetes does not allow, and for labels or ports that name nothing
   */
  public static fromServiceAttributes(scope: Construct, id: string, attributes: EgressGatewayAttributes): IEgressGateway {
    return new ExistingGateway(scope, id, attributes);
  }

  public readonly serviceName: string;
  public readonly namespace: string;
  /** Its ServiceAccount: the identity of the gateway, `spiffe://<trust domain>/ns/<namespace>/sa/<name>`. */
  public readonly serviceAccount: ApiObject;
  /** Its Deployment. */
  public readonly deployment: ApiObject;
  /** Its Service. */
  public readonly service: ApiObject;
  /** @internal */
  public readonly _gatewayPath: GatewayPath;

  /**
   * Deploys a gateway.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props what it is called, and how large it is
   * @throws when its namespace is not known, or Kubernetes would not take its name
   */
  constructor(scope: Construct, id: string, props: EgressGatewayProps = {}) {
    super(mustBeScope(scope, id, "new EgressGateway(chart, 'egress')"), id);
    const misfits = misfitsOf(GATEWAY_PROPS, 'props', props);
    if (misfits.length > 0) refuse(this, misfits);
    mustBeInChart(this);
    const metadata = writtenMetadata(this, props.metadata ?? {}, NAME);
    const { name, namespace } = metadata;
    const labels = { app: name, istio: this.uniqueLabel(name, namespace) };
    const decided = [
      ...decidedOtherwise('labels', metadata.labels, [...selecting(labels), REVISION]),
      ...decidedOtherwise('annotations', metadata.annotations, DECIDED_ANNOTATIONS),
    ];
    if (decided.length > 0) refuse(this, decided);
    if (props.createNamespace) writeNamespace(this, namespace, INJECTED);
    this.serviceName = name;
    this.namespace = namespace;
    const shared = new SharedGateway(this, { namespace, serviceName: name, labels, serviceAccount: name }, metadata);
    this._gatewayPath = new GatewayPath(shared, {});
    const workload = new GatewayWorkload(this, { metadata, labels, replicas: props.replicas ?? 2, routed: () => shared.routed });
    this.serviceAccount = workload.serviceAccount;
    this.deployment = workload.deployment;
    this.service = workload.service;
    FinalChecks.of(this).add((app) => isInTree(this)
      ? uninjected(namespace, IstioMesh.of(this), app).map((message) => ({ about: this, message })) : []);
  }

  public get way(): string {
    return this._gatewayPath.way;
  }

  public withOptions(options: EgressGatewayPathOptions): IEgressPath {
    return pathWithOptions(this, options);
  }

  /** @internal */
  public _plan(service: PlannedService): EgressPlan {
    return this._gatewayPath._plan(service);
  }

  /** A Gateway selects pods of every namespace, by labels alone. */
  private uniqueLabel(name: string, namespace: string): string {
    const label = `${namespace}-${name}`;
    return label.length <= LONGEST_NAME ? label : Names.toDnsLabel(this, { maxLen: LONGEST_NAME, extra: [namespace] });
  }
}

function selecting(labels: Record<string, string>): Decided[] {
  return Object.entries(labels).map(([key, allowed]) => ({ key, allowed, fix: 'by it the Service and the Gateway find the pods; leave it out' }));
}
