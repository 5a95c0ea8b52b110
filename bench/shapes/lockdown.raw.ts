/** The same ServiceEntries and the same Sidecar as raw objects. */
import { ApiObject, type App, Chart } from 'cdk8s';

export function fill(app: App, entries: number): void {
  const chart = new Chart(app, 'shop');
  const inMesh = ['./*.shop.svc.cluster.local', 'istio-system/*.istio-system.svc.cluster.local'];
  const outside: string[] = [];
  for (let entry = 0; entry < entries; entry++) {
    const host = `service-${entry}.example.com`;
    new ApiObject(chart, `service-${entry}`, {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: `service-${entry}`, namespace: 'shop' },
      spec: {
        hosts: [host],
        ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        exportTo: ['.'],
      },
    });
    outside.push(`./${host}`);
  }
  new ApiObject(chart, 'lockdown', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 'default', namespace: 'shop' },
    spec: { egress: [{ hosts: [...inMesh, ...outside.sort()] }], outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  });
}
