import { isHttp, isTls, parseProtocol } from '../../istio/syntax/protocols';
import { quote } from '../../app/refusal';
import { isRecord } from '../../app/shape';
import type { ClearTextPortOptions, EgressPortProps, WellKnownClearTextPortOptions, WellKnownPortOptions } from './egress-port-options';
import { Protocol } from './protocol';
import type { TlsOrigination } from './tls/tls-origination';

const HTTPS_PORT = 443;

/**
 * A port of an external service: its number, and what is spoken on it.
 *
 * A wrong number or name is refused by the `ExternalService` the port is given to.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServicePort
 */
export class EgressPort {
  /**
   * HTTP/1.1 in clear text, of which the proxy can make TLS.
   *
   * @param options `number` is 80 unless given
   */
  public static http(options: WellKnownClearTextPortOptions = {}): EgressPort {
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
  public static http2(options: WellKnownClearTextPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.HTTP2, 80, options);
  }

  /**
   * gRPC in clear text.
   *
   * @param options `number` is 50051 unless given
   */
  public static grpc(options: WellKnownClearTextPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.GRPC, 50051, options);
  }

  /**
   * gRPC-Web in clear text.
   *
   * @param options `number` is 80 unless given
   */
  public static grpcWeb(options: WellKnownClearTextPortOptions = {}): EgressPort {
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
   * @param options name, target port and TLS
   */
  public static tcp(port: number, options: ClearTextPortOptions = {}): EgressPort {
    if (!areOptions(options, NUMBERED)) throw wrongOptions('EgressPort.tcp', options, NUMBERED, "EgressPort.tcp(5432, { name: 'postgres' })");
    return EgressPort.made(port, Protocol.TCP, options);
  }

  /**
   * MongoDB in clear text, of which the proxy can make TLS; where the application starts TLS use `tls({ number: 27017 })`.
   *
   * @param options `number` is 27017 unless given
   */
  public static mongo(options: WellKnownClearTextPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.MONGO, 27017, options);
  }

  /**
   * MySQL. Its clients and servers agree on TLS in the middle of a connection, so that no proxy can do it for them.
   *
   * @param options `number` is 3306 unless given
   */
  public static mysql(options: WellKnownPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.MYSQL, 3306, options);
  }

  /**
   * Redis in clear text, of which the proxy can make TLS; where the application starts TLS use `tls({ number: 6379 })`.
   *
   * @param options `number` is 6379 unless given
   */
  public static redis(options: WellKnownClearTextPortOptions = {}): EgressPort {
    return EgressPort.wellKnown(Protocol.REDIS, 6379, options);
  }

  /**
   * Any port.
   *
   * @param props the port, spelled out
   */
  public static of(props: EgressPortProps): EgressPort {
    if (!areOptions(props, SPELLED_OUT)) throw wrongOptions('EgressPort.of', props, SPELLED_OUT, 'EgressPort.of({ number: 8080 })');
    if (props.tls !== undefined) mustBeClearText('EgressPort.of', props.protocol);
    return EgressPort.made(props.number, props.protocol, props);
  }

  private static wellKnown(protocol: Protocol, usual: number, options: WellKnownClearTextPortOptions): EgressPort {
    if (!areOptions(options, WELL_KNOWN)) {
      throw wrongOptions(`EgressPort for ${protocol}`, options, WELL_KNOWN, `{ number: ${usual} }, or leave them out`);
    }
    if (options.tls !== undefined) mustBeClearText(`EgressPort for ${protocol}`, protocol);
    return EgressPort.made(options.number ?? usual, protocol, options);
  }

  private static made(number: number, protocol: Protocol | undefined, { name, targetPort, tls }: ClearTextPortOptions): EgressPort {
    if (tls === undefined) return new EgressPort(number, protocol, name, targetPort);
    return new EgressPort(number, protocol, name, targetPort ?? (isHttp(parseProtocol(protocol)) ? HTTPS_PORT : undefined), tls);
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
    /** The TLS that the proxy starts; undefined where the calls leave as the application makes them. */
    public readonly tlsOrigination?: TlsOrigination,
  ) {}

  /** Protocol and number: `HTTP 80`. */
  public toString(): string {
    return `${this.protocol ?? 'any protocol'} ${this.number}`;
  }
}

/** Where the number is an argument. */
const NUMBERED = ['name', 'targetPort', 'tls'];
const WELL_KNOWN = ['number', ...NUMBERED];
const SPELLED_OUT = ['protocol', ...WELL_KNOWN];

/** A number in the place of the options would be lost, and another port taken. */
function areOptions(options: unknown, known: string[]): boolean {
  return isRecord(options) && unknownOption(options, known) === undefined;
}

function unknownOption(options: any, known: string[]): string | undefined {
  for (const option in options) {
    if (!known.includes(option) && options[option] !== undefined) return option;
  }
  return undefined;
}

function wrongOptions(factory: string, options: unknown, known: string[], example: string): Error {
  return new Error(isRecord(options)
    ? `${factory}: options has no ${quote(unknownOption(options, known))}; it has ${known.join(', ')}`
    : `${factory}: ${quote(options)} is not an object of options; write ${example}`);
}

/** TLS around what is TLS already, or around what is not known, is never meant; and some protocols start TLS in their own way. */
function mustBeClearText(factory: string, protocol: Protocol | undefined): void {
  if (protocol === undefined) {
    throw new Error(`${factory}: tls without a protocol would put TLS around whatever the application speaks, TLS included; write the protocol that it speaks`);
  }
  if (isTls(parseProtocol(protocol))) {
    throw new Error(`${factory}: tls would encrypt twice, because with ${protocol} the application starts TLS itself; `
      + 'remove tls, or let the application speak in clear text: EgressPort.http({ tls: TlsOrigination.simple() })');
  }
  if (protocol === Protocol.MYSQL) {
    throw new Error(`${factory}: tls is not possible with MYSQL, in which client and server start TLS in the middle of a connection; remove it`);
  }
}
