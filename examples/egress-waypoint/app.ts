import { App, Chart, Duration } from 'cdk8s';
import { DataPlane, EgressPort, EgressWaypoint, ExternalService, IstioMesh, IstioVersion, TlsOrigination } from 'cdk8s-istio-egress';

/** An ambient mesh whose calls to external services leave by one waypoint, which makes TLS of the HTTP of the applications. */
export function build(outdir: string): App[] {
  const app = new App({ outdir });
  new IstioMesh(app, 'mesh', { version: IstioVersion.V1_31, dataPlane: DataPlane.AMBIENT });

  // One waypoint, in a namespace of its own. Its listener takes services of the namespaces below, and of no others.
  const platform = new Chart(app, 'platform');
  const waypoint = new EgressWaypoint(platform, 'waypoint', {
    metadata: { name: 'waypoint', namespace: 'egress' },
    createNamespace: true,
  });

  const services = new Chart(app, 'external-services', { namespace: 'shop' });
  services.addDependency(platform);

  // Applications speak HTTP on port 80, the wire is TLS on 443. Whoever gets no answer in three seconds gets 504.
  new ExternalService(services, 'stripe', {
    hosts: ['api.stripe.com'],
    ports: [EgressPort.http({ tls: TlsOrigination.simple() })],
    timeout: Duration.seconds(3),
    via: waypoint,
  });

  // TLS of the application passes as it is. ztunnel knows each host by the address that istiod allocates.
  new ExternalService(services, 'sentry', { hosts: ['sentry.example.com'], ports: [EgressPort.https()], via: waypoint });
  new ExternalService(services, 'carrier', {
    metadata: { namespace: 'warehouse' },
    hosts: ['track.carrier.example.com'],
    ports: [EgressPort.tls({ number: 9000 })],
    via: waypoint,
  });

  return [app];
}
