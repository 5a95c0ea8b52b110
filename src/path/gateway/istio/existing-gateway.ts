import { Names } from 'cdk8s';
import { Construct } from 'constructs';
import { impossibleName, isNamespaceName, mustBeInChart } from '../../../app/kubernetes-names';
import { mustBeScope } from '../../../app/scope';
import { listOf, misfitsOf, objectOf, optional, PORT, recordOf, text } from '../../../app/shape';
import { refuse } from '../../../app/refusal';
import type { IEgressPath } from '../../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../../service/paths/egress-plan';
import { layerOf } from '../../../service/paths/layer';
import type { EgressPort } from '../../../service/values/egress-port';
import { GatewayPath } from '../gateway-path';
import type { EgressGatewayPathOptions } from '../gateway-path-options';
import type { GivenPorts } from '../gateway-place';
import type { EgressGatewayAttributes, IEgressGateway } from './i-egress-gateway';
import { pathWithOptions } from '../path-with-options';
import { SharedGateway } from '../shared/shared-gateway';

const ATTRIBUTES = objectOf({
  name: text("'istio-egressgateway'"),
  namespace: text("'istio-system'"),
  labels: recordOf(text("'egressgateway'"), "{ istio: 'egressgateway' }"),
  ports: optional(listOf(PORT, '443')),
}, "{ name: 'istio-egressgateway', namespace: 'istio-system', labels: { istio: 'egressgateway' } }");

const STOCK_PORTS = [80, 443];

/** An egress gateway that somebody else runs. */
export class ExistingGateway extends Construct implements IEgressGateway {
  public readonly serviceName: string;
  public readonly namespace: string;
  /** @internal */
  public readonly _gatewayPath: GatewayPath;

  constructor(scope: Construct, id: string, attributes: EgressGatewayAttributes) {
    super(mustBeScope(scope, id, "EgressGateway.fromServiceAttributes(chart, 'egress', attributes)"), id);
    const misfits = misfitsOf(ATTRIBUTES, 'attributes', attributes);
    if (misfits.length > 0) refuse(this, misfits);
    mustBeInChart(this);
    const impossible = impossibilitiesIn(attributes);
    if (impossible.length > 0) refuse(this, impossible);
    const { name: serviceName, namespace, labels, ports = STOCK_PORTS } = attributes;
    this.serviceName = serviceName;
    this.namespace = namespace;
    const place = { namespace, serviceName, labels: { ...labels }, given: portsAmong([...ports]) };
    this._gatewayPath = new GatewayPath(new SharedGateway(this, place, { name: Names.toDnsLabel(this), namespace }), {});
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
}

function impossibilitiesIn({ name, namespace, labels, ports }: EgressGatewayAttributes): string[] {
  return [
    ...Object.entries({ name, namespace }).filter(([, value]) => !isNamespaceName(value))
      .map(([field, value]) => impossibleName(field, value)),
    ...Object.keys(labels).length === 0 ? ["labels {} would select every pod; give those of the gateway's pods, such as { istio: 'egressgateway' }"] : [],
    ...ports?.length === 0 ? ['ports [] leaves nothing to call; name a port of the Service, or leave ports out for 80 and 443'] : [],
  ];
}

function portsAmong(ports: number[]): GivenPorts {
  return {
    listenPortOf: (port) => wantedPorts(port).find((number) => ports.includes(number)),
    fixFor: () => 'name one in the ports of the gateway',
  };
}

function wantedPorts(port: EgressPort): number[] {
  return [port.number, ...layerOf(port) === 'http' ? [80] : [], 443];
}
