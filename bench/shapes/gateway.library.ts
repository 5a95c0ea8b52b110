/** External services that leave by one gateway. */
import { type App, Chart } from 'cdk8s';
import { EgressGateway, EgressPort, ExternalService } from 'cdk8s-istio-egress';

export function fill(app: App, entries: number): void {
  const chart = new Chart(app, 'shop');
  const gateway = new EgressGateway(chart, 'egress', { metadata: { name: 'egress', namespace: 'edge' } });
  for (let entry = 0; entry < entries; entry++) {
    new ExternalService(chart, `service-${entry}`, {
      metadata: { name: `service-${entry}`, namespace: 'shop' },
      hosts: [`service${entry}.example.com`],
      ports: [EgressPort.http(), EgressPort.https()],
      via: gateway,
    });
  }
}
