import type { SidecarSpec } from '../istio/spec';
import { mustFit } from '../app/options';
import { quote } from '../app/refusal';
import { isRecord, objectOf, plain } from '../app/shape';
import type { IIstioMesh } from '../mesh/istio-mesh';
import type { IExternalService } from '../service/i-external-service';
import { nameOf } from '../service/importable';
import { Resolution } from '../service/resolution';
import type { EgressPort } from '../service/values/egress-port';

/** What may be said about a listener beside the service. */
export interface EgressListenerOptions {
  /**
   * The IP address it listens on.
   *
   * @default '127.0.0.1' - the pod alone reaches it
   */
  readonly bind?: string;

  /**
   * Its port, which is a port of the service (1 to 65535).
   *
   * @default - the port of the service, where it has one
   */
  readonly port?: number;
}

const BIND = plain('an IP address', "'127.0.0.1'", (value) => value === undefined || (typeof value === 'string' && value !== ''));

/** Which port it is, and whether a text is an address, is looked at where more is known. */
const OPTIONS = objectOf({ bind: BIND, port: plain('a port', '443', () => true) }, "{ bind: '127.0.0.1' }");

/**
 * An address in the pod at which the application calls one service, where its calls are not captured, or not to be told apart
 * by address.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener
 */
export class EgressListener {
  /**
   * A listener for a service.
   *
   * @param service what calls to it reach; it is reached nowhere else, unless it is allowed as well
   * @param options address and port
   * @throws when an option is unknown, or is not what it must be,
   *   or when the service has several ports and none is named, or not the one that is named
   */
  public static to(service: IExternalService, options: EgressListenerOptions = {}): EgressListener {
    if (!Array.isArray(service?.ports)) throw new Error(`EgressListener.to: ${quote(service)} is not an external service; give an ExternalService`);
    if (!isRecord(options)) throw new Error(`EgressListener.to: ${quote(options)} is not an object of options; write { bind: '127.0.0.1' }, or leave them out`);
    mustFit('EgressListener.to', OPTIONS, 'options', options);
    const { bind = '127.0.0.1', port = service.ports.length === 1 ? service.ports[0].number : undefined } = options;
    const declared = service.ports.find(({ number }) => number === port);
    if (!declared) {
      throw new Error(`EgressListener.to: port ${quote(port)} is not a port of ${nameOf(service)}, which has ${service.ports.join(', ')}; name one of them`);
    }
    return new EgressListener(service, bind, declared);
  }

  private constructor(
    /** What calls to it reach. */
    public readonly service: IExternalService,
    /** The IP address it listens on. */
    public readonly bind: string,
    private readonly declared: EgressPort,
  ) {}

  /** Its port. */
  public get port(): number {
    return this.declared.number;
  }

  /** Address and port: `127.0.0.1:3306`. */
  public toString(): string {
    return `${this.bind}:${this.port}`;
  }

  /**
   * Why calls to it would not reach the service.
   *
   * @internal
   */
  public _problems(): string[] {
    if ((this.service as { readonly resolution?: Resolution }).resolution !== Resolution.NONE) return [];
    return [`listeners has ${this} for ${nameOf(this.service)}, whose resolution is NONE: the proxy would forward to the address that was dialled, which is the `
      + 'listener itself; give the service endpoints, or resolution DNS'];
  }

  /**
   * The listener as it stands in a Sidecar.
   *
   * @internal
   */
  public _toSpec(mesh: IIstioMesh, ownNamespace: string): NonNullable<SidecarSpec['egress']>[number] {
    const { namespace, hosts } = this.service._toImport(mesh);
    const protocol = this.declared.protocol ?? 'TCP';
    return {
      port: { number: this.port, protocol, name: this.declared.name ?? `${protocol.toLowerCase()}-${this.port}` },
      bind: this.bind,
      captureMode: 'NONE',
      hosts: hosts.map((host) => `${namespace === ownNamespace ? '.' : namespace}/${host}`),
    };
  }
}
