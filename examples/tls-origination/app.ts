import { App, Chart } from 'cdk8s';
import { CaBundle, ClientCertificate, EgressLockdown, EgressPort, ExternalService, LockdownScope, TlsOrigination, Workloads } from 'cdk8s-istio-egress';

/** Applications that speak HTTP; their proxies make TLS of it, and show certificates. */
export function build(outdir: string): App[] {
  const app = new App({ outdir });
  const services = new Chart(app, 'services', { namespace: 'shop' });

  // Verified with the CAs of the proxy's operating system. What still starts TLS itself goes to 443 as before.
  const books = new ExternalService(services, 'books', {
    hosts: ['www.googleapis.com'],
    ports: [EgressPort.http({ tls: TlsOrigination.simple() }), EgressPort.https()],
  });

  // Verified with the CAs in ConfigMap ledger-ca.
  const ledger = new ExternalService(services, 'ledger', {
    hosts: ['ledger.example.com'],
    ports: [EgressPort.http({ tls: TlsOrigination.simple({ caCertificates: CaBundle.configMap('ledger-ca') }) })],
  });

  // The payments workloads show the certificate in Secret partner-client, which they are allowed to have.
  const payments = Workloads.select({ namespace: 'shop', labels: { app: 'payments' } });
  const partner = new ExternalService(services, 'partner', {
    hosts: ['api.partner.example'],
    ports: [EgressPort.http({
      tls: TlsOrigination.mutual({
        clientCertificate: ClientCertificate.secret('partner-client', { workloads: payments, serviceAccount: 'payments' }),
      }),
    })],
  });

  const policy = new Chart(app, 'policy');
  policy.addDependency(services);
  new EgressLockdown(policy, 'shop', { scope: LockdownScope.namespace('shop', { allow: [books, ledger, partner] }) });

  return [app];
}
