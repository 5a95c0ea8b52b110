import { type ApiObject, type ApiObjectMetadata, Chart, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { impossibleName, isNamespaceName, mustBeInChart } from '../../app/kubernetes-names';
import { quote, refusal, refusalAt } from '../../app/refusal';
import { METADATA } from '../../app/metadata-shape';
import { misfitsOf, objectOf, optional, wholeNumber } from '../../app/shape';
import type { IEgressPath } from '../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../service/paths/egress-plan';
import { decidedOtherwise } from '../said-of-objects';
import { ExistingGateway } from './existing-gateway';
import { GatewayPath } from './gateway-path';
import { GatewayWorkload } from './workload/gateway-workload';
import type { EgressGatewayAttributes, GatewayPathOptions, IEgressGateway } from './i-egress-gateway';
import { pathWithOptions } from './path-with-options';
import { SharedGateway } from './shared/shared-gateway';

/** Properties of an `EgressGateway`. */
export interface EgressGatewayProps {
  /**
   * Name and namespace of its objects; labels and annotations of its ServiceAccount, Deployment and Service. Give it a namespace of its
   * own: whoever may write there decides what leaves.
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
}

const GATEWAY_PROPS = objectOf({
  metadata: optional(METADATA),
  replicas: optional(wholeNumber(0, 2147483647, '2')),
}, "{ metadata: { namespace: 'istio-egress' } }");

const DECIDED = [{
  key: 'networking.istio.io/exportTo', fix: 'callers find the gateway by its Service, which every namespace sees; leave it out, and say with exportTo of a service who calls it',
}];

const LONGEST_NAME = 63;
/** Of a Service, which allows less than others. */
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

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
   */
  public static fromServiceAttributes(scope: Construct, id: string, attributes: EgressGatewayAttributes): IEgressGateway {
    return new ExistingGateway(scope, id, attributes);
  }

  public readonly name: string;
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
    super(scope, id);
    const misfits = misfitsOf(GATEWAY_PROPS, 'props', props);
    if (misfits.length > 0) throw refusalAt(this.node.path, ...misfits);
    mustBeInChart(this);
    const { metadata = {}, replicas = 2 } = props;
    this.name = this.possibleName(metadata.name);
    this.namespace = this.possibleNamespace(metadata.namespace ?? Chart.of(this).namespace);
    const decided = decidedOtherwise('annotations', metadata.annotations, DECIDED);
    if (decided.length > 0) throw refusalAt(this.node.path, ...decided);
    const labels = { app: this.name, istio: this.uniqueLabel() };
    const shared = new SharedGateway(this, {
      namespace: this.namespace, name: this.name, labels, serviceAccount: this.name, listenPortOf: ({ number }) => number,
    }, this.name);
    this._gatewayPath = new GatewayPath(shared, {});
    const workload = new GatewayWorkload(this, {
      name: this.name, namespace: this.namespace, labels, metadata, replicas, routed: () => shared.routed,
    });
    this.serviceAccount = workload.serviceAccount;
    this.deployment = workload.deployment;
    this.service = workload.service;
  }

  public get way(): string {
    return this._gatewayPath.way;
  }

  public withOptions(options: GatewayPathOptions): IEgressPath {
    return pathWithOptions(this, options);
  }

  /** @internal */
  public _plan(service: PlannedService): EgressPlan {
    return this._gatewayPath._plan(service);
  }

  private possibleName(given: string | undefined): string {
    const name = given ?? Names.toDnsLabel(this, { maxLen: LONGEST_NAME });
    if (name.length <= LONGEST_NAME && SERVICE_NAME.test(name)) return name;
    throw refusal(this, `metadata.name ${quote(name)} is not a name Kubernetes allows for a Service; use at most ${LONGEST_NAME} lower case letters, digits and '-', and begin with a letter`);
  }

  private possibleNamespace(namespace: string | undefined): string {
    if (namespace === undefined) {
      throw refusal(this, 'the namespace of the gateway is not known, and callers have to name it; give it metadata.namespace, or its chart a namespace');
    }
    if (isNamespaceName(namespace)) return namespace;
    throw refusal(this, impossibleName('namespace', namespace));
  }

  /** A Gateway selects pods of every namespace, by labels alone. */
  private uniqueLabel(): string {
    const label = `${this.namespace}-${this.name}`;
    return label.length <= LONGEST_NAME ? label : Names.toDnsLabel(this, { maxLen: LONGEST_NAME, extra: [this.namespace] });
  }
}
