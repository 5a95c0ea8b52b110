import type { IIstioMesh } from '../../mesh/istio-mesh';
import { filePath, OutputFiles } from '../../app/output-files';
import { quote } from '../../app/refusal';
import { toYaml } from '../../app/yaml-text';
import type { OutboundTrafficPolicyMode } from '../outbound-traffic-policy-mode';
import type { Target } from './target';

export function istioOperator(path: string): Target {
  return {
    sentence: `MeshConfigTarget.istioOperator(${quote(path)})`,
    write: ({ lockdown, mesh, mode }) => {
      const file = { path: filePath(lockdown, path), content: toYaml(operatorFile(mesh, mode)) };
      OutputFiles.of(lockdown).add(lockdown, path, () => file.content);
      return {
        file: () => file,
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
