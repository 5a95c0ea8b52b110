import { App, Chart } from 'cdk8s';
import { EgressDashboard, EgressPort, ExternalService, Risk } from '../../../src';
import { type Dashboard } from './grafana';

/**
 * The dashboard of the program whose mesh the samples come from.
 *
 * @param declared whether it declares httpbin.org, as the post does in the end
 */
export function sampleDashboard({ declared }: { readonly declared: boolean }): Dashboard {
  const app = new App();
  const cinema = new Chart(app, 'cinema', { namespace: 'backyards-demo' });
  const dashboard = new EgressDashboard(cinema, 'dashboard', { uid: 'egress' });
  if (declared) new ExternalService(cinema, 'httpbin', { hosts: ['httpbin.org', 'www.httpbin.org'], ports: [EgressPort.http()] });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new ExternalService(shop, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.https()] });
  new ExternalService(shop, 'partner', {
    hosts: ['*.partner.example.com'],
    ports: [EgressPort.http()],
    acceptRisks: [Risk.spoofableHost({ reason: 'a host for each country' })],
  });
  return dashboard.model;
}
