import { checkDuration } from '../fields/duration';
import { isMillisecondDuration, isZeroMilliseconds } from '../syntax/durations';
import type { Findings } from '../findings';
import type { ConnectionPool } from '../spec';

/** istiod's rules for a connectionPool. */
export function checkConnectionPool(findings: Findings, path: string, pool: ConnectionPool | undefined): void {
  if (!pool) return;
  if (!pool.http && !pool.tcp) {
    findings.webhook('connection-pool-empty', path, pool, 'connectionPool must have http or tcp', 'write one of them, or remove connectionPool');
  }
  if (pool.http) checkHttp(findings, `${path}.http`, pool.http);
  if (pool.tcp) checkTcp(findings, `${path}.tcp`, pool.tcp);
}

function checkHttp(findings: Findings, path: string, http: NonNullable<ConnectionPool['http']>): void {
  checkNotNegative(findings, `${path}.http1MaxPendingRequests`, http.http1MaxPendingRequests);
  checkNotNegative(findings, `${path}.http2MaxRequests`, http.http2MaxRequests);
  checkNotNegative(findings, `${path}.maxRequestsPerConnection`, http.maxRequestsPerConnection);
  checkNotNegative(findings, `${path}.maxRetries`, http.maxRetries);
  checkNotNegative(findings, `${path}.maxConcurrentStreams`, http.maxConcurrentStreams);
  checkDuration(findings, `${path}.idleTimeout`, http.idleTimeout);
  if (http.h2UpgradePolicy === 'UPGRADE' && http.useClientProtocol) {
    findings.webhook('upgrade-or-client-protocol', `${path}.useClientProtocol`, true,
      'useClientProtocol cannot be combined with h2UpgradePolicy UPGRADE', 'remove one of them');
  }
  if (http.http2KeepAlive) {
    checkRequiredDuration(findings, `${path}.http2KeepAlive.interval`, http.http2KeepAlive.interval);
    checkRequiredDuration(findings, `${path}.http2KeepAlive.timeout`, http.http2KeepAlive.timeout);
  }
}

function checkTcp(findings: Findings, path: string, tcp: NonNullable<ConnectionPool['tcp']>): void {
  checkNotNegative(findings, `${path}.maxConnections`, tcp.maxConnections);
  checkDuration(findings, `${path}.connectTimeout`, tcp.connectTimeout);
  checkDuration(findings, `${path}.maxConnectionDuration`, tcp.maxConnectionDuration);
  checkDuration(findings, `${path}.tcpKeepalive.time`, tcp.tcpKeepalive?.time);
  checkDuration(findings, `${path}.tcpKeepalive.interval`, tcp.tcpKeepalive?.interval);
  // Unlike every other duration this one may be zero: never.
  const { idleTimeout } = tcp;
  if (idleTimeout !== undefined && !isZeroMilliseconds(idleTimeout) && !isMillisecondDuration(idleTimeout)) {
    findings.webhook('duration-invalid', `${path}.idleTimeout`, idleTimeout,
      'idleTimeout must be 0s, or at least 1ms in whole milliseconds', 'write a duration such as 30s');
  }
}

function checkRequiredDuration(findings: Findings, path: string, duration: string | undefined): void {
  if (duration === undefined) {
    findings.webhook('keep-alive-incomplete', path, undefined,
      'http2KeepAlive needs both interval and timeout', 'write a duration such as 30s');
  }
  checkDuration(findings, path, duration);
}

function checkNotNegative(findings: Findings, path: string, number: number | undefined): void {
  if (number === undefined || number >= 0) return;
  findings.webhook('number-negative', path, number, 'the number must not be negative', 'write a number from 0, or leave the field out');
}
