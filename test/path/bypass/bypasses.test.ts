import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { IstioMesh } from '../../../src';
import { BypassedTraffic } from '../../../src/path/bypass/bypassed-traffic';
import { type Bypass, Bypasses } from '../../../src/path/bypass/bypasses';

const app = Testing.app();
const chart = new Chart(app, 'chart', { namespace: 'etl' });
const workload = new kplus.Deployment(chart, 'loader', { containers: [{ image: 'etl' }] });

function traffic(port: number): BypassedTraffic {
  return BypassedTraffic.of(workload, { reason: 'x', excludeOutboundPorts: [port] });
}

function words(bypasses: Bypass[]): string[] {
  return bypasses.map((bypass) => `${bypass.traffic}`);
}

test('a later word about a workload replaces the earlier one, one about every workload does not', () => {
  const bypasses = Bypasses.of(chart);
  bypasses.add({ saidBy: workload, workload, traffic: traffic(1) });
  bypasses.add({ saidBy: chart, valuesFile: 'values.yaml', traffic: traffic(2) });
  bypasses.add({ saidBy: workload, workload, traffic: traffic(3) });
  bypasses.add({ saidBy: chart, valuesFile: 'values.yaml', traffic: traffic(4) });
  bypasses.add({ saidBy: chart, valuesFile: 'values.yaml', traffic: traffic(2) });
  expect(words(bypasses.inMesh(IstioMesh.of(chart)))).toEqual(['calls to port 3 (x)', 'calls to port 2 (x)', 'calls to port 4 (x)']);
  expect(words(bypasses.inFile('values.yaml'))).toEqual(['calls to port 2 (x)', 'calls to port 4 (x)']);
  expect(bypasses.inFile('other.yaml')).toEqual([]);
});

test('an app has one list, and what is removed is not on it', () => {
  expect(Bypasses.of(app)).toBe(Bypasses.of(workload));
  chart.node.tryRemoveChild('loader');
  expect(words(Bypasses.of(app).inMesh(IstioMesh.of(chart)))).toEqual(['calls to port 2 (x)', 'calls to port 4 (x)']);
});
