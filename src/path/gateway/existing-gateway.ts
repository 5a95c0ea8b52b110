import { Names } from 'cdk8s';
import { Construct } from 'constructs';
import { impossibleName, isNamespaceName, mustBeInChart } from '../../app/kubernetes-names';
import { refusalAt } from '../../app/refusal';
import { listOf, misfitsOf, objectOf, optional, PORT, recordOf, text } from '../../app/shape';
import type { IEgressPath } from '../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../service/paths/egress-plan';
import { layerOf } from '../../service/paths/layer';
import type { EgressPort } from '../../service/values/egress-port';
import { GatewayPath } from './gateway-path';
import { pathWithOptions } from './path-with-options';
import type { EgressGatewayAttributes, GatewayPathOptions, IEgressGateway } from './i-egress-gateway';
import { SharedGateway } from './shared/shared-gateway';

const ATTRIBUTES = objectOf({
  name: text("'istio-egressgateway'"),
  namespace: text("'istio-system'"),
  labels: recordOf(text("'egressgateway'"), "{ istio: 'egressgateway' }"),
  ports: optional(listOf(PORT, '443')),
}, "{ name: 'istio-egressgateway', namespace: 'istio-system', labels: { istio: 'egressgateway' } }");

const STOCK_PORTS = [80, 443];

/** An egress gateway that somebody else runs. */
export class ExistingGateway extends Construct implements IEgressGateway {
  public readonly name: string;
  public readonly namespace: string;
  /** @internal */
  public readonly _gatewayPath: GatewayPath;

  constructor(scope: Construct, id: string, attributes: EgressGatewayAttributes) {
    super(scope, id);
    const misfits = misfitsOf(ATTRIBUTES, 'attributes', attributes);
    if (misfits.length > 0) throw refusalAt(this.node.path, ...misfits);
    this.name = attributes.name;
    this.namespace = attributes.namespace;
    mustBeInChart(this);
    this.mustBePossible(attributes);
    const ports = [...attributes.ports ?? STOCK_PORTS];
    this._gatewayPath = new GatewayPath(new SharedGateway(this, {
      namespace: this.namespace,
      name: this.name,
      labels: { ...attributes.labels },
      listenPortOf: (port) => listenPortAmong(ports, port),
    }, Names.toDnsLabel(this)), {});
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

  private mustBePossible({ labels, ports }: EgressGatewayAttributes): void {
    const messages = [
      ...['name', 'namespace'].map((field) => ({ field, value: this[field as 'name' | 'namespace'] }))
        .filter(({ value }) => !isNamespaceName(value))
        .map(({ field, value }) => impossibleName(field, value)),
      ...Object.keys(labels).length === 0 ? ["labels {} would select every pod; give those of the gateway's pods, such as { istio: 'egressgateway' }"] : [],
      ...ports?.length === 0 ? ['ports [] leaves nothing to call; name a port of the Service, or leave ports out for 80 and 443'] : [],
    ];
    if (messages.length > 0) throw refusalAt(this.node.path, ...messages);
  }
}

function listenPortAmong(ports: number[], port: EgressPort): number | undefined {
  const wanted = [port.number, ...layerOf(port) === 'http' ? [80] : [], 443];
  return wanted.find((number) => ports.includes(number));
}
