import { App, Chart } from 'cdk8s';
import { EgressGateway, EgressLockdown, EgressPort, Endpoint, ExternalService, LockdownScope, TlsOrigination } from 'cdk8s-istio-egress';

/** What namespace shop calls leaves by a gateway that the platform runs. */
export function build(outdir: string): App[] {
  const app = new App({ outdir });

  const edge = new Chart(app, 'edge', { namespace: 'istio-egress' });
  const gateway = new EgressGateway(edge, 'gateway', { metadata: { name: 'egress-gateway' }, createNamespace: true, replicas: 3 });

  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  shop.addDependency(edge);

  // The application speaks TLS, and the mesh carries it to the gateway in mutual TLS of its own.
  const stripe = new ExternalService(shop, 'stripe', {
    hosts: ['api.stripe.com'],
    ports: [EgressPort.https()],
    via: gateway,
  });

  // The application speaks HTTP, which the gateway reads, and makes TLS of.
  const shipping = new ExternalService(shop, 'shipping', {
    hosts: ['api.shipping.example.com'],
    ports: [EgressPort.http({ tls: TlsOrigination.simple() })],
    via: gateway.withOptions({ pathPrefixes: ['/v2/'] }),
  });

  // TCP is known by its address.
  const ledger = new ExternalService(shop, 'ledger', {
    hosts: ['ledger.example.com'],
    addresses: ['192.0.2.10'],
    endpoints: [Endpoint.of('192.0.2.10')],
    ports: [EgressPort.tcp(5432)],
    via: gateway,
  });

  new EgressLockdown(shop, 'lockdown', {
    scope: LockdownScope.namespace('shop', { allow: [stripe, shipping, ledger] }),
  });

  return [app];
}
