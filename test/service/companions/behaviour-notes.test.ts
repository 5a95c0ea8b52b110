import { Duration } from 'cdk8s';
import { EgressPort, ExternalService, type ExternalServiceProps, FaultInjection, Retries, RetryOn } from '../../../src';
import { newChart } from '../../helpers';

/** What is told after the objects. */
function notesOf(props: Partial<ExternalServiceProps>): string {
  const service = new ExternalService(newChart({ namespace: 'shop' }), 'api', { hosts: ['api.example.com'], ports: [EgressPort.http()], ...props });
  return service.describe().split(/Beside the ServiceEntry it writes [^.]*\./)[1].trim();
}

const SLOW = { perTryTimeout: Duration.seconds(2), retryOn: [RetryOn.RESET] };

test.each<[string, Partial<ExternalServiceProps>]>([
  ['', { timeout: Duration.seconds(3) }],
  ['What it says of requests (timeout, stripMeshHeaders) says nothing of HTTPS 443, TLS 8443, where the proxy sees none.',
    {
      timeout: Duration.seconds(3),
      stripMeshHeaders: true,
      ports: [EgressPort.http(), EgressPort.https(), EgressPort.tls({ number: 8443 })],
    }],
  ['', { outlierDetection: {}, ports: [EgressPort.http(), EgressPort.https()] }],
  ['Where each try takes its 2000ms, timeout 5000ms ends the call in try 3 of 4.', { timeout: Duration.seconds(5), retries: Retries.of(3, SLOW) }],
  ['', { timeout: Duration.seconds(5), retries: Retries.of(2, SLOW) }],
  ['Its callers meet a fault that is made up, in 50 % of the calls.', { fault: FaultInjection.abort(503, { percentage: 50 }) }],
])('%s', (expected, props) => {
  expect(notesOf(props)).toEqual(expected);
});
