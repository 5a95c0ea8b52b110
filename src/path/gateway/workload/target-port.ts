const FIRST_UNPRIVILEGED = 1024;
/** Ports that Istio's proxy uses itself lie here. */
const RESERVED = { first: 15000, last: 15099 };
const OFFSET = 10_000;
const ELSEWHERE = 50_000;

/**
 * The port that the pods of a gateway open for a port of its Service. Istio follows the Service from the one to the other.
 *
 * Pods that meet the restricted Pod Security Standard open no port below 1024. It depends on nothing but the port, so that a pod need not
 * listen elsewhere because another service came.
 */
export function targetPortOf(port: number): number {
  if (port < FIRST_UNPRIVILEGED) return OFFSET + port;
  const isTaken = (port > OFFSET && port < OFFSET + FIRST_UNPRIVILEGED) || (port >= RESERVED.first && port <= RESERVED.last);
  return isTaken ? ELSEWHERE + port : port;
}
