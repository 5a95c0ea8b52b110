import type { ClientTls } from '../../../istio/spec';
import { canonicalHost, isFqdn } from '../../../istio/syntax/hosts';
import { quote } from '../../../app/refusal';
import { instanceOf, listOf, misfitsOf, objectOf, optional, plain, type Shape } from '../../../app/shape';
import type { Workloads } from '../../../mesh/workloads';
import { CaBundle } from './ca-bundle';
import { ClientCertificate } from './client-certificate';
import type { Credential } from './credential';

/** Which certificate is taken for that of the service. */
export interface ServerNameOptions {
  /**
   * The name that the handshake asks for.
   *
   * @default - the host; for a wildcard host the name in each call
   * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-sni
   */
  readonly sni?: string;

  /**
   * Names of which the certificate of the service must carry one; at least one.
   *
   * @default - `sni`
   * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings-subject_alt_names
   */
  readonly subjectAltNames?: string[];
}

/** What may be said about TLS that the proxy starts. */
export interface SimpleTlsOptions extends ServerNameOptions {
  /**
   * The CAs that the certificate of the service is verified with.
   *
   * @default CaBundle.system()
   */
  readonly caCertificates?: CaBundle;
}

/** What must be known of TLS that the proxy starts with a client certificate. */
export interface MutualTlsOptions extends ServerNameOptions {
  /** The certificate that the proxy shows; the CAs of the service lie with it. */
  readonly clientCertificate: ClientCertificate;
}

const NAMES = {
  sni: optional(plain('a host name', "'api.example.com'", (value) => typeof value === 'string' && isFqdn(value) && !value.endsWith('.'))),
  subjectAltNames: optional(listOf(plain('a name in a certificate', "'api.example.com'", (value) => typeof value === 'string' && value !== ''), "'api.example.com'")),
};
const SIMPLE = objectOf({ ...NAMES, caCertificates: optional(instanceOf(CaBundle, "CaBundle.file('/etc/partner/ca.crt')")) }, '{}');
const POLICY = objectOf(NAMES, '{}');
const MUTUAL = objectOf({ ...NAMES, clientCertificate: instanceOf(ClientCertificate, "ClientCertificate.secret('partner-client')") },
  "{ clientCertificate: ClientCertificate.secret('partner-client') }");

/**
 * TLS that the proxy starts for an application that speaks in clear text.
 *
 * The certificate of the service is always verified, its chain and its name.
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-tls-origination/
 */
export class TlsOrigination {
  /**
   * TLS without a client certificate: `mode: SIMPLE`.
   *
   * @param options CAs and names
   */
  public static simple(options: SimpleTlsOptions = {}): TlsOrigination {
    mustFit('TlsOrigination.simple', SIMPLE, options);
    const { caCertificates = CaBundle.system() } = options;
    return new TlsOrigination('SIMPLE', options, { caCertificates: caCertificates._file }, `verified with ${caCertificates}`, caCertificates._credential);
  }

  /**
   * TLS without a client certificate, said by a BackendTLSPolicy of the Gateway API instead of a DestinationRule.
   *
   * It verifies with the CAs of the operating system: Istio knows no files and Secrets there, and drops the TLS of sidecars while a
   * ConfigMap is missing. It has no exportTo, and is for services with one host that calls reach without a gateway or waypoint.
   *
   * @param options names
   * @see https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/
   */
  public static backendTlsPolicy(options: ServerNameOptions = {}): TlsOrigination {
    mustFit('TlsOrigination.backendTlsPolicy', POLICY, options);
    const caCertificates = CaBundle.system();
    const how = `verified with ${caCertificates}, by a BackendTLSPolicy`;
    return new TlsOrigination('SIMPLE', options, { caCertificates: caCertificates._file }, how, undefined, undefined, true);
  }

  /**
   * TLS with a client certificate: `mode: MUTUAL`.
   *
   * @param options the certificate and names
   */
  public static mutual(options: MutualTlsOptions): TlsOrigination {
    mustFit('TlsOrigination.mutual', MUTUAL, options);
    const { clientCertificate: certificate } = options;
    const { clientCertificate, privateKey, caCertificates = 'system', workloads } = certificate._files ?? {};
    const files = certificate._files && { clientCertificate, privateKey, caCertificates };
    return new TlsOrigination('MUTUAL', options, files ?? {}, `with ${certificate}`, certificate._credential, workloads);
  }

  private readonly sni?: string;
  private readonly subjectAltNames?: string[];

  private constructor(
    private readonly mode: 'SIMPLE' | 'MUTUAL',
    { sni, subjectAltNames }: ServerNameOptions,
    private readonly files: Partial<ClientTls>,
    private readonly how: string,
    /** @internal */
    public readonly _credential?: Credential,
    private readonly filesOf?: Workloads,
    /** @internal */
    public readonly _isBackendTlsPolicy = false,
  ) {
    this.sni = sni;
    this.subjectAltNames = subjectAltNames && [...subjectAltNames];
  }

  /** What it does, for a person. */
  public toString(): string {
    return `TLS ${this.how}`;
  }

  /**
   * The only workloads whose proxies have what it takes.
   *
   * @internal
   */
  public get _workloads(): Workloads | undefined {
    return this._credential?.workloads ?? this.filesOf;
  }

  /**
   * Whether it says itself which name to ask for, or which to accept.
   *
   * @internal
   */
  public get _namesServer(): boolean {
    return this.sni !== undefined || this.subjectAltNames !== undefined;
  }

  /**
   * As it stands in the DestinationRule of a host. What can be written out is: Istio fills in names from calls only where no name
   * is written, and with an SNI alone it verifies none.
   *
   * @param namespace that of the DestinationRule
   * @internal
   */
  public _toSpec(host: string, namespace: string | undefined): ClientTls {
    const { kind, name } = this._credential ?? {};
    const credentialName = kind === 'ConfigMap' ? `configmap://${namespace}/${name}` : name;
    return { mode: this.mode, ...this.files, credentialName, ...this.namesFor(host) };
  }

  /**
   * TLS for those who may not have what it takes, so that their calls fail instead of leaving in clear text.
   *
   * @internal
   */
  public _toSpecOfOthers(host: string): ClientTls {
    return { mode: 'SIMPLE', caCertificates: 'system', ...this.namesFor(host) };
  }

  private namesFor(host: string): Pick<ClientTls, 'sni' | 'subjectAltNames'> {
    // As names stand in certificates.
    const sni = this.sni ?? (host.startsWith('*') ? undefined : canonicalHost(host));
    return { sni, subjectAltNames: this.subjectAltNames ?? (sni === undefined ? undefined : [sni]) };
  }
}

function mustFit(factory: string, shape: Shape, options: { readonly subjectAltNames?: string[] }): void {
  const misfits = misfitsOf(shape, 'options', options);
  if (misfits.length === 0 && options.subjectAltNames?.length === 0) {
    misfits.push(`subjectAltNames ${quote([])} accepts the certificate of any host; name one, or leave it out`);
  }
  if (misfits.length > 0) throw new Error(misfits.map((misfit) => `${factory}: ${misfit}`).join('\n'));
}
