import { isIpAddress } from '../syntax/addresses';
import { checkExportTo } from '../fields/export-to';
import { checkMetadata } from '../fields/metadata';
import { Findings } from '../findings';
import { hostsOverlap, isWildcardDomain } from '../syntax/hosts';
import type { IstioProblem } from '../problem';
import { isGatewayHost } from '../routes/gateway-hosts';
import { checkGateways, MESH_GATEWAY } from '../routes/gateways';
import { isClaim } from '../routes/http-match';
import { checkHttpRoute } from '../routes/http-route';
import { checkTcpRoute, checkTlsRoute } from '../routes/l4-routes';
import { warnAboutCoveredPrefixes, warnAboutUnreachable } from '../routes/unreachable';
import type { Manifest, VirtualServiceSpec } from '../spec';

/**
 * What Istio says to a VirtualService.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export function checkVirtualService(manifest: Manifest<VirtualServiceSpec>): IstioProblem[] {
  const findings = new Findings('virtual-service');
  const spec = manifest.spec ?? {};
  const { hosts = [], gateways = [], http = [], tls = [], tcp = [] } = spec;
  const isDelegate = hosts.length === 0;
  const isForGateways = gateways.length > 0 && !gateways.includes(MESH_GATEWAY);
  checkMetadata(findings, manifest);
  if (isDelegate) checkDelegate(findings, spec);
  checkGateways(findings, 'spec.gateways', gateways);
  if (!isForGateways) checkNoClaims(findings, http);
  if (checkHosts(findings, spec, isForGateways)) checkHostsAreDistinct(findings, hosts);
  if (http.length === 0 && tls.length === 0 && tcp.length === 0) {
    findings.webhook('routes-required', 'spec', manifest.spec, 'a VirtualService must have http, tls or tcp', 'write a route');
  }
  http.forEach((route, index) => checkHttpRoute(findings, `spec.http[${index}]`, route, isDelegate));
  tls.forEach((route, index) => checkTlsRoute(findings, `spec.tls[${index}]`, route, spec));
  tcp.forEach((route, index) => checkTcpRoute(findings, `spec.tcp[${index}]`, route));
  checkExportTo(findings, spec.exportTo, manifest.metadata?.namespace);
  warnAboutUnreachable(findings, 'spec.http', http);
  warnAboutCoveredPrefixes(findings, http);
  warnAboutUnreachable(findings, 'spec.tls', tls);
  warnAboutUnreachable(findings, 'spec.tcp', tcp);
  return findings.problems;
}

/** A VirtualService without hosts only takes over the HTTP requests that another one hands to it. */
function checkDelegate(findings: Findings, spec: VirtualServiceSpec): void {
  for (const field of ['gateways', 'tls', 'tcp'] as const) {
    if (!spec[field]?.length) continue;
    findings.webhook('delegate-field', `spec.${field}`, spec[field],
      `a VirtualService without hosts is a delegate and must have no ${field}`, `write hosts, or remove ${field}`);
  }
}

function checkNoClaims(findings: Findings, http: NonNullable<VirtualServiceSpec['http']>): void {
  http.forEach(({ match = [] }, route) => match.forEach((condition, index) => {
    for (const field of ['headers', 'withoutHeaders'] as const) {
      for (const header of Object.keys(condition[field] ?? {}).filter(isClaim)) {
        findings.webhook('claim-needs-gateway', `spec.http[${route}].match[${index}].${field}["${header}"]`, header,
          'only gateways route by JWT claims', 'write the gateways, or match a header');
      }
    }
  }));
}

function checkHosts(findings: Findings, { hosts = [], tls = [] }: VirtualServiceSpec, isForGateways: boolean): boolean {
  const routesBySni = tls.some(({ match = [] }) => match.some(({ sniHosts = [] }) => sniHosts.length > 0));
  const isHost = isForGateways && routesBySni ? isGatewayHost : isWildcardDomain;
  let valid = true;
  hosts.forEach((host, index) => {
    if (!isHost(host) && !isIpAddress(host)) {
      findings.webhook('host-invalid', `spec.hosts[${index}]`, host,
        'a host must be a domain name that may start with "*.", or an IP address', 'write a domain name');
      valid = false;
    } else if (host === '*' && !isForGateways) {
      findings.webhook('host-wildcard', `spec.hosts[${index}]`, host,
        '"*" is only a host for gateways: sidecars would send everything there', 'name the hosts, or the gateways');
      valid = false;
    }
  });
  return valid;
}

function checkHostsAreDistinct(findings: Findings, hosts: string[]): void {
  hosts.forEach((host, index) => {
    const other = hosts.slice(0, index).find((earlier) => hostsOverlap(earlier, host));
    if (other === undefined) return;
    findings.webhook('host-duplicate', `spec.hosts[${index}]`, host, `host ${host} overlaps with ${other}`, 'write every host once');
  });
}
