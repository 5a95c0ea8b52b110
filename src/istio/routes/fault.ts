import { checkDuration } from '../fields/duration';
import type { Findings } from '../findings';
import type { HttpRoute } from '../spec';
import { checkHttpStatus } from './http-actions';

const SMALLEST_PERCENTAGE = 0.0001;
const GRPC_STATUS = [
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
];

type Fault = NonNullable<HttpRoute['fault']>;

/** istiod's rules for faults that are injected on purpose. */
export function checkFault(findings: Findings, path: string, fault: Fault | undefined): void {
  if (!fault) return;
  if (!fault.abort && !fault.delay) {
    findings.webhook('fault-empty', path, fault, 'fault must have abort or delay', 'write one of them, or remove fault');
  }
  if (fault.abort) checkAbort(findings, `${path}.abort`, fault.abort);
  if (fault.delay) checkDelay(findings, `${path}.delay`, fault.delay);
}

function checkAbort(findings: Findings, path: string, abort: NonNullable<Fault['abort']>): void {
  const { grpcStatus, http2Error, httpStatus, percentage } = abort;
  checkPercentage(findings, `${path}.percentage.value`, percentage?.value);
  if (grpcStatus !== undefined && !GRPC_STATUS.includes(grpcStatus)) {
    findings.webhook('grpc-status', `${path}.grpcStatus`, grpcStatus, `grpcStatus must be one of ${GRPC_STATUS.join(', ')}`, 'write one of them');
  }
  if (http2Error !== undefined) {
    findings.webhook('http2-error-unsupported', `${path}.http2Error`, http2Error, 'http2Error is not supported yet', 'write httpStatus or grpcStatus');
  }
  if (httpStatus !== undefined) checkHttpStatus(findings, `${path}.httpStatus`, httpStatus);
}

function checkDelay(findings: Findings, path: string, delay: NonNullable<Fault['delay']>): void {
  checkPercentage(findings, `${path}.percentage.value`, delay.percentage?.value);
  checkDuration(findings, `${path}.fixedDelay`, delay.fixedDelay);
  if (delay.exponentialDelay !== undefined) {
    findings.webhook('exponential-delay-unsupported', `${path}.exponentialDelay`, delay.exponentialDelay,
      'exponentialDelay is not supported yet', 'write fixedDelay');
  }
}

function checkPercentage(findings: Findings, path: string, percentage: number | undefined): void {
  if (percentage === undefined || percentage === 0 || (percentage >= SMALLEST_PERCENTAGE && percentage <= 100)) return;
  findings.webhook('percentage-range', path, percentage, `a percentage must be 0, or in the range ${SMALLEST_PERCENTAGE} to 100`, 'write a percentage');
}
