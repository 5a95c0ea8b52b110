import { mustFit } from '../../app/options';
import { objectOf, text } from '../../app/shape';

/** Code of the risk that a calculated resolution may take, too. */
export const SPOOFABLE_HOST = 'service-entry/spoofable-host';

/** Code of the one risk that is judged between services, and not on one service alone. */
export const PROTOCOL_CONFLICT = 'service-entry/protocol-conflict';

/** The factory that accepts what a rule refuses, by the code of the rule. */
export const RISKS: Record<string, string> = {
  'service-entry/tcp-any-address': 'Risk.tcpAnyAddress',
  'service-entry/plain-http-on-443': 'Risk.plainHttpOn443',
  [SPOOFABLE_HOST]: 'Risk.spoofableHost',
  [PROTOCOL_CONFLICT]: 'Risk.protocolConflict',
};

/** Why a risk is taken. */
export interface RiskOptions {
  /** Why the risk is taken, for whoever reads the program next. */
  readonly reason: string;
}

const OPTIONS = objectOf({ reason: text("'why'") }, "{ reason: 'why' }");

/**
 * A form that Istio accepts and that opens more than it seems to, taken knowingly.
 *
 * A service that does not take the risk it accepts is refused: an acceptance never outlives its cause.
 */
export class Risk {
  /**
   * A TCP port without addresses: every IP address can be reached on that port, or all of its traffic goes to this service.
   *
   * @param options the reason
   * @throws when it is no text, or an option is unknown
   */
  public static tcpAnyAddress(options: RiskOptions): Risk {
    return new Risk('service-entry/tcp-any-address', options);
  }

  /**
   * Plain HTTP on port 443: the TLS of every other service on that port meets an HTTP listener.
   *
   * @param options the reason
   * @throws when it is no text, or an option is unknown
   */
  public static plainHttpOn443(options: RiskOptions): Risk {
    return new Risk('service-entry/plain-http-on-443', options);
  }

  /**
   * Resolution NONE for a host: the proxy forwards to the address the client dialled, so that a client that forges the Host
   * header or the SNI reaches any address on that port.
   *
   * @param options the reason
   * @throws when it is no text, or an option is unknown
   */
  public static spoofableHost(options: RiskOptions): Risk {
    return new Risk(SPOOFABLE_HOST, options);
  }

  /**
   * One host and port declared with different protocols in one mesh, by services that no workload sees together.
   *
   * @param options the reason
   * @throws when it is no text, or an option is unknown
   */
  public static protocolConflict(options: RiskOptions): Risk {
    return new Risk(PROTOCOL_CONFLICT, options);
  }

  /** Why it is taken. */
  public readonly reason: string;

  private constructor(
    /** The rule that would refuse it. */
    public readonly code: string,
    options: RiskOptions,
  ) {
    mustFit(RISKS[code], OPTIONS, 'options', options);
    this.reason = options.reason;
  }

  /** As it is written: `Risk.tcpAnyAddress`. */
  public toString(): string {
    return RISKS[this.code];
  }
}
