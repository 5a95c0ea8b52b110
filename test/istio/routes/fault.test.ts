import { accepts, schemaRefuses, webhookRefuses } from '../tables';
import { judgeForward } from './virtual-service';

const judge = (fault: any) => judgeForward({ fault });

accepts(judge, {
  'an abort': { abort: { httpStatus: 503, percentage: { value: 0.0001 } } },
  'an abort of gRPC': { abort: { grpcStatus: 'UNAVAILABLE' } },
  'a delay': { delay: { fixedDelay: '5s', percentage: { value: 0 } } },
  'an abort without error': { abort: {} },
});

webhookRefuses(judge, {
  'nothing': [{}, 'virtual-service/fault-empty', 'spec.http[0].fault', 'abort or delay'],
  'a status out of range': [{ abort: { httpStatus: 601 } }, 'virtual-service/http-status', 'spec.http[0].fault.abort.httpStatus'],
  'an unknown status of gRPC': [{ abort: { grpcStatus: '5' } }, 'virtual-service/grpc-status', 'spec.http[0].fault.abort.grpcStatus', 'NOT_FOUND'],
  'an error of HTTP/2': [{ abort: { http2Error: 'x' } }, 'virtual-service/http2-error-unsupported', 'spec.http[0].fault.abort.http2Error'],
  'a growing delay': [{ delay: { exponentialDelay: '5s' } }, 'virtual-service/exponential-delay-unsupported', 'spec.http[0].fault.delay.exponentialDelay'],
  'a percentage too small to count': [{ delay: { percentage: { value: 0.00001 } } }, 'virtual-service/percentage-range', 'spec.http[0].fault.delay.percentage.value', '0.0001'],
});

schemaRefuses(judge, { 'no delay': [{ delay: { fixedDelay: '0s' } }, 'virtual-service/duration-invalid', 'spec.http[0].fault.delay.fixedDelay'] });
