import { App, Chart, type ChartProps } from 'cdk8s';
import { IstioMesh, type IstioMeshProps } from '../src';

/** A chart at the path `chart`, in an app of its own, where nothing is written to the disk. */
export function newChart(props?: ChartProps): Chart {
  return new Chart(new App(), 'chart', props);
}

/** The same, in an app for a mesh with certain facts. */
export function chartInMesh(mesh: IstioMeshProps, props?: ChartProps): Chart {
  const app = new App();
  new IstioMesh(app, 'mesh', mesh);
  return new Chart(app, 'chart', props);
}

/** What an app says when it is validated, one complaint per line, each behind the path of its construct. */
export function complaintsOf(chart: Chart): string[] {
  try {
    chart.toJson();
  } catch (error) {
    expect((error as Error).message).toMatch(/^Validation failed/);
    return (error as Error).message.split('\n').slice(1).map((line) => line.trim());
  }
  return [];
}

/** The message of what is thrown, which is never an error of the language itself. */
export function refusalOf(said: () => unknown): string {
  try {
    said();
  } catch (error) {
    expect((error as Error).constructor).toBe(Error);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
