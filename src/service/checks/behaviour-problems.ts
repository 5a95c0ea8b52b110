import { quote } from '../../app/refusal';
import { HTTP_LIMITS } from '../behaviour/connection-pool';
import { inMilliseconds } from '../behaviour/in-milliseconds';
import { layerOf } from '../paths/layer';
import { Protocol } from '../values/protocol';
import type { Behaviour } from '../companions/behaviour';
import { endpointProblems } from './endpoint-problems';
import type { RoutedService } from '../companions/routed-service';

/** Whether it names a path. */
interface Pathed {
  readonly via?: object;
}

/** What of a behaviour would have no effect, or another one than it looks: Istio takes all of it without a word. */
export function behaviourProblems(service: RoutedService, behaviour: Behaviour & Pathed): string[] {
  return [
    ...routeApiOfNothing(behaviour),
    ...withoutHttp(service, behaviour),
    ...uselessRetries(service, behaviour),
    ...endpointProblems(service, behaviour),
  ];
}

function routeApiOfNothing({ via, routeApi, timeout, removeRequestHeaders, ...behaviour }: Behaviour & Pathed): string[] {
  if (!routeApi) return [];
  if (via) return [`routeApi ${routeApi} has no effect beside via, because a path says it for all that takes it; leave it out`];
  if (timeout ?? behaviour.retries ?? behaviour.fault ?? (behaviour.stripMeshHeaders || removeRequestHeaders?.length)) return [];
  return [`routeApi ${routeApi} has no effect, because nothing is said of HTTP calls; leave it out`];
}

/** What holds for requests says nothing of bytes. */
function withoutHttp({ ports }: RoutedService, behaviour: Behaviour): string[] {
  if (ports.some((port) => layerOf(port) === 'http')) return [];
  const { connectionPool, loadBalancing, removeRequestHeaders } = behaviour;
  const said = [
    ...(['timeout', 'retries', 'fault', 'stripMeshHeaders'] as const).filter((prop) => behaviour[prop]),
    ...removeRequestHeaders?.length ? ['removeRequestHeaders'] : [],
    ...HTTP_LIMITS.filter((limit) => connectionPool?.[limit] !== undefined).map((limit) => `connectionPool.${limit}`),
    ...loadBalancing?._key ? [`loadBalancing ${loadBalancing}`] : [],
  ];
  const where = ports.length === 0 ? 'a service without ports' : ports.join(', ');
  return said.map((what) => `${what} has no effect on ${where}, where the proxy sees no HTTP requests; declare a port such as EgressPort.http(), or leave it out`);
}

function uselessRetries({ ports }: RoutedService, { retries, timeout, failover }: Behaviour): string[] {
  if (!retries || retries.attempts === 0) return [];
  const messages: string[] = [];
  const { perTryTimeout } = retries;
  const grpc = ports.find(({ protocol }) => protocol === Protocol.GRPC || protocol === Protocol.GRPC_WEB);
  if (grpc && !retries._repeatsEveryMethod) {
    messages.push(`retries has no effect on ${grpc}, because every call of gRPC is a POST, which may do something each time it is made; `
      + `write Retries.ofEveryMethod(${retries.attempts}) if none of them minds, or leave it out`);
  }
  if (retries.retryOn?.length === 0) {
    messages.push('retries.retryOn [] leaves the failures to Istio, as if it was not there; name one, such as RetryOn.CONNECT_FAILURE, or leave it out');
  }
  if (perTryTimeout && !retries._repeatsSlowTries) {
    messages.push(`retries.perTryTimeout ${quote(inMilliseconds(perTryTimeout))} ends a try that is then not made again, because retryOn `
      + `${retries.retryOn ? `[${retries.retryOn.join(', ')}]` : "is Istio's default, which"} has no failure without an answer; `
      + 'add RetryOn.RESET to retryOn, or write a timeout instead');
  }
  if (perTryTimeout && timeout && timeout.toMilliseconds({ integral: false }) <= perTryTimeout.toMilliseconds({ integral: false })) {
    messages.push(`retries.perTryTimeout ${quote(inMilliseconds(perTryTimeout))} has no effect beside timeout ${quote(inMilliseconds(timeout))}, `
      + 'which ends the call with all its tries; write a shorter one, or leave it out');
  }
  if (retries.retryRemoteLocalities && !failover) {
    messages.push('retries.retryRemoteLocalities has no effect without failover, because no locality comes before another; '
      + 'write failover: Failover.nearestFirst(), or leave it out');
  }
  return messages;
}
