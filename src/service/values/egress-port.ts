import { quote } from '../../app/refusal';
import { isRecord } from '../../app/shape';
import { Protocol } from './protocol';

/** What may be said about a port whose number is given already. */
export interface EgressPortOptions {
  /**
   * Name of the port in the ServiceEntry; endpoints refer to it. At most 63 letters, digits and `-`.
   *
   * @default - the protocol in lower case (`http`); `http-8080` for a second unnamed port of that protocol
   */
  readonly name?: string;

  /**
   * The port the external service listens on, where it differs from the one the application calls (1 to 65535).
   *
   * @default - the number of the port
   */
  readonly targetPort?: number;
}

/** What may be said about a port whose protocol has a number of its own. */
export interface WellKnownPortOptions extends EgressPortOptions {
  /**
   * The port the application calls (1 to 65535).
   *
   * @default - the well-known port of the protocol
   */
  readonly number?: number;
}

/** A port, spelled out. */
export interface EgressPortProps extends EgressPortOptions {
  /** The port the application calls (1 to 65535). */
  readonly number: number;

  /**
   * What is spoken on it.
   *
   * @default - Istio looks at the first bytes of a connection, which delays protocols in which the server speaks first
   */
  readonly protocol?: Protocol;
}

/**
 * A port of an external service: its number, and what is spoken on it.
 *
 * A wrong number or name is refused by the `ExternalService` the port is given to.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort
 */
export class EgressPort {
  /**
   * HTTP/1.1 in clear text.
   *
   * @param options `number` is 80 unless given
   */
  public static http(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.HTTP, 80, options);
  }

  /**
   * HTTP inside TLS that the application starts itself.
   *
   * @param options `number` is 443 unless given
   */
  public static https(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.HTTPS, 443, options);
  }

  /**
   * HTTP/2 in clear text.
   *
   * @param options `number` is 80 unless given
   */
  public static http2(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.HTTP2, 80, options);
  }

  /**
   * gRPC in clear text.
   *
   * @param options `number` is 50051 unless given
   */
  public static grpc(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.GRPC, 50051, options);
  }

  /**
   * gRPC-Web in clear text.
   *
   * @param options `number` is 80 unless given
   */
  public static grpcWeb(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.GRPC_WEB, 80, options);
  }

  /**
   * Anything inside TLS that the application starts itself.
   *
   * For hosts it does what `https()` does; Istio takes only this one where it resolves a wildcard host by SNI
   * (`Resolution.DYNAMIC_DNS`).
   *
   * @param options `number` is 443 unless given
   */
  public static tls(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.TLS, 443, options);
  }

  /**
   * Bytes. Without addresses Istio can only tell such services apart by port.
   *
   * @param port the port the application calls
   * @param options name and target port
   */
  public static tcp(port: number, options: EgressPortOptions = {}): EgressPort {
    mustBeOptions('EgressPort.tcp', options, "EgressPort.tcp(5432, { name: 'postgres' })");
    return new EgressPort(port, Protocol.TCP, options.name, options.targetPort);
  }

  /**
   * MongoDB in clear text; for MongoDB over TLS use `tls({ number: 27017 })`.
   *
   * @param options `number` is 27017 unless given
   */
  public static mongo(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.MONGO, 27017, options);
  }

  /**
   * MySQL.
   *
   * @param options `number` is 3306 unless given
   */
  public static mysql(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.MYSQL, 3306, options);
  }

  /**
   * Redis in clear text; for Redis over TLS use `tls({ number: 6379 })`.
   *
   * @param options `number` is 6379 unless given
   */
  public static redis(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.REDIS, 6379, options);
  }

  /**
   * Any port.
   *
   * @param props the port, spelled out
   */
  public static of(props: EgressPortProps): EgressPort {
    mustBeOptions('EgressPort.of', props, 'EgressPort.of({ number: 8080 })');
    return new EgressPort(props.number, props.protocol, props.name, props.targetPort);
  }

  private static wellKnown(protocol: Protocol, usual: number, options: WellKnownPortOptions): EgressPort {
    mustBeOptions(`EgressPort for ${protocol}`, options, `{ number: ${usual} }, or leave them out`);
    return new EgressPort(options.number ?? usual, protocol, options.name, options.targetPort);
  }

  private constructor(
    /** The port the application calls. */
    public readonly number: number,
    /** What is spoken on it; undefined where Istio is to find out. */
    public readonly protocol?: Protocol,
    /** The name it was given; undefined where it follows from the protocol. */
    public readonly name?: string,
    /** The port the external service listens on, where it differs. */
    public readonly targetPort?: number,
  ) {}

  /** Protocol and number: `HTTP 80`. */
  public toString(): string {
    return `${this.protocol ?? 'any protocol'} ${this.number}`;
  }
}

/** A number in the place of the options would be lost, and another port taken. */
function mustBeOptions(factory: string, options: unknown, example: string): void {
  if (!isRecord(options)) throw new Error(`${factory}: ${quote(options)} is not an object of options; write ${example}`);
}
