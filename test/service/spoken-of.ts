import { Duration } from 'cdk8s';
import { EgressPort, Endpoint, ExternalService, type ExternalServiceProps, Locality } from '../../src';
import { newChart, refusalOf } from '../helpers';

export const FRANKFURT = Endpoint.of('192.0.2.10', { locality: Locality.of('eu-central-1', 'eu-central-1a') });
export const DUBLIN = Endpoint.of('198.51.100.10', { locality: Locality.of('eu-west-1', 'eu-west-1b') });

const USUAL: ExternalServiceProps = { hosts: ['api.example.com'], ports: [EgressPort.http()] };

/** The specs of the objects beside the ServiceEntry of a service, by kind. */
export function companionsOf(props: Partial<ExternalServiceProps>): Record<string, any> {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'api', { ...USUAL, ...props });
  return Object.fromEntries(chart.toJson().slice(1).map(({ kind, spec }) => [kind, spec]));
}

/** Its HTTP routes. */
export function routesOf(props: Partial<ExternalServiceProps>): any[] {
  return companionsOf(props).VirtualService.http;
}

/** What its DestinationRule says. */
export function trafficPolicyOf(props: Partial<ExternalServiceProps>): any {
  return companionsOf(props).DestinationRule.trafficPolicy;
}

/** Why the constructor refuses it, without the path, which stands before each line; nothing is left of it. */
export function refusedAtOnce(props: any): string {
  const chart = newChart({ namespace: 'shop' });
  const message = refusalOf(() => new ExternalService(chart, 'api', { ...USUAL, ...props }));
  expect(chart.node.children).toEqual([]);
  return message.split('\n').map((line) => {
    expect(line.startsWith('chart/api: ')).toBe(true);
    return line.replace('chart/api: ', '');
  }).join('\n');
}

export const TWO_SECONDS = Duration.seconds(2);
