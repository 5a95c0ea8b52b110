import type { Duration } from 'cdk8s';
import type { ConnectionPool as Spec } from '../../istio/spec';
import { inMilliseconds } from './in-milliseconds';

/**
 * Limits of the connections that one proxy has to a service.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#ConnectionPoolSettings
 */
export interface ConnectionPool {
  /**
   * How long a connection may take to come about. At least a millisecond.
   *
   * @default - the mesh config's `connectTimeout`: 10 seconds
   */
  readonly connectTimeout?: Duration;

  /**
   * How many connections there are at once, for HTTP/1.1 and TCP (1 or more).
   *
   * @default - any number
   */
  readonly maxConnections?: number;

  /**
   * How long a connection is kept that carries nothing. At least a millisecond.
   *
   * @default - one hour
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a connection is kept, whatever it carries. At least a millisecond.
   *
   * @default - for ever
   */
  readonly maxConnectionDuration?: Duration;

  /**
   * How many HTTP requests wait for a connection (1 or more). One more gets 503.
   *
   * @default - any number
   */
  readonly http1MaxPendingRequests?: number;

  /**
   * How many HTTP requests, of HTTP/1.1 too, are under way at once (1 or more). One more gets 503.
   *
   * @default - any number
   */
  readonly http2MaxRequests?: number;

  /**
   * How many HTTP requests a connection carries before it is closed (1 or more). 1 stands for no keep-alive.
   *
   * @default - any number
   */
  readonly maxRequestsPerConnection?: number;

  /**
   * How many retries are under way at once (1 or more).
   *
   * @default - any number
   */
  readonly maxRetries?: number;
}

/** The limits that hold for HTTP requests. */
export const HTTP_LIMITS = ['http1MaxPendingRequests', 'http2MaxRequests', 'maxRequestsPerConnection', 'maxRetries'] as const;

/** As it stands in a DestinationRule; undefined where nothing is limited. */
export function connectionPoolSpec(pool: ConnectionPool): Spec | undefined {
  const { connectTimeout, maxConnections, idleTimeout, maxConnectionDuration } = pool;
  const tcp = said({
    connectTimeout: connectTimeout && inMilliseconds(connectTimeout),
    maxConnections,
    // Istio takes it for HTTP as well, unless http has one of its own.
    idleTimeout: idleTimeout && inMilliseconds(idleTimeout),
    maxConnectionDuration: maxConnectionDuration && inMilliseconds(maxConnectionDuration),
  });
  const http = said(Object.fromEntries(HTTP_LIMITS.map((limit) => [limit, pool[limit]])));
  return tcp ?? http ? { tcp, http } : undefined;
}

/** Istio minds an object that says nothing. */
function said<T extends object>(fields: T): T | undefined {
  return Object.values(fields).some((value) => value !== undefined) ? fields : undefined;
}
