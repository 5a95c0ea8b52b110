import type { IIstioMesh } from '../../mesh/istio-mesh';
import { OutputFiles } from '../../mesh/output-files';
import { toYaml } from '../../mesh/yaml-text';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import type { Target } from './target';

export function istioOperator(path: string): Target {
  return {
    sentence: `MeshConfigTarget.istioOperator('${path}')`,
    write: ({ lockdown, mesh, mode }) => {
      const content = toYaml(operatorFile(mesh, mode));
      OutputFiles.of(lockdown).add(lockdown, path, () => content);
      return {
        file: () => ({ path, content }),
        weaknesses: [`It holds once 'istioctl install' has run with ${path} and the other files of the installation.`],
      };
    },
  };
}

function operatorFile({ revision, rootNamespace }: IIstioMesh, mode: OutboundTrafficPolicyMode): object {
  return {
    apiVersion: 'install.istio.io/v1alpha1',
    kind: 'IstioOperator',
    spec: {
      ...revision ? { revision } : {},
      meshConfig: { outboundTrafficPolicy: { mode } },
      ...rootNamespace === 'istio-system' ? {} : { values: { global: { istioNamespace: rootNamespace } } },
    },
  };
}
