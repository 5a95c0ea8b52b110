import { PORT } from '../../../app/shape';
import { mustFit } from '../../../app/options';
import type { Layer } from '../../../service/paths/layer';
import { GatewayHop } from '../gateway-hop';

/** What a listener does with the calls it takes; the words are those of the factory of `GatewayApiListener`. */
export enum ListenerKind {
  ISTIO_MUTUAL = 'istioMutual',
  HTTP = 'http',
  TLS_PASSTHROUGH = 'tlsPassthrough',
}

/** The kind of listener that calls need; TCP none has a name for. */
export function listenerKindOf(layer: Layer, hop: GatewayHop): ListenerKind {
  if (layer === 'tls') return ListenerKind.TLS_PASSTHROUGH;
  return hop === GatewayHop.ISTIO_MUTUAL ? ListenerKind.ISTIO_MUTUAL : ListenerKind.HTTP;
}

/**
 * A listener of a Gateway that somebody else declares, as far as calls that leave can take it.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#listener
 */
export class GatewayApiListener {
  /**
   * HTTP inside the mutual TLS of the mesh: protocol HTTPS, mode Terminate, and the option
   * `gateway.istio.io/tls-terminate-mode: ISTIO_MUTUAL`.
   *
   * @param port port of the listener (1 to 65535)
   * @throws for what is no port
   */
  public static istioMutual(port: number): GatewayApiListener {
    return new GatewayApiListener(port, ListenerKind.ISTIO_MUTUAL);
  }

  /**
   * HTTP in clear: protocol HTTP. Services take it with `hop: GatewayHop.PASSTHROUGH`.
   *
   * @param port port of the listener (1 to 65535)
   * @throws for what is no port
   */
  public static http(port: number): GatewayApiListener {
    return new GatewayApiListener(port, ListenerKind.HTTP);
  }

  /**
   * TLS of the application, which is passed on by its SNI: protocol TLS, mode Passthrough. Services take it with
   * `hop: GatewayHop.PASSTHROUGH`.
   *
   * @param port port of the listener (1 to 65535)
   * @throws for what is no port
   */
  public static tlsPassthrough(port: number): GatewayApiListener {
    return new GatewayApiListener(port, ListenerKind.TLS_PASSTHROUGH);
  }

  /** @internal */
  private constructor(
    /** Port of the listener. */
    public readonly port: number,
    /** @internal */
    public readonly _kind: ListenerKind,
  ) {
    mustFit(`GatewayApiListener.${_kind}`, PORT, 'port', port);
  }
}
