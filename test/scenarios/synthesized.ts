import { type App } from 'cdk8s';
import { EgressApp, type OutputFile } from 'cdk8s-istio-egress';
import { parseAllDocuments } from 'yaml';
import { type KubernetesObject } from './cluster';

/** Everything an app writes, in memory. */
export interface Synthesized {
  readonly objects: readonly KubernetesObject[];
  /** Files that are no manifests: Helm values, an IstioOperator file. */
  readonly files: readonly OutputFile[];
}

export function synthesized(app: App): Synthesized {
  return { objects: objectsIn(app.synthYaml()), files: app instanceof EgressApp ? app.files : [] };
}

/** Read as kubectl reads it, which is YAML 1.1. */
export function objectsIn(yaml: string): KubernetesObject[] {
  return parseAllDocuments(yaml, { version: '1.1' }).map((document) => document.toJS() as KubernetesObject).filter(Boolean);
}

/** What is in a cluster after both were applied, one after the other: an object replaces the one of the same name. */
export function applied(before: Synthesized, after: Synthesized): Synthesized {
  const replaced = new Set(after.objects.map(identityOf));
  const paths = new Set(after.files.map(({ path }) => path));
  return {
    objects: [...before.objects.filter((object) => !replaced.has(identityOf(object))), ...after.objects],
    files: [...before.files.filter(({ path }) => !paths.has(path)), ...after.files],
  };
}

function identityOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, metadata.namespace, metadata.name].join('/');
}
