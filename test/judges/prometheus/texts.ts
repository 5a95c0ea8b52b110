/** What the runbooks say, word for word: a change of a text is to be read once more. */
const LOOKS = `- HTTP: a 502 with an empty body, where a visible service has HTTP on that port; elsewhere the connection is closed (curl: 52 or 56).
- TLS: the connection is reset during the handshake (curl: 35).
- TCP: the connection is closed. It hangs, and nothing is counted or logged, where the server speaks first and the port has HTTP.
The application may report any of these as an error of the remote side; the call never gets there.`;

const allowing = (snippet: string) => `To allow it, if it is meant:

${snippet}
// Where a lockdown names what may be called, name it there, too: lockdown.allow(service)`;

const COMING = `What the caller will see under REGISTRY_ONLY:\n${LOOKS}`;

export const blockedRunbook = (snippet: string) => `What the caller sees:\n${LOOKS}\n\n${allowing(snippet)}`;
export const unknownRunbook = (snippet: string) => `${COMING}\n\n${allowing(snippet)}`;
export const newRunbook = (snippet: string) => 'A new version, a new customer, or somebody who should not be there: ask the owner of the workload.\n\n'
  + unknownRunbook(snippet);
export const lostRunbook = (snippet: string) => `Nothing fails, and nobody else notices. Look for:
- an upgrade or reinstall of Istio, which writes the mesh config anew: kubectl -n istio-system get configmap istio -o jsonpath='{.data.mesh}'
- a Sidecar without an outbound traffic policy, which lifts that of the root namespace: kubectl get sidecars.networking.istio.io -A
- a change that was never applied, or that the proxy has not heard of: istioctl proxy-config routes <pod> --name 80 names block_all or allow_any
Then apply the manifests again. In the first five minutes of a lockdown it may be nothing: calls from before count until then.

${COMING}

${allowing(snippet)}`;

/** The sentences in the runbooks. */
export const httpbin = (namespace = 'backyards-demo') => `const service = new ExternalService(chart, 'httpbin.org', {
  metadata: { namespace: '${namespace}' },
  hosts: ['httpbin.org'],
  ports: [EgressPort.http()],
});`;

export const UNNAMED_TCP = `// Nothing names the host of TCP and TLS. EgressMetricTag.destinationAddress() puts its address and port here.
const service = new ExternalService(chart, 'unknown', {
  metadata: { namespace: 'backyards-demo' },
  hosts: ['name.of.the.service'],
  ports: [EgressPort.tls()],
});`;

export const UNNAMED_HTTP = `// The proxy's access log has the Host header of the call; EgressMetricTag.requestHost() puts it here.
const service = new ExternalService(chart, 'unknown', {
  metadata: { namespace: 'backyards-demo' },
  hosts: ['name.of.the.service'],
  ports: [EgressPort.http()],
});`;

export const TLS = `const service = new ExternalService(chart, '198.51.100.20:443', {
  metadata: { namespace: 'backyards-demo' },
  hosts: ['name.of.the.service'],
  ports: [EgressPort.tls()],
});`;

export const POSTGRES = `const service = new ExternalService(chart, '198.51.100.20:5432', {
  metadata: { namespace: 'backyards-demo' },
  hosts: ['name.of.the.service'],
  addresses: ['198.51.100.20'],
  ports: [EgressPort.tcp(5432)],
});`;

export const HTTP_8080 = `const service = new ExternalService(chart, 'api.example.com:8080', {
  metadata: { namespace: 'backyards-demo' },
  hosts: ['api.example.com'],
  ports: [EgressPort.http({ number: 8080 })],
});`;

export const HTTP_BY_ADDRESS = `const service = new ExternalService(chart, '198.51.100.10', {
  metadata: { namespace: 'backyards-demo' },
  hosts: ['name.of.the.service'],
  addresses: ['198.51.100.10'],
  ports: [EgressPort.http()],
});`;

export const SNIPPETS: readonly string[] = [httpbin(), UNNAMED_TCP, UNNAMED_HTTP, TLS, POSTGRES, HTTP_8080, HTTP_BY_ADDRESS];
