import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { EgressApp } from '../../src';
import { HelmValues } from '../../src/app/helm-values';
import { OutputFiles } from '../../src/app/output-files';
import { refusalOf } from '../helpers';

const HEAD = '# Values for the istiod chart of Istio.\n';

function newChart(): Chart {
  return new Chart(new EgressApp({ outdir: 'manifests' }), 'chart');
}

test('several constructs write into one file, in any order', () => {
  const content = (order: number[]) => {
    const chart = newChart();
    const statements = [
      () => HelmValues.of(chart, 'values.yaml').set(chart, ['meshConfig', 'outboundTrafficPolicy', 'mode'], 'REGISTRY_ONLY'),
      () => HelmValues.of(new Construct(chart, 'a'), './values.yaml').set(chart, ['global', 'proxy', 'excludeIPRanges'], '10.0.0.0/8'),
      () => HelmValues.of(new Construct(chart, 'b'), 'values.yaml').set(chart, ['global', 'proxy', 'includeIPRanges'], '192.0.2.0/24'),
      () => HelmValues.of(chart, 'values.yaml').remark(chart, 'b'),
      () => HelmValues.of(chart, 'values.yaml').remark(chart, 'a'),
    ];
    order.forEach((index) => statements[index]());
    return HelmValues.of(chart, 'values.yaml').file().content;
  };

  expect(content([0, 1, 2, 3, 4])).toEqual(`${HEAD}# a\n# b\nglobal:\n  proxy:\n    excludeIPRanges: 10.0.0.0/8\n    includeIPRanges: 192.0.2.0/24\n`
    + 'meshConfig:\n  outboundTrafficPolicy:\n    mode: REGISTRY_ONLY\n');
  expect(content([4, 3, 2, 1, 0])).toEqual(content([0, 1, 2, 3, 4]));
});

test('saying it twice changes nothing', () => {
  const chart = newChart();
  const values = HelmValues.of(chart, 'values.yaml');
  for (let time = 0; time < 2; time++) {
    values.set(chart, ['a', 'b'], '1');
    values.remark(chart, 'said');
  }

  expect(values.file()).toEqual({ path: 'values.yaml', content: `${HEAD}# said\na:\n  b: "1"\n` });
  expect((chart.node.root as EgressApp).files).toEqual([values.file()]);
});

test('a value stays as long as one of those who say it does', () => {
  const chart = newChart();
  const values = HelmValues.of(chart, 'values.yaml');
  const [one, other] = [new Construct(chart, 'one'), new Construct(chart, 'other')];
  [one, other].forEach((construct) => values.set(construct, ['a'], '1'));

  chart.node.tryRemoveChild('other');

  expect(values.file().content).toEqual(`${HEAD}a: "1"\n`);
  chart.node.tryRemoveChild('one');
  expect((chart.node.root as EgressApp).files).toEqual([]);
});

test('a file that somebody else took over meanwhile is not written into', () => {
  const chart = newChart();
  const gone = new Construct(chart, 'gone');
  HelmValues.of(gone, 'values.yaml').set(gone, ['a'], '1');
  chart.node.tryRemoveChild('gone');
  OutputFiles.of(chart).add(chart, 'values.yaml', () => '');

  expect(refusalOf(() => HelmValues.of(chart, 'values.yaml'))).toEqual("chart: file 'values.yaml' has another owner already, chart; use another path");
});

test('a contradiction names both speakers, both values and the file', () => {
  const chart = newChart();
  const [one, other] = [new Construct(chart, 'one'), new Construct(chart, 'other')];
  HelmValues.of(chart, 'values.yaml').set(one, ['meshConfig', 'mode'], 'ALLOW_ANY');

  expect(refusalOf(() => HelmValues.of(chart, 'values.yaml').set(other, ['meshConfig', 'mode'], 'REGISTRY_ONLY'))).toEqual(
    "chart/other: meshConfig.mode 'REGISTRY_ONLY' contradicts 'ALLOW_ANY', which chart/one writes into the same file 'values.yaml'; "
    + 'say it once, or use another file',
  );
});

test('another file is another owner', () => {
  const chart = newChart();
  HelmValues.of(chart, 'a.yaml').set(chart, ['a'], '1');
  HelmValues.of(chart, 'b.yaml').set(chart, ['a'], '2');

  expect((chart.node.root as EgressApp).files.map(({ path }) => path)).toEqual(['a.yaml', 'b.yaml']);
});

test.each(['two\nlines: of text', 'two\r\nlines: of text', 'two\u2028lines: of text', 'two\u0085lines: of text'])('a remark %j stays a comment', (remark) => {
  const chart = newChart();
  const values = HelmValues.of(chart, 'values.yaml');
  values.remark(chart, remark);

  expect(values.file().content).toEqual(`${HEAD}# two lines: of text\n{}\n`);
  expect(parse(values.file().content)).toEqual({});
});

test.each<[string, any]>([
  ["chart: the path of the file is empty; name a file such as 'mesh/istiod-values.yaml'", ''],
  ["chart: the path undefined of the file is not a text; name a file such as 'mesh/istiod-values.yaml'", undefined],
])('refused: %s', (message, path) => {
  expect(refusalOf(() => HelmValues.of(newChart(), path))).toEqual(message);
});

test('a plain App is refused, and asks again to the same end', () => {
  const chart = new Chart(new App(), 'chart');

  for (let time = 0; time < 2; time++) {
    expect(refusalOf(() => HelmValues.of(chart, 'values.yaml'))).toContain("chart: file 'values.yaml' would not be written");
  }
});
