import { EgressPort, ExportTo, ExternalService, type ExternalServiceProps, TlsOrigination } from '../../../../src';
import { newChart } from '../../../helpers';

function written(props: Partial<ExternalServiceProps>): any[] {
  const chart = newChart({ namespace: 'shop' });
  new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.http({ tls: TlsOrigination.simple() })], ...props });
  return chart.toJson();
}

test('a service on whose ports the proxy starts no TLS needs no rule', () => {
  expect(written({ ports: [EgressPort.http(), EgressPort.https()] }).map(({ kind }) => kind)).toEqual(['ServiceEntry']);
});

test('the rule is for the port of the application, and seen by those who see the service', () => {
  const [entry, rule] = written({ exportTo: ExportTo.namespaces('.', 'billing') });

  expect(entry.spec.ports).toEqual([{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 443 }]);
  expect(rule).toMatchObject({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { namespace: 'shop' },
    spec: { host: 'api.stripe.com', exportTo: ['.', 'billing'], trafficPolicy: { portLevelSettings: [{ port: { number: 80 } }] } },
  });
});

test('one host goes both ways: clear text to 80 becomes TLS, the TLS of the application to 443 is left alone', () => {
  const [, rule] = written({ ports: [EgressPort.http({ tls: TlsOrigination.simple() }), EgressPort.https()] });
  expect(rule.spec.trafficPolicy.portLevelSettings.map(({ port }: any) => port.number)).toEqual([80]);
});

test("the mesh's default for services may be another than that for rules, so that the rule is for everybody", () => {
  const [entry, rule] = written({ exportTo: ExportTo.MESH_DEFAULT });
  expect([entry.spec.exportTo, rule.spec.exportTo]).toEqual([undefined, ['*']]);
});

test('describe() tells of the TLS', () => {
  const chart = newChart({ namespace: 'shop' });
  const service = new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.http({ tls: TlsOrigination.simple() })] });
  expect(service.describe()).toContain(
    " What the application sends to HTTP 80 leaves as TLS verified with the CAs of the proxy's operating system, to port 443. ");
});
