import { App, Chart } from 'cdk8s';
import { EgressLockdown, EgressPort, ExternalService, ForwardProxy, LockdownScope } from 'cdk8s-istio-egress';

/** A network that lets nothing out but through its proxy. */
export function build(outdir: string): App[] {
  const app = new App({ outdir });
  const egress = new Chart(app, 'egress', { namespace: 'egress' });

  const proxy = new ForwardProxy(egress, 'proxy', { host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1', '192.0.2.2'] });

  // The applications dial these as if there were no proxy; their sidecars make the tunnels.
  const stripe = new ExternalService(egress, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.https()], via: proxy });
  const ledger = new ExternalService(egress, 'ledger', {
    hosts: ['ledger.example.com'],
    ports: [EgressPort.tcp(5432)],
    addresses: ['198.51.100.5'],
    via: proxy,
  });

  const policy = new Chart(app, 'policy');
  policy.addDependency(egress);
  new EgressLockdown(policy, 'shop', { scope: LockdownScope.namespace('shop', { allow: [stripe, ledger] }) });
  // Package managers speak CONNECT themselves. What lies behind the proxy is for the proxy to decide.
  new EgressLockdown(policy, 'builds', { scope: LockdownScope.namespace('builds', { allow: [proxy] }) });

  return [app];
}
