/** A namespace whose workloads may call the external services of one chart, and nothing else. */
import { type App, Chart } from 'cdk8s';
import { EgressLockdown, EgressPort, ExternalService, LockdownScope } from 'cdk8s-istio-egress';

export function fill(app: App, entries: number): void {
  const chart = new Chart(app, 'shop');
  const services: ExternalService[] = [];
  for (let entry = 0; entry < entries; entry++) {
    services.push(new ExternalService(chart, `service-${entry}`, {
      metadata: { name: `service-${entry}`, namespace: 'shop' },
      hosts: [`service-${entry}.example.com`],
      ports: [EgressPort.http()],
    }));
  }
  new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace('shop', { allow: services }) });
}
