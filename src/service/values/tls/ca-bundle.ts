import { quote } from '../../../app/refusal';
import type { Workloads } from '../../../mesh/workloads';
import { type Credential, mustBeFile, mustBeOptions, mustBeSecretName } from './credential';

/** What may be said about CAs in a Secret. */
export interface CaSecretOptions {
  /**
   * The workloads whose sidecars fetch the Secret; it lies in their namespace. Only they may then call the service.
   *
   * @default - the gateway on the way, which fetches it from its own namespace
   */
  readonly workloads?: Workloads;
}

/**
 * The certificates of the CAs (PEM) that a proxy trusts when it verifies the certificate of an external service.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings
 */
export class CaBundle {
  /** The CAs of the operating system that the proxy's image carries: `caCertificates: system`. */
  public static system(): CaBundle {
    return new CaBundle('system');
  }

  /**
   * A file that every proxy that calls the service has mounted. A proxy without it reaches the service no more.
   *
   * @param path absolute path in the container of the proxy
   * @see https://istio.io/latest/docs/reference/config/annotations/#SidecarUserVolume
   */
  public static file(path: string): CaBundle {
    mustBeFile('CaBundle.file', 'path', path);
    return new CaBundle(path);
  }

  /**
   * A Secret with the key `ca.crt` or `cacert`: `credentialName`.
   *
   * @param name name of the Secret
   * @param options the workloads that use it
   */
  public static secret(name: string, options: CaSecretOptions = {}): CaBundle {
    mustBeSecretName('CaBundle.secret', 'a Secret', name);
    mustBeOptions('CaBundle.secret', options);
    return new CaBundle(undefined, { kind: 'Secret', name, workloads: options.workloads });
  }

  /**
   * A ConfigMap in the namespace of the service, with the key `ca.crt` or `cacert`: `credentialName: configmap://...`.
   *
   * Every proxy may have it from istiod, so that no workloads need to be named.
   *
   * @param name name of the ConfigMap
   */
  public static configMap(name: string): CaBundle {
    mustBeSecretName('CaBundle.configMap', 'a ConfigMap', name);
    return new CaBundle(undefined, { kind: 'ConfigMap', name });
  }

  private constructor(
    /** @internal */
    public readonly _file?: string,
    /** @internal */
    public readonly _credential?: Credential,
  ) {}

  /** Where the certificates are, for a person. */
  public toString(): string {
    if (this._credential) return `the CAs in ${this._credential.kind} ${this._credential.name}`;
    return this._file === 'system' ? "the CAs of the proxy's operating system" : `the CAs in ${quote(this._file)}`;
  }
}
