import { type ApiObjectMetadata, Chart, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { impossibleName, isNamespaceName, mustBeInChart } from '../../../app/kubernetes-names';
import { quote, refusal, refusalAt } from '../../../app/refusal';
import { METADATA } from '../../../app/metadata-shape';
import { misfitsOf, objectOf, optional } from '../../../app/shape';
import type { IEgressPath } from '../../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../../service/paths/egress-plan';
import { decidedOtherwise, REVISION } from '../../said-of-objects';
import { GatewayPath } from '../gateway-path';
import type { GatewayPathOptions, IEgressGateway } from '../i-egress-gateway';
import { pathWithOptions } from '../path-with-options';
import { SharedGateway } from '../shared/shared-gateway';
import { GatewayApiForm } from './gateway-api-form';

/** Properties of a `GatewayApiEgressGateway`. */
export interface GatewayApiEgressGatewayProps {
  /**
   * Name, namespace, labels and annotations of the Gateway. What istiod deploys for it is called after it, with `-istio` behind the name.
   * Give it a namespace of its own: whoever may write there decides what leaves.
   *
   * @default - a name made from the construct's path; namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

const PROPS = objectOf({
  metadata: optional(METADATA),
}, "{ metadata: { namespace: 'istio-egress' } }");

const DECIDED_LABELS = [REVISION];
const DECIDED_ANNOTATIONS = [{
  key: 'networking.istio.io/service-type',
  allowed: 'ClusterIP',
  fix: 'a gateway for what leaves is called from inside the cluster, and its Service is ClusterIP; leave it out',
}];

/** istiod puts `-istio` behind it, and a Service takes 63 characters. */
const LONGEST_NAME = 57;
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/**
 * The same as an `EgressGateway` in the words of the Gateway API: a Gateway that istiod deploys, HTTPRoutes and TLSRoutes.
 *
 * That API says less. HTTP goes inside the mutual TLS of the mesh; TLS of the application is passed on by its SNI alone, so that the
 * gateway does not learn who calls. TCP and wildcard hosts it does not take.
 *
 * @example
 *
 * const gateway = new GatewayApiEgressGateway(chart, 'egress', { metadata: { namespace: 'istio-egress' } });
 * new ExternalService(chart, 'httpbin', { hosts: ['httpbin.org'], ports: [EgressPort.http()], via: gateway });
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/
 */
export class GatewayApiEgressGateway extends Construct implements IEgressGateway {
  public readonly name: string;
  public readonly namespace: string;
  /** @internal */
  public readonly _gatewayPath: GatewayPath;

  /**
   * Declares a gateway.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props what it is called
   * @throws when its namespace is not known, or Kubernetes would not take its name
   */
  constructor(scope: Construct, id: string, props: GatewayApiEgressGatewayProps = {}) {
    super(scope, id);
    const misfits = misfitsOf(PROPS, 'props', props);
    if (misfits.length > 0) throw refusalAt(this.node.path, ...misfits);
    mustBeInChart(this);
    const { metadata = {} } = props;
    const name = metadata.name ?? Names.toDnsLabel(this, { maxLen: LONGEST_NAME });
    const namespace = this.possibleNamespace(metadata.namespace ?? Chart.of(this).namespace);
    if (name.length > LONGEST_NAME || !SERVICE_NAME.test(name)) {
      throw refusal(this, `metadata.name ${quote(name)} is not one from which istiod could make the name of a Service; `
        + `use at most ${LONGEST_NAME} lower case letters, digits and '-', and begin with a letter`);
    }
    const decided = [
      ...decidedOtherwise('labels', metadata.labels, DECIDED_LABELS), ...decidedOtherwise('annotations', metadata.annotations, DECIDED_ANNOTATIONS),
    ];
    if (decided.length > 0) throw refusalAt(this.node.path, ...decided);
    this.name = `${name}-istio`;
    this.namespace = namespace;
    this._gatewayPath = new GatewayPath(new SharedGateway(this, {
      namespace,
      name: this.name,
      labels: { 'gateway.networking.k8s.io/gateway-name': name },
      serviceAccount: this.name,
      listenPortOf: ({ number }) => number,
    }, name, (shared) => new GatewayApiForm(shared, metadata)), {});
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

  private possibleNamespace(namespace: string | undefined): string {
    if (namespace === undefined) {
      throw refusal(this, 'the namespace of the gateway is not known, and callers have to name it; give it metadata.namespace, or its chart a namespace');
    }
    if (isNamespaceName(namespace)) return namespace;
    throw refusal(this, impossibleName('namespace', namespace));
  }
}
