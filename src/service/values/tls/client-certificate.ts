import { isObjectName } from '../../../app/kubernetes-names';
import { quote } from '../../../app/refusal';
import { optional, plain } from '../../../app/shape';
import type { Workloads } from '../../../mesh/workloads';
import { type Credential, mustBeFile, mustBeOptions, mustBeSecretName } from './credential';

/** Where a client certificate lies that the proxy has mounted. */
export interface ClientCertificateFiles {
  /** Absolute path of the certificate (PEM) in the container of the proxy. */
  readonly clientCertificate: string;

  /** Absolute path of its private key (PEM). */
  readonly privateKey: string;

  /**
   * Absolute path of the certificates of the CAs (PEM) that the server is verified with.
   *
   * @default - the CAs of the proxy's operating system
   */
  readonly caCertificates?: string;

  /**
   * The workloads that have the files mounted. Other workloads of their namespace then call the service without a client
   * certificate, and the server refuses them.
   *
   * @default - every workload that sees the service; one that does not have the files mounted does not reach it
   */
  readonly workloads?: Workloads;
}

/** What may be said about a client certificate in a Secret. */
export interface ClientCertificateSecretOptions {
  /**
   * The workloads whose sidecars present the certificate. The Secret lies in their namespace, which is that of the service.
   * Only they may then call the service.
   *
   * @default - the gateway on the way, which fetches the Secret from its own namespace
   */
  readonly workloads?: Workloads;

  /**
   * The service account of the workloads. It is allowed to list the Secrets of its namespace, without which istiod gives its
   * proxies no key.
   *
   * @default - that of the workloads, and `default` where they name none
   */
  readonly serviceAccount?: string;
}

/** Istio looks for the CAs that belong to a Secret under its name and this, and takes no key from there. */
const SUFFIX_OF_CAS = '-cacert';

const SERVICE_ACCOUNT = optional(plain('a name Kubernetes allows for a ServiceAccount', "'payments'", isObjectName));
/** What they are is said field by field. */
const ANYTHING = plain('', '', () => true);
const PATHS = { clientCertificate: ANYTHING, privateKey: ANYTHING, caCertificates: ANYTHING };

/**
 * The certificate a proxy shows to an external service that asks for one, its key, and the CAs that it verifies the service with.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
 */
export class ClientCertificate {
  /**
   * Files that the proxies have mounted.
   *
   * @param paths where they lie
   * @see https://istio.io/latest/docs/reference/config/annotations/#SidecarUserVolume
   */
  public static files(paths: ClientCertificateFiles): ClientCertificate {
    mustBeOptions('ClientCertificate.files', paths, PATHS);
    for (const field of ['clientCertificate', 'privateKey'] as const) mustBeFile('ClientCertificate.files', field, paths[field]);
    if (paths.caCertificates !== undefined) mustBeFile('ClientCertificate.files', 'caCertificates', paths.caCertificates);
    return new ClientCertificate({ ...paths });
  }

  /**
   * A Secret with the keys `tls.crt`, `tls.key` and `ca.crt`, or `cert`, `key` and `cacert`: `credentialName`.
   *
   * A Secret without CAs is completed by a second one whose name ends in `-cacert`.
   *
   * @param name name of the Secret
   * @param options who presents the certificate
   */
  public static secret(name: string, options: ClientCertificateSecretOptions = {}): ClientCertificate {
    mustBeSecretName('ClientCertificate.secret', 'a Secret', name);
    if (name.endsWith(SUFFIX_OF_CAS)) {
      throw new Error(`ClientCertificate.secret: ${quote(name)} ends in ${SUFFIX_OF_CAS}, and from such a Secret Istio takes CAs and no key; give it another name`);
    }
    mustBeOptions('ClientCertificate.secret', options, { serviceAccount: SERVICE_ACCOUNT });
    const { workloads, serviceAccount } = options;
    return new ClientCertificate(undefined, { kind: 'Secret', name, workloads, keyReader: { serviceAccount } });
  }

  private constructor(
    /** @internal */
    public readonly _files?: ClientCertificateFiles,
    /** @internal */
    public readonly _credential?: Credential,
  ) {}

  /** Where the certificate is, for a person. */
  public toString(): string {
    if (this._credential) return `the client certificate in Secret ${this._credential.name}`;
    return `the client certificate in ${quote(this._files!.clientCertificate)}`;
  }
}
