import { Duration } from 'cdk8s';
import { EgressPort, ExternalService, type ExternalServiceProps, Failover, FaultInjection, LoadBalancing, Retries, TlsOrigination } from '../../../src';
import { newChart, refusalOf } from '../../helpers';

const PROPS: ExternalServiceProps = { hosts: ['api.stripe.com'], ports: [EgressPort.http()] };

test.each<[string, object, string]>([
  ['retries', { retries: 2 }, 'chart/stripe: retries 2 is not a Retries; write one, such as Retries.of(2)'],
  ['loadBalancing', { loadBalancing: 'RANDOM' }, "chart/stripe: loadBalancing 'RANDOM' is not a LoadBalancing; write one, such as LoadBalancing.roundRobin()"],
  ['failover', { failover: Retries.of(2) }, expect.stringContaining('is not a Failover; write one, such as Failover.nearestFirst()')],
  ['fault', { fault: Failover.nearestFirst() }, expect.stringContaining('is not a FaultInjection; write one, such as FaultInjection.abort(503)')],
])('%s of another kind are refused', (_what, props, message) => {
  expect(refusalOf(() => new ExternalService(newChart(), 'stripe', { ...PROPS, ...props }))).toEqual(message);
});

test.each<[string, { readonly name: string }, Partial<ExternalServiceProps>]>([
  ['retries', Retries, { retries: Retries.of(2) }],
  ['loadBalancing', LoadBalancing, { loadBalancing: LoadBalancing.roundRobin() }],
  ['fault', FaultInjection, { fault: FaultInjection.delay(Duration.seconds(1)) }],
  ['tls', TlsOrigination, { ports: [EgressPort.http({ tls: TlsOrigination.simple() })] }],
])('%s are known by their class, whatever a bundler has called it', (_what, type, props) => {
  const name = Object.getOwnPropertyDescriptor(type, 'name')!;
  Object.defineProperty(type, 'name', { ...name, value: '_a' });
  try {
    expect(() => new ExternalService(newChart(), 'stripe', { ...PROPS, ...props })).not.toThrow();
  } finally {
    Object.defineProperty(type, 'name', name);
  }
});
