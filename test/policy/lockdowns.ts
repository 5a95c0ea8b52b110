import { type Chart, Testing } from 'cdk8s';
import { EgressLockdown, type EgressLockdownProps, EgressPort, ExternalService, LockdownScope, type MeshConfigTarget } from '../../src';

export { chartInMesh, complaintsOf, newChart, refusalOf } from '../helpers';

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

/** For programs without types. */
export function untyped(value: unknown): any {
  return value;
}
