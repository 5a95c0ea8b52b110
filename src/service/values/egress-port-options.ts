import type { Protocol } from './protocol';
import type { TlsOrigination } from './tls/tls-origination';

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
   * @default - the number of the port; 443 where the proxy makes TLS of HTTP
   */
  readonly targetPort?: number;
}

/** What may be said about a port on which the application does not start TLS itself, and whose number is given already. */
export interface ClearTextPortOptions extends EgressPortOptions {
  /**
   * TLS that the proxy starts: the application speaks in clear text, and nothing of that leaves the pod.
   *
   * @default - none: the calls leave as the application makes them
   * @see https://istio.io/latest/docs/tasks/traffic-management/egress/egress-tls-origination/
   */
  readonly tls?: TlsOrigination;
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

/** What may be said about a port whose protocol has a number of its own, and on which the application does not start TLS itself. */
export interface WellKnownClearTextPortOptions extends WellKnownPortOptions, ClearTextPortOptions {}

/** A port, spelled out. */
export interface EgressPortProps extends ClearTextPortOptions {
  /** The port the application calls (1 to 65535). */
  readonly number: number;

  /**
   * What is spoken on it.
   *
   * @default - Istio looks at the first bytes of a connection, which delays protocols in which the server speaks first
   */
  readonly protocol?: Protocol;
}
