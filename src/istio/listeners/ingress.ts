import { checkPortNumber, isPort } from '../fields/ports';
import { checkServerTls } from '../fields/server-tls';
import { checkUnixPath, isUnixAddress } from '../fields/unix-path';
import type { Findings } from '../findings';
import { isHttp, isTls, parseProtocol } from '../syntax/protocols';
import type { ServerTls, SidecarSpec } from '../spec';
import { checkConnectionPool } from '../traffic/connection-pool';
import { checkBind, checkListenerPort } from './listener';

const DEFAULT_ENDPOINT = /^(?:127\.0\.0\.1|0\.0\.0\.0||\[(?:127\.0\.0\.1|0\.0\.0\.0|::1|::)?\]):\+?(\d+)$/;

type IngressListener = NonNullable<SidecarSpec['ingress']>[number];

/** istiod's rules for the listeners a Sidecar opens to its workload. */
export function checkIngress(findings: Findings, ingress: IngressListener[]): void {
  const taken = new Set<number | undefined>();
  ingress.forEach((listener, index) => {
    const path = `spec.ingress[${index}]`;
    const number = listener.port?.number;
    checkListener(findings, path, listener);
    if (taken.has(number)) {
      findings.webhook('listener-duplicate', `${path}.port.number`, number,
        `another ingress listener is already at ${number}`, 'give every listener a port of its own');
    }
    taken.add(number);
  });
}

function checkListener(findings: Findings, path: string, listener: IngressListener): void {
  const { port, bind, defaultEndpoint, tls, connectionPool } = listener;
  if (!port) {
    findings.schema('port-required', `${path}.port`, port, 'an ingress listener must have a port', 'write the port');
    return;
  }
  checkListenerPort(findings, `${path}.port`, port);
  checkPortNumber(findings, `${path}.port.number`, port.number);
  checkBind(findings, `${path}.bind`, bind);
  if (defaultEndpoint) checkDefaultEndpoint(findings, `${path}.defaultEndpoint`, defaultEndpoint);
  if (tls) checkTls(findings, `${path}.tls`, tls, port.protocol);
  checkConnectionPool(findings, `${path}.connectionPool`, connectionPool);
  if (connectionPool?.http && !isHttp(parseProtocol(port.protocol))) {
    findings.webhookWarning('connection-pool-unused', `${path}.connectionPool.http`, connectionPool.http,
      `the HTTP settings of connectionPool do not apply to a port with protocol ${port.protocol ?? '""'}`, 'remove http, or write protocol HTTP');
  }
}

function checkDefaultEndpoint(findings: Findings, path: string, endpoint: string): void {
  if (isUnixAddress(endpoint)) return checkUnixPath(findings, path, endpoint);
  const [, port] = DEFAULT_ENDPOINT.exec(endpoint) ?? [];
  if (port !== undefined && isPort(Number(port))) return;
  findings.webhook('default-endpoint-invalid', path, endpoint,
    'defaultEndpoint must be 127.0.0.1:<port>, 0.0.0.0:<port>, [::1]:<port>, [::]:<port> or a unix:// path', 'write 127.0.0.1:8080');
}

function checkTls(findings: Findings, path: string, tls: ServerTls, protocol: string | undefined): void {
  for (const field of ['subjectAltNames', 'credentialNames', 'tlsCertificates'] as const) {
    if (tls[field]?.length) refuseTlsField(findings, path, field, tls[field]);
  }
  for (const field of ['httpsRedirect', 'credentialName'] as const) {
    if (tls[field]) refuseTlsField(findings, path, field, tls[field]);
  }
  if (tls.mode === 'ISTIO_MUTUAL' || tls.mode === 'AUTO_PASSTHROUGH') {
    findings.webhook('ingress-tls-mode', `${path}.mode`, tls.mode, `mode ${tls.mode} is not supported in a Sidecar`, 'use mode SIMPLE or MUTUAL');
  }
  if (!isTls(parseProtocol(protocol))) {
    findings.webhook('ingress-tls-protocol', path, tls,
      `tls needs a port with protocol HTTPS or TLS, not ${JSON.stringify(protocol ?? '')}`, 'write protocol HTTPS or TLS');
  }
  checkServerTls(findings, path, tls);
}

function refuseTlsField(findings: Findings, path: string, field: string, value: unknown): void {
  findings.webhook('ingress-tls-unsupported', `${path}.${field}`, value, `${field} is not supported in a Sidecar`, `remove ${field}`);
}
