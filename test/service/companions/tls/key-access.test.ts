import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { CaBundle, ClientCertificate, EgressPort, ExternalService, type ExternalServiceProps, TlsOrigination, Workloads } from '../../../../src';
import { newChart } from '../../../helpers';

const HOLDERS = Workloads.select({ namespace: 'shop', labels: { app: 'payments' } });

function mutual(options: { workloads?: Workloads; serviceAccount?: string } = { workloads: HOLDERS, serviceAccount: 'payments' }): EgressPort {
  return EgressPort.http({ tls: TlsOrigination.mutual({ clientCertificate: ClientCertificate.secret('stripe-client', options) }) });
}

function written(props: Partial<ExternalServiceProps>, chart: Chart = newChart({ namespace: 'shop' })): any[] {
  new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [mutual()], ...props });
  return chart.toJson().filter(({ kind }) => !['Deployment', 'ServiceAccount'].includes(kind));
}

describe('a client certificate in a Secret', () => {
  test('is for some workloads, and those of others call without it', () => {
    expect(written({ ports: [mutual(), EgressPort.http({ number: 8080, tls: TlsOrigination.simple({ caCertificates: CaBundle.file('/ca.crt') }) })] }))
      .toMatchSnapshot();
  });

  test('lies beside the names of several hosts', () => {
    const objects = written({ hosts: ['api.stripe.com', 'files.stripe.com'], ports: [mutual()] });
    expect(objects.map(({ kind, spec }) => [kind, spec?.host, spec?.workloadSelector?.matchLabels.app])).toEqual([
      ['ServiceEntry', undefined, undefined],
      ['Role', undefined, undefined],
      ['RoleBinding', undefined, undefined],
      ['DestinationRule', 'api.stripe.com', 'payments'],
      ['DestinationRule', 'api.stripe.com', undefined],
      ['DestinationRule', 'files.stripe.com', 'payments'],
      ['DestinationRule', 'files.stripe.com', undefined],
    ]);
  });

  test.each<[string, Partial<kplus.DeploymentProps> | undefined, string]>([
    ['the service account of the workload', { serviceAccount: kplus.ServiceAccount.fromServiceAccountName(newChart(), 'account', 'till') }, 'till'],
    ['the one that Kubernetes gives', undefined, 'default'],
  ])('may be read by %s', (_what, props, account) => {
    const chart = newChart({ namespace: 'shop' });
    const deployment = new kplus.Deployment(chart, 'payments', { containers: [{ image: 'payments' }], ...props });
    const binding = written({ ports: [mutual({ workloads: Workloads.of(deployment) })] }, chart).find(({ kind }) => kind === 'RoleBinding');
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: account, namespace: 'shop' }]);
  });

  test('labels that come later count', () => {
    const chart = newChart({ namespace: 'shop' });
    const deployment = new kplus.Deployment(chart, 'payments', { containers: [{ image: 'payments' }], select: false });
    new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [mutual({ workloads: Workloads.of(deployment) })] });
    deployment.podMetadata.addLabel('app', 'late');
    deployment.select(kplus.LabelSelector.of({ labels: { app: 'late' } }));
    const rule = chart.toJson().find(({ spec }) => spec?.workloadSelector);
    expect(rule.spec.workloadSelector).toEqual({ matchLabels: { app: 'late' } });
  });
});

test('describe() tells of the TLS, and of the permission', () => {
  const chart = newChart({ namespace: 'shop' });
  const service = new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [mutual()] });
  expect(service.describe()).toContain(
    ' What the application sends to HTTP 80 leaves as TLS with the client certificate in Secret stripe-client, to port 443. '
    + 'Service account payments may list every Secret of namespace shop, without which its proxies get no key. '
    + 'Beside the ServiceEntry it writes Role chart-stripe-role-',
  );
});

test('CAs in a Secret need the workloads and no permission', () => {
  const tls = TlsOrigination.simple({ caCertificates: CaBundle.secret('stripe-ca', { workloads: HOLDERS }) });
  const objects = written({ ports: [EgressPort.http({ tls })] });
  expect(objects.map(({ kind, spec }) => [kind, spec.trafficPolicy?.portLevelSettings[0].tls.credentialName])).toEqual([
    ['ServiceEntry', undefined],
    ['DestinationRule', 'stripe-ca'],
    ['DestinationRule', undefined],
  ]);
});

