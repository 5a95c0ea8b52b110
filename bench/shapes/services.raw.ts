/** The same ServiceEntries as raw objects. */
import { ApiObject, type App, Chart } from 'cdk8s';

export function fill(app: App, entries: number, charts: number): void {
  for (let at = 0; at < charts; at++) {
    const chart = new Chart(app, `chart-${at}`);
    for (let entry = at; entry < entries; entry += charts) {
      new ApiObject(chart, `service-${entry}`, {
        apiVersion: 'networking.istio.io/v1',
        kind: 'ServiceEntry',
        metadata: { name: `service-${entry}`, namespace: 'shop' },
        spec: {
          hosts: [`service-${entry}.example.com`],
          ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
          location: 'MESH_EXTERNAL',
          resolution: 'DNS',
          exportTo: ['.'],
        },
      });
    }
  }
}
