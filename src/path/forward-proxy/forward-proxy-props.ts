import type { ApiObjectMetadata } from 'cdk8s';
import { type Construct } from 'constructs';
import { refusalAt } from '../../app/refusal';
import { mustBeScope, pathIn } from '../../app/scope';
import { instanceOf, isRecord, listOf, misfitsOf, objectOf, optional, plain, PORT } from '../../app/shape';
import { isIpAddress, isIpSubnet } from '../../istio/syntax/addresses';
import { isFqdn } from '../../istio/syntax/hosts';
import type { ExternalServiceProps } from '../../service/external-service-props';
import { EgressPort } from '../../service/values/egress-port';
import { Endpoint } from '../../service/values/endpoint';
import { ExportTo } from '../../service/values/export-to';
import { Risk } from '../../service/values/risk';
import { TlsOrigination } from '../../service/values/tls/tls-origination';

/** Properties of a `ForwardProxy`. */
export interface ForwardProxyProps {
  /**
   * Name, namespace, labels and annotations of the ServiceEntry.
   *
   * @default - a name made from the construct's path; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /** DNS name of the proxy. Where it has addresses it need not resolve: then it is a name for people, policies and metrics. */
  readonly host: string;

  /** The port the proxy listens on (1 to 65535). */
  readonly port: number;

  /**
   * The IP addresses of the proxy, each as good as the others. A CIDR range among them leaves it to the application to choose
   * one, so that no service can go through the proxy unknown to the application.
   *
   * @default - what `host` resolves to; then DNS capture has to tell the proxy from other TCP on its port
   */
  readonly addresses?: string[];

  /**
   * TLS that sidecars start to the proxy, around tunnels of theirs and around what applications say to it in clear text. Every
   * workload that calls must have the CAs.
   *
   * @default - none
   */
  readonly tls?: TlsOrigination;

  /**
   * The namespaces that see the proxy.
   *
   * @default - its own namespace, those that lockdowns name, and those that see a service that goes through it
   */
  readonly exportTo?: ExportTo;

  /**
   * Forms that open more than they seem to, and that are meant. Accepting a risk that is not there is an error.
   *
   * @default - none
   */
  readonly acceptRisks?: Risk[];
}

const ADDRESS = plain('an IP address or CIDR range', "'192.0.2.1'", (value) => typeof value === 'string' && isIpSubnet(value));
const PROPS = objectOf({
  metadata: optional(plain('an object', "{ name: 'proxy' }", isRecord)),
  host: plain('a DNS name without wildcard', "'proxy.example.com'", (value) => typeof value === 'string' && isFqdn(value)),
  port: PORT,
  addresses: optional(listOf(ADDRESS, "'192.0.2.1'")),
  tls: optional(instanceOf(TlsOrigination, 'TlsOrigination.simple()')),
  exportTo: optional(instanceOf(ExportTo, "ExportTo.namespaces('shop')")),
  acceptRisks: optional(listOf(instanceOf(Risk, "Risk.tcpAnyAddress({ reason: 'why' })"), 'risk')),
}, "{ host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1'] }");

/**
 * The proxy as an external service.
 *
 * @throws for props that are not those of a forward proxy
 */
export function serviceProps(scope: Construct, id: string, props: ForwardProxyProps): ExternalServiceProps {
  mustBeScope(scope, id, "new ForwardProxy(chart, 'proxy', props)");
  const misfits = misfitsOf(PROPS, 'props', props);
  if (props?.tls?._workloads || props?.tls?._credential?.kind === 'Secret') {
    misfits.push(`tls is ${props.tls}, and a Secret is fetched by named workloads alone, while who calls a forward proxy follows from the services that go `
      + "through it; use CaBundle.system(), CaBundle.file('/etc/proxy/ca.crt') or CaBundle.configMap('proxy-ca')");
  }
  if (props?.tls?._isBackendTlsPolicy) {
    misfits.push(`tls is ${props.tls}, and tunnels are a matter of DestinationRules; use TlsOrigination.simple()`);
  }
  if (misfits.length > 0) throw refusalAt(pathIn(scope, id), ...misfits);
  const { metadata, host, port, addresses, exportTo, acceptRisks } = props;
  return {
    metadata,
    hosts: [host],
    // As HTTP the CONNECT of an application would be routed by its host, and not passed on.
    ports: [EgressPort.tcp(port)],
    addresses,
    // With resolution NONE a sidecar would go where the application dialled, which for a tunnel is the site at its end.
    endpoints: addresses?.every(isIpAddress) ? addresses.map((address) => Endpoint.of(address)) : undefined,
    exportTo,
    acceptRisks,
  };
}
