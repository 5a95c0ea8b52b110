import { Chart, type ChartProps, Testing } from 'cdk8s';
import {
  EgressLockdown, type EgressLockdownProps, EgressPort, ExternalService, IstioMesh, type IstioMeshProps, LockdownScope,
  type MeshConfigTarget,
} from '../../src';

/** A chart at the path `chart`, in an app of its own. */
export function newChart(props?: ChartProps): Chart {
  return new Chart(Testing.app(), 'chart', props);
}

/** The same, for a mesh with certain facts. */
export function chartInMesh(props: IstioMeshProps): Chart {
  const app = Testing.app();
  new IstioMesh(app, 'mesh', props);
  return new Chart(app, 'chart');
}

/** A lockdown of the mesh at `chart/lockdown`. */
export function lockMesh(chart: Chart, target: MeshConfigTarget, mode?: EgressLockdownProps['mode']): EgressLockdown {
  return new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.mesh(target), mode });
}

/** An HTTPS service; its chart or `namespace` says where. */
export function service(chart: Chart, id: string, namespace?: string): ExternalService {
  return new ExternalService(chart, id, { metadata: { namespace }, hosts: [`api.${id}.com`], ports: [EgressPort.https()] });
}

/** What is written for a chart; the whole app is validated. */
export function manifestsOf(chart: Chart, kind?: string): any[] {
  return Testing.synth(chart).filter((manifest) => !kind || manifest.kind === kind);
}

/** The only Sidecar of a chart. */
export function sidecarOf(chart: Chart): any {
  const sidecars = manifestsOf(chart, 'Sidecar');
  expect(sidecars).toHaveLength(1);
  return sidecars[0];
}

/** What a chart's only Sidecar imports. */
export function importsOf(chart: Chart): string[] {
  return sidecarOf(chart).spec.egress[0].hosts;
}

/** The complaints at synthesis, one per line, each after the path of its construct. */
export function complaintsOf(chart: Chart): string[] {
  try {
    Testing.synth(chart);
  } catch (error) {
    expect((error as Error).message).toMatch(/^Validation failed/);
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
}

/** The message of what is thrown; never one of the language itself. */
export function refusalOf(said: () => unknown): string {
  try {
    said();
  } catch (error) {
    expect((error as Error).constructor).toBe(Error);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

/** For programs without types. */
export function untyped(value: unknown): any {
  return value;
}
