import { checkMeshConfigMap, isMeshConfigMap } from '../../../src/istio/kinds/mesh-config-map';
import { brief } from '../tables';

const map = (mesh: unknown, name = 'istio') => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'istio-system' }, data: { mesh } });

test('istiod looks in its own ConfigMap and in those of revisions', () => {
  expect([map(''), map('', 'istio-1-31'), map('', 'istio-canary')].every(isMeshConfigMap)).toBe(true);
  expect([map('', 'my-istio'), map('', 'istio-'), map(undefined), { ...map(''), kind: 'Secret' }, { kind: 'ConfigMap' }].some(isMeshConfigMap)).toBe(false);
});

test('paths lead into the mesh config', () => {
  expect(brief(checkMeshConfigMap(map('outboundTrafficPolicy: {}')))).toEqual(['ADVICE ERROR mesh-config/mode-missing at data.mesh.outboundTrafficPolicy.mode']);
  expect(brief(checkMeshConfigMap(map('hello')))).toEqual(['WEBHOOK ERROR mesh-config/not-an-object at data.mesh']);
});

test('what is no YAML is said to be none', () => {
  const [problem] = checkMeshConfigMap(map('a: [b'));
  expect(problem).toMatchObject({ code: 'mesh-config/not-yaml', path: 'data.mesh', message: expect.stringContaining('mesh must be YAML') });
});

test('a stock mesh config is fine', () => {
  expect(checkMeshConfigMap(map('rootNamespace: istio-system\noutboundTrafficPolicy:\n  mode: REGISTRY_ONLY\n'))).toEqual([]);
  expect(checkMeshConfigMap(map(''))).toEqual([]);
});
