import type * as yaml from 'yaml';
import { type IstioFacts, STOCK_FACTS } from '../facts';
import { Findings } from '../findings';
import { checkMeshConfig } from './mesh-config';
import type { IstioProblem } from '../problem';

const NAME = /^istio(?:-.+)?$/;
const MESH = 'data.mesh';

/** Whether a manifest is a ConfigMap in which istiod looks for its mesh config: `istio`, or `istio-<revision>`. */
export function isMeshConfigMap({ apiVersion, kind, metadata, data }: any): boolean {
  return apiVersion === 'v1' && kind === 'ConfigMap' && NAME.test(metadata?.name ?? '') && data?.mesh !== undefined;
}

/** What istiod, and this library, say to the mesh config in a ConfigMap. */
export function checkMeshConfigMap(manifest: any, facts: IstioFacts = STOCK_FACTS): IstioProblem[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only who validates a mesh config should wait for it
  const { parse } = require('yaml') as typeof yaml;
  let meshConfig: unknown;
  try {
    meshConfig = parse(String(manifest.data.mesh));
  } catch (error) {
    const findings = new Findings('mesh-config');
    findings.webhook('not-yaml', MESH, manifest.data.mesh, `mesh must be YAML: ${(error as Error).message.split('\n')[0]}`, 'correct the YAML');
    return findings.problems;
  }
  return checkMeshConfig(meshConfig, facts).map((problem) => ({ ...problem, path: problem.path ? `${MESH}.${problem.path}` : MESH }));
}
