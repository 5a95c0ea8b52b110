import { join, resolve } from 'path';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { EgressApp } from '../../src';
import { isInTree } from '../../src/app/final-checks';
import { filePath, OutputFiles } from '../../src/app/output-files';
import { refusalOf } from '../helpers';

function newChart(outdir = 'manifests'): Chart {
  return new Chart(new EgressApp({ outdir }), 'chart');
}

/** Asks for a file in an app with a folder for its manifests. */
function ask(path: any, outdir: string): void {
  const chart = newChart(outdir);
  OutputFiles.of(chart).add(chart, path, () => '');
}

test('the content is the one of the moment it is asked for', () => {
  const chart = newChart();
  let content = 'early';
  OutputFiles.of(chart).add(chart, 'a.yaml', () => content);
  content = 'late';

  expect(OutputFiles.of(chart.node.root).list()).toEqual([{ path: 'a.yaml', content: 'late' }]);
});

test.each([
  ['mesh/values.yaml'], ['../values.yaml'], [resolve('values.yaml')], ['manifests-2/values.yaml'], ['distribution/values.yaml'], ['.values.yaml'], ['..values.yaml'],
])('%s may be written', (path) => {
  expect(() => ask(path, 'manifests')).not.toThrow();
});

const AMONG_MANIFESTS = (path: string, folder: string) => `file '${path}' lies in '${folder}', the folder of the manifests, `
  + `where 'kubectl apply -f ${folder}' would read it; write it to another folder`;
const A_FILE = "name a file such as 'mesh/istiod-values.yaml'";

test.each<[string, any, string?]>([
  [AMONG_MANIFESTS('manifests/values.yaml', 'manifests'), 'manifests/values.yaml'],
  [AMONG_MANIFESTS('manifests/deep/values.yaml', 'manifests'), 'manifests/deep/values.yaml'],
  [AMONG_MANIFESTS('manifests/values.yaml', 'manifests'), './mesh/../manifests/values.yaml'],
  [AMONG_MANIFESTS('manifests/..values.yaml', 'manifests'), 'manifests/..values.yaml'],
  [AMONG_MANIFESTS('dist/values.yaml', 'dist'), 'dist/values.yaml'],
  [AMONG_MANIFESTS('mesh/values.yaml', '.'), 'mesh/values.yaml', '.'],
  [AMONG_MANIFESTS('out/values.yaml', join('out', 'manifests', '..')), 'out/values.yaml', join('out', 'manifests', '..')],
  [`the path of the file is empty; ${A_FILE}`, ''],
  [`the path of the file is empty; ${A_FILE}`, ' '],
  [`the path 'mesh/' of the file is a folder; ${A_FILE}`, 'mesh/'],
  [`the path '.' of the file is a folder; ${A_FILE}`, '.'],
  [`the path 'mesh/..' of the file is a folder; ${A_FILE}`, 'mesh/..'],
  [`the path undefined of the file is not a text; ${A_FILE}`, undefined],
  [`the path null of the file is not a text; ${A_FILE}`, null],
  [`the path 42 of the file is not a text; ${A_FILE}`, 42],
])('refused: %s', (message, path, outdir = 'manifests') => {
  expect(refusalOf(() => ask(path, outdir))).toEqual(`chart: ${message}`);
});

test('one file has one owner, however its path is spelled', () => {
  const chart = newChart();
  OutputFiles.of(chart).add(chart, 'mesh/values.yaml', () => '');

  expect(refusalOf(() => OutputFiles.of(chart).add(chart, './mesh//values.yaml', () => '')))
    .toEqual("chart: file 'mesh/values.yaml' has another owner already, chart; use another path");
});

test('a file goes with the construct that asked for it, and its path is free then', () => {
  const chart = newChart();
  const [gone, other] = [new Construct(chart, 'gone'), new Construct(chart, 'other')];
  OutputFiles.of(chart).add(gone, 'a.yaml', () => 'gone');

  chart.node.tryRemoveChild('gone');
  expect(OutputFiles.of(chart).list()).toEqual([]);

  OutputFiles.of(chart).add(other, 'a.yaml', () => 'other');
  expect(OutputFiles.of(chart).list()).toEqual([{ path: 'a.yaml', content: 'other' }]);
});

test('a file that several write into goes with the last of them', () => {
  const chart = newChart();
  const authors = [new Construct(chart, 'one'), new Construct(chart, 'other')];
  const owner = () => authors.find(isInTree);
  const content = () => 'said';
  for (const author of authors) OutputFiles.of(chart).add(author, 'a.yaml', content, owner);

  chart.node.tryRemoveChild('one');
  expect(OutputFiles.of(chart).list()).toEqual([{ path: 'a.yaml', content: 'said' }]);
  expect(refusalOf(() => OutputFiles.of(chart).add(chart, 'a.yaml', () => '')))
    .toEqual("chart: file 'a.yaml' has another owner already, chart/other; use another path");

  chart.node.tryRemoveChild('other');
  expect(OutputFiles.of(chart).list()).toEqual([]);
});

test('a path has one spelling', () => {
  const chart = newChart();

  expect(['./a.yaml', 'b/../a.yaml', 'a.yaml'].map((path) => filePath(chart, path))).toEqual(['a.yaml', 'a.yaml', 'a.yaml']);
});
