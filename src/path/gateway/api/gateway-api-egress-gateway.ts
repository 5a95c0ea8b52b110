import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { mustBeInChart } from '../../../app/kubernetes-names';
import { METADATA } from '../../../app/metadata-shape';
import { mustBeScope } from '../../../app/scope';
import { FLAG, misfitsOf, objectOf, optional } from '../../../app/shape';
import { refuse } from '../../../app/refusal';
import type { IEgressPath } from '../../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../../service/paths/egress-plan';
import { decidedOtherwise, REVISION } from '../../decided-metadata';
import { NOT_INJECTED, writeNamespace } from '../../../mesh/written-namespace';
import { GatewayPath } from '../gateway-path';
import type { GatewayPathOptions } from '../gateway-path-options';
import { pathWithOptions } from '../path-with-options';
import { SharedGateway } from '../shared/shared-gateway';
import { writtenMetadata } from '../written-metadata';
import { ExistingGatewayApiGateway } from './existing-gateway-api-gateway';
import { GatewayApiForm } from './gateway-api-form';
import type { GatewayApiEgressGatewayAttributes, IGatewayApiEgressGateway } from './i-gateway-api-egress-gateway';

/** Properties of a `GatewayApiEgressGateway`. */
export interface GatewayApiEgressGatewayProps {
  /**
   * Name, namespace, labels and annotations of the Gateway and the DestinationRule. What istiod deploys for the Gateway is called after
   * it, with `-istio` behind the name. Give it a namespace of its own: whoever may write there decides what leaves.
   *
   * @default - a name made from the construct's path; namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Whether to write the Namespace object. Without it somebody else creates the namespace.
   *
   * @default false
   */
  readonly createNamespace?: boolean;
}

const PROPS = objectOf({
  metadata: optional(METADATA),
  createNamespace: optional(FLAG),
}, "{ metadata: { namespace: 'istio-egress' } }");

const DECIDED_LABELS = [
  REVISION, { key: 'gateway.networking.k8s.io/gateway-name', fix: 'istiod writes it, and finds the pods by it; leave it out' },
];
const DECIDED_ANNOTATIONS = [...['gateway.istio.io/name-override', 'gateway.istio.io/service-account'].map((key) => ({
  key, fix: 'routes and identities go by the names that istiod makes of metadata.name; leave it out',
})), {
  key: 'networking.istio.io/exportTo',
  fix: 'callers find the gateway by its Service, which every namespace sees; leave it out, and say with exportTo of a service who calls it',
}, {
  key: 'networking.istio.io/service-type',
  allowed: 'ClusterIP',
  fix: 'a gateway for what leaves is called from inside the cluster, and its Service is ClusterIP; leave it out',
}];

/** istiod puts `-istio` behind it, and a Service takes 63 characters. */
const NAME = { longest: 57, what: 'one from which istiod could make the name of a Service' };

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
export class GatewayApiEgressGateway extends Construct implements IGatewayApiEgressGateway {
  /**
   * A Gateway that somebody else declares. The routes that attach to it are written, and, unless its owner has one, the DestinationRule
   * for its Service, into its namespace. Its listeners, and whose routes they take, are its owner's.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param attributes what must be known of it
   * @throws for names that Kubernetes does not allow, and where no listener is named
   */
  public static fromGatewayAttributes(
    scope: Construct, id: string, attributes: GatewayApiEgressGatewayAttributes,
  ): IGatewayApiEgressGateway {
    return new ExistingGatewayApiGateway(scope, id, attributes);
  }

  public readonly gatewayName: string;
  public readonly serviceName: string;
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
    super(mustBeScope(scope, id, "new GatewayApiEgressGateway(chart, 'egress')"), id);
    const misfits = misfitsOf(PROPS, 'props', props);
    if (misfits.length > 0) refuse(this, misfits);
    mustBeInChart(this);
    const metadata = writtenMetadata(this, props.metadata ?? {}, NAME);
    const decided = [
      ...decidedOtherwise('labels', metadata.labels, DECIDED_LABELS), ...decidedOtherwise('annotations', metadata.annotations, DECIDED_ANNOTATIONS),
    ];
    if (decided.length > 0) refuse(this, decided);
    const { name, namespace } = metadata;
    if (props.createNamespace) writeNamespace(this, namespace, NOT_INJECTED);
    const serviceName = `${name}-istio`;
    this.gatewayName = name;
    this.serviceName = serviceName;
    this.namespace = namespace;
    const place = { namespace, serviceName, labels: { 'gateway.networking.k8s.io/gateway-name': name }, serviceAccount: serviceName };
    this._gatewayPath = new GatewayPath(new SharedGateway(this, place, metadata, (shared) => new GatewayApiForm(shared)), {});
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
}
