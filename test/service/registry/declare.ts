import type { Chart } from 'cdk8s';
import { type EgressPort, ExternalService, type ExternalServiceProps } from '../../../src';

/** A service of host a.com. */
export function declare(
  chart: Chart, id: string, namespace: string, port: EgressPort, props?: Partial<ExternalServiceProps>,
): ExternalService {
  return new ExternalService(chart, id, { metadata: { namespace }, hosts: ['a.com'], ports: [port], ...props });
}
