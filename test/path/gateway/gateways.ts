import type { ApiObject, Chart } from 'cdk8s';
import { EgressGateway, type EgressGatewayProps, EgressPort, ExternalService, type ExternalServiceProps, type IEgressGateway } from '../../../src';
import { newChart } from '../../helpers';

/** A chart in namespace shop with a gateway in a namespace of its own. */
export function chartWithGateway(props: EgressGatewayProps = {}): { chart: Chart; gateway: EgressGateway } {
  const chart = newChart({ namespace: 'shop' });
  return { chart, gateway: new EgressGateway(chart, 'egress', { metadata: { name: 'egress-gateway', namespace: 'istio-egress' }, ...props }) };
}

/** The gateway of Istio's own charts. */
export function stockGateway(chart: Chart, ports?: number[]): IEgressGateway {
  return EgressGateway.fromServiceAttributes(chart, 'stock', {
    name: 'istio-egressgateway', namespace: 'istio-system', labels: { istio: 'egressgateway' }, ports,
  });
}

/** A service that goes through a gateway. */
export function through(gateway: ExternalServiceProps['via'], chart: Chart, host: string, props: Partial<ExternalServiceProps> = {}): ExternalService {
  return new ExternalService(chart, props.metadata?.namespace ? `${host}-${props.metadata.namespace}` : host.replace('*', 'any'), { hosts: [host], ports: [EgressPort.https()], via: gateway, ...props });
}

/** What a chart writes of a kind. */
export function written(chart: Chart, kind: string): any[] {
  return chart.toJson().filter((object: ApiObject) => object.kind === kind);
}
