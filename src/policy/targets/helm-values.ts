import { HelmValues } from '../../app/helm-values';
import { quote } from '../../app/refusal';
import type { Target } from './target';

export function helmValues(path: string): Target {
  return {
    sentence: `MeshConfigTarget.helmValues(${quote(path)})`,
    write: ({ lockdown, mode }) => {
      const values = HelmValues.of(lockdown, path);
      values.set(lockdown, ['meshConfig', 'outboundTrafficPolicy', 'mode'], mode);
      return {
        file: () => values.file(),
        weaknesses: [`It holds once the istiod chart is installed or upgraded with ${path}.`],
      };
    },
  };
}
