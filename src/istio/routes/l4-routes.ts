import { isIpAddress, isIpSubnet } from '../syntax/addresses';
import { checkPortNumber } from '../fields/ports';
import { checkLabels } from '../fields/workload-labels';
import type { Findings } from '../findings';
import { isHostSubsetOf, isWildcardDomain } from '../syntax/hosts';
import type { TcpRoute, TlsRoute, VirtualServiceSpec } from '../spec';
import { isGatewayHost } from './gateway-hosts';
import { checkGateways, MESH_GATEWAY } from './gateways';
import { checkWeightedDestinations } from './weighted-destinations';

type TlsMatch = TlsRoute['match'][number];
type TcpMatch = NonNullable<TcpRoute['match']>[number];

/** istiod's rules for a TLS route, which goes by the SNI of a connection. */
export function checkTlsRoute(findings: Findings, path: string, route: TlsRoute, spec: VirtualServiceSpec): void {
  const { match = [] } = route as Partial<TlsRoute>;
  if (match.length === 0) {
    findings.webhook('tls-match-required', `${path}.match`, match, 'a TLS route must have at least one match', 'write the sniHosts it is for');
  }
  match.forEach((condition, index) => {
    checkSniHosts(findings, `${path}.match[${index}].sniHosts`, condition.sniHosts, spec);
    checkL4Match(findings, `${path}.match[${index}]`, condition);
  });
  checkRouteGiven(findings, path, route, 'TLS');
}

/** istiod's rules for a TCP route, which goes by address and port. */
export function checkTcpRoute(findings: Findings, path: string, route: TcpRoute): void {
  route.match?.forEach((condition, index) => {
    findings.losingWarnings(() => checkL4Match(findings, `${path}.match[${index}]`, condition));
  });
  checkRouteGiven(findings, path, route, 'TCP');
}

function checkRouteGiven(findings: Findings, path: string, { route = [] }: TlsRoute | TcpRoute, protocol: string): void {
  if (route.length === 0) {
    findings.webhook('route-required', `${path}.route`, route, `a ${protocol} route must have a destination`, 'write the destination');
  }
  checkWeightedDestinations(findings, `${path}.route`, route);
}

function checkL4Match(findings: Findings, path: string, match: TlsMatch | TcpMatch): void {
  match.destinationSubnets?.forEach((subnet, index) => {
    if (isIpSubnet(subnet)) return;
    findings.webhook('subnet-invalid', `${path}.destinationSubnets[${index}]`, subnet,
      'a destination subnet must be an IP address or a CIDR block', 'write 192.0.2.1 or 192.0.2.0/24');
  });
  if (match.port) checkPortNumber(findings, `${path}.port`, match.port);
  checkLabels(findings, `${path}.sourceLabels`, match.sourceLabels);
  checkGateways(findings, `${path}.gateways`, match.gateways);
}

function checkSniHosts(findings: Findings, path: string, sniHosts: string[] = [], spec: VirtualServiceSpec): void {
  if (sniHosts.length === 0) {
    findings.webhook('sni-hosts-required', path, sniHosts, 'a match of a TLS route must have at least one SNI host', 'write the hosts');
  }
  const { hosts = [], gateways = [] } = spec;
  sniHosts.forEach((sniHost, index) => {
    if (!(gateways.includes(MESH_GATEWAY) ? isWildcardDomain(sniHost) : isGatewayHost(sniHost))) {
      if (isIpAddress(sniHost)) {
        findings.webhookWarning('sni-host-is-ip', `${path}[${index}]`, sniHost, 'an IP address is no SNI, and few clients send one', 'write a host');
      } else {
        findings.webhook('sni-host-invalid', `${path}[${index}]`, sniHost, 'an SNI host must be a domain name that may start with "*."', 'write a domain name');
      }
    } else if (!hosts.some((host) => isHostSubsetOf(sniHost, host))) {
      findings.webhook('sni-host-foreign', `${path}[${index}]`, sniHost,
        `SNI host ${sniHost} is not among the hosts of the VirtualService: ${hosts.join(', ') || 'none'}`, 'add it to spec.hosts');
    }
  });
}
