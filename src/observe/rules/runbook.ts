const HOST = '$labels.destination_host';

/** Who called what, as it stands in a text of an alert. */
export const CALLER = '{{ $labels.source_workload }} in namespace {{ $labels.source_workload_namespace }}';
export const DESTINATION = `{{ ${HOST} }}`;
export const CALLS = '{{ printf "%.0f" $value }} {{ $labels.protocol }} call(s) in five minutes';

const LOOKS = `- HTTP: a 502 with an empty body, where a visible service has HTTP on that port; elsewhere the connection is closed (curl: 52 or 56).
- TLS: the connection is reset during the handshake (curl: 35).
- TCP: the connection is closed. It hangs, and nothing is counted or logged, where the server speaks first and the port has HTTP.
The application may report any of these as an error of the remote side; the call never gets there.`;

/** What a blocked call looks like to its caller. */
export const SYMPTOMS = `What the caller sees:\n${LOOKS}`;
/** The same of a call that is not blocked yet. */
export const SYMPTOMS_TO_COME = `What the caller will see under REGISTRY_ONLY:\n${LOOKS}`;

/** Host and port of a destination such as `example.com:8080`; Go's templates have nothing but regular expressions for it. */
const SPLIT = `{{ $host := reReplaceAll ":[0-9]+$" "" ${HOST} }}{{ $port := reReplaceAll "^.*:([0-9]+)$|^.*$" "$1" ${HOST} }}`;
const ADDRESS = '{{ reReplaceAll "[][]" "" $host }}';

const HTTP_HINT = "{{ else }}// The proxy's access log has the Host header of the call; EgressMetricTag.requestHost() puts it here.\n";
const TCP_HINT = '// Nothing names the host of TCP and TLS. EgressMetricTag.destinationAddress() puts its address and port here.\n';
const HINT = `{{ if eq ${HOST} "unknown" }}{{ if eq $labels.protocol "tcp" }}${TCP_HINT}${HTTP_HINT}{{ end }}{{ end }}`;

/** A port, with its number where that is not the usual one. */
function port(factory: string, usual: string): string {
  return `  ports: [EgressPort.${factory}({{ if and $port (ne $port "${usual}") }}{ number: {{ $port }} }{{ end }})],`;
}

const UNNAMED = "  hosts: ['name.of.the.service'],";
const HTTP = `{{ if eq $host "unknown" }}${UNNAMED}{{ else if match "^[0-9.]+$|:" $host }}${UNNAMED}
  addresses: ['${ADDRESS}'],{{ else }}  hosts: ['{{ $host }}'],{{ end }}
${port('http', '80')}`;
const TLS = `${UNNAMED}\n${port('tls', '443')}`;
const TCP = `${UNNAMED}\n  addresses: ['${ADDRESS}'],\n  ports: [EgressPort.tcp({{ $port }})],`;

/** The sentence that would allow the call. */
export const ALLOWING = `To allow it, if it is meant:

${SPLIT}${HINT}const service = new ExternalService(chart, '{{ ${HOST} }}', {
  metadata: { namespace: '{{ $labels.source_workload_namespace }}' },
{{ if eq $labels.protocol "http" }}${HTTP}{{ else if or (eq $port "") (eq $port "443") }}${TLS}{{ else }}${TCP}{{ end }}
});
// Where a lockdown names what may be called, name it there, too: lockdown.allow(service)`;
