import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { IstioMesh, type IstioMeshProps, IstioVersion } from '../../../../src';
import { type Stage } from './story';

export interface ProgramOptions {
  /** What is said about the mesh; a stock one when nothing is. */
  readonly mesh?: Partial<IstioMeshProps>;
  /** Of what the program writes. */
  readonly namespace?: string;
}

let written = 0;

/** Runs a small program of this library, and gives the folder it wrote. */
export function synthesized({ folder }: Stage, program: (chart: Chart) => void, { mesh, namespace }: ProgramOptions = {}): string {
  const app = new App({ outdir: join(folder, `program-${++written}`) });
  if (mesh) new IstioMesh(app, 'istio', { version: IstioVersion.V1_31, ...mesh });
  program(new Chart(app, 'chart', { namespace }));
  app.synth();
  return app.outdir;
}
