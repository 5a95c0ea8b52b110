import { checkPortNumber } from '../fields/ports';
import { checkServerTls } from '../fields/server-tls';
import { checkUnixPath, isUnixAddress } from '../fields/unix-path';
import type { Findings } from '../findings';
import { isIpAddress } from '../syntax/addresses';
import { isPartialWildcard, isWildcardDomain } from '../syntax/hosts';
import { isDns1123Label } from '../syntax/labels';
import { isHttp, isTls, parseProtocol, PROTOCOLS } from '../syntax/protocols';
import type { GatewaySpec } from '../spec';
import { checkBind } from './listener';

type Server = NonNullable<GatewaySpec['servers']>[number];

/** istiod's rules for the servers of a Gateway. */
export function checkServers(findings: Findings, servers: Server[]): void {
  const names = new Set<string>();
  servers.forEach((server, index) => {
    const path = `spec.servers[${index}]`;
    checkServer(findings, path, server);
    const { name } = server.port ?? {};
    if (name === undefined) return;
    if (names.has(name)) {
      findings.webhook('port-name-duplicate', `${path}.port.name`, name, `another server has a port with the name ${JSON.stringify(name)}`,
        'give the port of every server a name of its own');
    }
    names.add(name);
  });
}

function checkServer(findings: Findings, path: string, { hosts = [], port, bind, tls }: Server): void {
  if (hosts.length === 0) {
    findings.webhook('hosts-required', `${path}.hosts`, hosts, 'a server must have at least one host', 'write the hosts it serves, or "*"');
  }
  hosts.forEach((host, index) => checkHost(findings, `${path}.hosts[${index}]`, host));
  checkWhere(findings, path, port, bind);
  if (tls) checkServerTls(findings, `${path}.tls`, tls);
  if (!port) return;
  if (!parseProtocol(port.protocol)) {
    findings.webhook('protocol-unknown', `${path}.port.protocol`, port.protocol, `protocol must be one of ${PROTOCOLS.join(', ')}`, 'write the protocol the port speaks');
    return;
  }
  checkTls(findings, path, port, tls);
  if (tls?.httpsRedirect && !isHttp(parseProtocol(port.protocol))) {
    findings.webhookWarning('redirect-unused', `${path}.tls.httpsRedirect`, tls.httpsRedirect, 'httpsRedirect is for servers with protocol HTTP', 'remove httpsRedirect');
  }
}

function checkWhere(findings: Findings, path: string, port: Server['port'] | undefined, bind: string | undefined): void {
  const isSocket = isUnixAddress(bind);
  if (isSocket) checkUnixPath(findings, `${path}.bind`, bind);
  else checkBind(findings, `${path}.bind`, bind);
  if (!port) {
    findings.schema('port-required', `${path}.port`, port, 'a server must have a port', 'write the port');
    return;
  }
  if (isSocket && port.number !== 0) {
    findings.webhook('socket-port', `${path}.port.number`, port.number, 'a server at a socket has no port number', 'write 0, or remove bind');
  }
  if (!isSocket || port.number > 0) checkPortNumber(findings, `${path}.port.number`, port.number);
  if (port.targetPort) {
    findings.webhook('target-port-unsupported', `${path}.port.targetPort`, port.targetPort, 'targetPort has no meaning in a Gateway', 'remove targetPort');
  }
  if (!port.name) {
    findings.webhook('port-name-required', `${path}.port.name`, port.name, 'the port of a server must have a name', 'name the port, for example "http" or "tls-443"');
  }
}

function checkTls(findings: Findings, path: string, port: Server['port'], tls: Server['tls']): void {
  const protocol = parseProtocol(port.protocol);
  if (isTls(protocol) && !tls) {
    findings.webhook('tls-required', `${path}.tls`, tls, `protocol ${port.protocol} needs tls`, 'write tls with a mode, or another protocol');
  }
  if (isTls(protocol) || !tls) return;
  const redirectsAlone = isHttp(protocol) && passesThrough(tls.mode) && !tls.caCertificates && !tls.privateKey && !tls.serverCertificate;
  if (redirectsAlone) return;
  findings.webhook('tls-in-clear', `${path}.tls`, tls, `a server with protocol ${port.protocol} does not terminate TLS`,
    'write protocol HTTPS or TLS, or remove tls');
}

function passesThrough(mode: string | undefined): boolean {
  return mode === undefined || mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
}

/** `dnsName`, or `namespace/dnsName` with `*` and `.` for a namespace. */
function checkHost(findings: Findings, path: string, host: string): void {
  const slash = host.indexOf('/');
  const namespace = slash < 0 ? undefined : host.slice(0, slash);
  const name = host.slice(slash + 1);
  const isNamespace = namespace === undefined || namespace === '*' || namespace === '.' || isDns1123Label(namespace);
  const isName = (name === '*' || name.includes('.')) && (isWildcardDomain(name) || isIpAddress(name)) && !isPartialWildcard(name);
  if (isNamespace && isName) return;
  findings.webhook('host-invalid', path, host,
    'a host of a server must be a DNS name with a dot, perhaps with a whole label "*" in front, an IP address or "*", and may have a namespace, "." or "*" before "/"',
    'write a host such as shop/api.example.com');
}
