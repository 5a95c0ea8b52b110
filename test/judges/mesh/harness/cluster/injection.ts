import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments, stringify } from 'yaml';
import { runQuietly } from '../../../../../scripts/shared/shell';
import { type KubernetesObject } from './api';
import { type Run } from '../machine/run';
import { type Tools } from './tools';

/** The ConfigMaps of a stock install, as `istioctl manifest generate` writes them. */
export function stockConfigMap(tools: Tools, name: string): KubernetesObject {
  const found = parseAllDocuments(readFileSync(tools.install, 'utf8')).map((document) => document.toJS())
    .find((object) => object?.kind === 'ConfigMap' && object.metadata.name === name);
  if (!found) throw new Error(`the stock install has no ConfigMap ${name}`);
  return found;
}

/** Istio's own injection: what a pod becomes when the webhook has seen it. */
export class Injection {
  private readonly files: readonly string[];

  constructor(private readonly run: Run, private readonly tools: Tools) {
    const injector = stockConfigMap(tools, 'istio-sidecar-injector').data;
    const mesh = stockConfigMap(tools, 'istio').data;
    this.files = [
      '--injectConfigFile', this.write('inject-config.yaml', injector.config),
      '--valuesFile', this.write('inject-values.json', injector.values),
      '--meshConfigFile', this.write('inject-mesh.yaml', mesh.mesh),
    ];
  }

  /** The pod with its sidecar, and the labels that tell others it has one. */
  public inject(pod: KubernetesObject): KubernetesObject {
    const { namespace, name } = pod.metadata;
    const manifest = this.write(`inject-${namespace}.${name}.yaml`, stringify(pod));
    const { ok, stdout, output } = runQuietly(this.tools.istioctl, ['kube-inject', '--revision', 'default', ...this.files, '-f', manifest]);
    if (!ok) throw new Error(`istioctl kube-inject: ${output}`);
    return parseAllDocuments(stdout).map((document) => document.toJS()).find((object) => object?.kind === 'Pod');
  }

  private write(file: string, content: string): string {
    const path = join(this.run.folder, file);
    writeFileSync(path, content);
    return path;
  }
}

/** The arguments of the init container: which of the pod's connections meet the proxy. */
export function iptablesArgumentsOf({ metadata, spec }: KubernetesObject): string[] {
  const init = spec.initContainers?.find(({ name }: { name: string }) => name === 'istio-init');
  if (!init) throw new Error(`the injected pod ${metadata.name} has no container istio-init`);
  return init.args;
}
