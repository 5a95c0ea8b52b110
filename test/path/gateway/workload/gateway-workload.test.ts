import { chartInMesh, newChart } from '../../../helpers';
import { GatewayWorkload, type GatewayWorkloadProps } from '../../../../src/path/gateway/workload/gateway-workload';
import { chartWithGateway, through, written } from '../gateways';

const PROPS: GatewayWorkloadProps = {
  metadata: { name: 'out', namespace: 'edge', labels: { team: 'platform' }, annotations: { note: 'x' } }, labels: { app: 'out' }, replicas: 3, routed: () => [],
};

test('three objects of one name, with the labels of the program and those of the pods', () => {
  const chart = newChart();
  const { serviceAccount, deployment, service } = new GatewayWorkload(chart, PROPS);
  expect(chart.toJson().map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Deployment', 'Service']);
  for (const object of [serviceAccount, deployment, service]) {
    expect(object.toJson().metadata).toEqual({ name: 'out', namespace: 'edge', labels: { team: 'platform', app: 'out' }, annotations: { note: 'x' } });
  }
});

test('its pods are those of the Service, and routers that stay out of the ambient data plane', () => {
  const chart = newChart();
  const { deployment, service } = new GatewayWorkload(chart, PROPS);
  const { replicas, selector, template } = deployment.toJson().spec;
  expect([replicas, selector.matchLabels, service.toJson().spec.selector]).toEqual([3, { app: 'out' }, { app: 'out' }]);
  expect(template.metadata).toEqual({
    labels: { 'app': 'out', 'istio.io/dataplane-mode': 'none', 'sidecar.istio.io/inject': 'true' },
    annotations: { 'inject.istio.io/templates': 'gateway' },
  });
  expect(template.spec.serviceAccountName).toBe('out');
});

test('the revision of the mesh injects them', () => {
  const chart = chartInMesh({ revision: 'canary' });
  expect(new GatewayWorkload(chart, PROPS).deployment.toJson().spec.template.metadata.labels).toMatchObject({ 'istio.io/rev': 'canary' });
});

test('they meet the restricted Pod Security Standard, and have no token for the API server', () => {
  const chart = newChart();
  const { serviceAccount, deployment } = new GatewayWorkload(chart, PROPS);
  const { automountServiceAccountToken, securityContext, containers: [container] } = deployment.toJson().spec.template.spec;
  expect([serviceAccount.toJson().automountServiceAccountToken, automountServiceAccountToken]).toEqual([false, false]);
  expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true,
  });
});

test('the ports of the Service follow from what goes through', () => {
  const { chart, gateway } = chartWithGateway();
  through(gateway, chart, 'a.com');
  expect(written(chart, 'Service')[0].spec.ports.map(({ port }: any) => port)).toEqual([443]);
});
