/** External services, as a user of the library writes them. */
import { type App, Chart } from 'cdk8s';
import { EgressPort, ExternalService } from 'cdk8s-istio-egress';

export function fill(app: App, entries: number, charts: number): void {
  for (let at = 0; at < charts; at++) {
    const chart = new Chart(app, `chart-${at}`);
    for (let entry = at; entry < entries; entry += charts) {
      new ExternalService(chart, `service-${entry}`, {
        metadata: { name: `service-${entry}`, namespace: 'shop' },
        hosts: [`service-${entry}.example.com`],
        ports: [EgressPort.http()],
      });
    }
  }
}
