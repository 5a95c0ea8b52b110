/** The same gateway, entries and routes as raw objects. */
import { ApiObject, type App, Chart } from 'cdk8s';

const NAMES = { name: 'egress', namespace: 'edge' };
const LABELS = { app: 'egress', istio: 'edge-egress' };
const GATEWAY_HOST = 'egress.edge.svc.cluster.local';
const NETWORKING = 'networking.istio.io/v1';
const TLS = { mode: 'ISTIO_MUTUAL' };

export function fill(app: App, entries: number): void {
  const chart = new Chart(app, 'shop');
  const hosts = Array.from({ length: entries }, (_, entry) => `service${entry}.example.com`);
  workload(chart);
  shared(chart, [...hosts].sort());
  hosts.forEach((host, entry) => service(chart, entry, host));
}

function workload(chart: Chart): void {
  const metadata = { ...NAMES, labels: LABELS };
  new ApiObject(chart, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false });
  new ApiObject(chart, 'Deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 2,
      selector: { matchLabels: LABELS },
      template: {
        metadata: {
          labels: { ...LABELS, 'istio.io/dataplane-mode': 'none', 'sidecar.istio.io/inject': 'true' },
          annotations: { 'inject.istio.io/templates': 'gateway' },
        },
        spec: {
          serviceAccountName: NAMES.name,
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'istio-proxy',
            image: 'auto',
            resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2000m', memory: '1024Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              privileged: false,
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
            },
          }],
        },
      },
    },
  });
  new ApiObject(chart, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      selector: LABELS,
      ports: [
        { name: 'http2-80', port: 80, targetPort: 10080, protocol: 'TCP' },
        { name: 'tls-443', port: 443, targetPort: 10443, protocol: 'TCP' },
      ],
    },
  });
}

function shared(chart: Chart, hosts: string[]): void {
  const overHttps = { port: { number: 80, name: 'https-80', protocol: 'HTTPS' }, hosts: hosts.map((host) => `shop/${host}`), tls: TLS };
  const overTls = hosts.map((host) => ({
    port: { number: 443, name: `tls-443-${subsetOf(host)}`, protocol: 'TLS' }, hosts: [`shop/${host}`], tls: TLS,
  }));
  new ApiObject(chart, 'Gateway', {
    apiVersion: NETWORKING, kind: 'Gateway', metadata: NAMES, spec: { selector: LABELS, servers: [overHttps, ...overTls] },
  });
  new ApiObject(chart, 'DestinationRule', {
    apiVersion: NETWORKING,
    kind: 'DestinationRule',
    metadata: NAMES,
    spec: {
      host: GATEWAY_HOST,
      exportTo: ['*'],
      subsets: hosts.map((host) => ({ name: subsetOf(host), trafficPolicy: { tls: { ...TLS, sni: host } } })),
    },
  });
}

function service(chart: Chart, number: number, host: string): void {
  const exportTo = ['.', 'edge'];
  const entry = new ApiObject(chart, `service-${number}`, {
    apiVersion: NETWORKING,
    kind: 'ServiceEntry',
    metadata: { name: `service-${number}`, namespace: 'shop' },
    spec: {
      hosts: [host],
      ports: [{ number: 80, name: 'http', protocol: 'HTTP' }, { number: 443, name: 'https', protocol: 'HTTPS' }],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      exportTo,
    },
  });
  const gateway = 'edge/egress';
  const hop = (port: number) => ({ destination: { host: GATEWAY_HOST, subset: subsetOf(host), port: { number: port } } });
  new ApiObject(entry, 'VirtualService', {
    apiVersion: NETWORKING,
    kind: 'VirtualService',
    metadata: { namespace: 'shop' },
    spec: {
      hosts: [host],
      gateways: ['mesh', gateway],
      exportTo,
      http: [
        { match: [{ gateways: ['mesh'], port: 80 }], route: [hop(80)] },
        {
          match: [{ gateways: [gateway], port: 80 }],
          route: [{ destination: { host, port: { number: 80 } }, headers: { request: { remove: ['x-forwarded-client-cert'] } } }],
        },
      ],
      tls: [{ match: [{ gateways: ['mesh'], port: 443, sniHosts: [host] }], route: [hop(443)] }],
      tcp: [{ match: [{ gateways: [gateway], port: 443 }], route: [{ destination: { host, port: { number: 443 } } }] }],
    },
  });
}

function subsetOf(host: string): string {
  return host.replaceAll('.', '-');
}
