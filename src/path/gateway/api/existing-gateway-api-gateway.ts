import { Names } from 'cdk8s';
import { Construct } from 'constructs';
import { impossibleName, impossibleObjectName, isNamespaceName, isObjectName, mustBeInChart } from '../../../app/kubernetes-names';
import { mustBeScope } from '../../../app/scope';
import { FLAG, instanceOf, listOf, misfitsOf, objectOf, optional, text } from '../../../app/shape';
import { refuse } from '../../../app/refusal';
import type { IEgressPath } from '../../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../../service/paths/egress-plan';
import { layerOf } from '../../../service/paths/layer';
import { GatewayPath } from '../gateway-path';
import type { GatewayPathOptions } from '../gateway-path-options';
import type { GivenPorts } from '../gateway-place';
import { pathWithOptions } from '../path-with-options';
import { SharedGateway } from '../shared/shared-gateway';
import { ExistingGatewayApiForm } from './existing-gateway-api-form';
import { GatewayApiListener, listenerKindOf } from './gateway-api-listener';
import type { GatewayApiEgressGatewayAttributes, IGatewayApiEgressGateway } from './i-gateway-api-egress-gateway';

const LISTENER = 'GatewayApiListener.istioMutual(80)';
const ATTRIBUTES = objectOf({
  name: text("'egress'"),
  namespace: text("'istio-egress'"),
  listeners: listOf(instanceOf(GatewayApiListener, LISTENER), LISTENER),
  serviceName: optional(text("'egress-istio'")),
  allowedNamespaces: optional(listOf(text("'shop'"), "'shop'")),
  hasDestinationRule: optional(FLAG),
}, `{ name: 'egress', namespace: 'istio-egress', listeners: [${LISTENER}] }`);

/** A Gateway of the Gateway API that somebody else declares. */
export class ExistingGatewayApiGateway extends Construct implements IGatewayApiEgressGateway {
  public readonly gatewayName: string;
  public readonly serviceName: string;
  public readonly namespace: string;
  /** @internal */
  public readonly _gatewayPath: GatewayPath;

  constructor(scope: Construct, id: string, attributes: GatewayApiEgressGatewayAttributes) {
    super(mustBeScope(scope, id, "GatewayApiEgressGateway.fromGatewayAttributes(chart, 'egress', attributes)"), id);
    const misfits = misfitsOf(ATTRIBUTES, 'attributes', attributes);
    if (misfits.length > 0) refuse(this, misfits);
    mustBeInChart(this);
    const { name, namespace, serviceName = `${name}-istio`, hasDestinationRule = false } = attributes;
    const impossible = impossibilitiesIn({ ...attributes, serviceName });
    if (impossible.length > 0) refuse(this, impossible);
    this.gatewayName = name;
    this.serviceName = serviceName;
    this.namespace = namespace;
    const listeners = [...attributes.listeners];
    const allowedNamespaces = attributes.allowedNamespaces && [...attributes.allowedNamespaces];
    const place = { namespace, serviceName, labels: { 'gateway.networking.k8s.io/gateway-name': name }, given: portsAmong(listeners) };
    this._gatewayPath = new GatewayPath(new SharedGateway(this, place, { name: Names.toDnsLabel(this), namespace },
      (shared) => new ExistingGatewayApiForm(shared, { name, listeners, allowedNamespaces, hasDestinationRule })), {});
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

function impossibilitiesIn(attributes: GatewayApiEgressGatewayAttributes): string[] {
  const { name, namespace, serviceName, listeners, allowedNamespaces = [] } = attributes;
  const ports = listeners.map(({ port }) => port);
  const twice = [...new Set(ports.filter((port, index) => ports.indexOf(port) !== index))];
  return [
    ...isObjectName(name) ? [] : [impossibleObjectName('name', name)],
    ...isNamespaceName(namespace) ? [] : [impossibleName('namespace', namespace)],
    ...isNamespaceName(serviceName) ? [] : [impossibleName('serviceName', serviceName)],
    ...listeners.length > 0 ? [] : [`listeners [] leaves nothing to attach a route to; name those that calls may take, such as [${LISTENER}]`],
    ...twice.map((port) => `listeners has port ${port} twice, and of a port callers have to know how to speak to it; name the one that they are to take`),
    ...allowedNamespaces.filter((allowed) => allowed !== '*' && !isNamespaceName(allowed)).map((allowed) => impossibleName('allowedNamespaces', allowed)),
  ];
}

function portsAmong(listeners: GatewayApiListener[]): GivenPorts {
  return {
    listenPortOf: (port, hop) => {
      const fitting = listeners.filter(({ _kind }) => _kind === listenerKindOf(layerOf(port), hop));
      return (fitting.find((listener) => listener.port === port.number) ?? fitting[0])?.port;
    },
    fixFor: (port, hop) => `with hop ${hop} it needs a listener such as GatewayApiListener.${listenerKindOf(layerOf(port), hop)}(${port.number}); `
      + 'add it to listeners where its owner has it, or ask for it',
  };
}
