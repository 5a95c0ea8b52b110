import { Chart, Testing } from 'cdk8s';
import { DemoApp } from '../../src/demo/demo-app';
import type { DemoAppProps } from '../../src/demo/demo-app-props';

/** A demo application at the path `chart/demo`. */
export function demoApp(props?: DemoAppProps): DemoApp {
  return new DemoApp(new Chart(Testing.app(), 'chart'), 'demo', props);
}

/** All manifests of the chart that a demo application lies in. */
export function manifestsOf(demo: DemoApp): any[] {
  return Testing.synth(Chart.of(demo));
}

export function manifestOf(demo: DemoApp, kind: string, name: string): any {
  return manifestsOf(demo).find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
}

/** The one container of a Deployment. */
export function containerOf(demo: DemoApp, deployment: string): any {
  return manifestOf(demo, 'Deployment', deployment).spec.template.spec.containers[0];
}

/** `REQUESTS` of a Deployment; undefined where the variable is absent. */
export function requestsOf(demo: DemoApp, deployment: string): string | undefined {
  return containerOf(demo, deployment).env?.find((variable: any) => variable.name === 'REQUESTS')?.value;
}
