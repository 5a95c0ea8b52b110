import { isHttp, isTls, parseProtocol } from '../../istio/syntax/protocols';
import type { EgressPort } from '../values/egress-port';

/** What a proxy can look at in the calls to a port: requests, the ClientHello, or nothing but addresses. */
export type Layer = 'http' | 'tls' | 'tcp';

export function layerOf({ protocol }: EgressPort): Layer {
  const known = parseProtocol(protocol);
  if (isHttp(known)) return 'http';
  return isTls(known) ? 'tls' : 'tcp';
}
