import { checkExportTo, type ExportToOptions } from '../../../src/istio/fields/export-to';
import { Findings } from '../../../src/istio/findings';
import { accepts, brief, webhookRefuses } from '../tables';

const judgeWith = (options: ExportToOptions, namespace?: string) => (exportTo: string[] | undefined) => {
  const findings = new Findings('x');
  checkExportTo(findings, exportTo, namespace, options);
  return findings.problems;
};
const judge = judgeWith({}, 'shop');

accepts(judge, {
  'nothing': undefined,
  'an empty list': [],
  'the own namespace': ['.'],
  'all namespaces': ['*'],
  'namespaces': ['.', 'ns1', 'NS2'],
});

webhookRefuses(judge, {
  'what is no namespace': [['.', 'a.b'], 'x/export-to-invalid', 'spec.exportTo[1]', '"a.b" is neither ".", "*" nor'],
  'an empty name': [[''], 'x/export-to-invalid', 'spec.exportTo[0]'],
  'nobody, for other kinds than ServiceEntry': [['~'], 'x/export-to-invalid', 'spec.exportTo[0]', '"~"'],
  'a namespace twice': [['a', 'a'], 'x/export-to-duplicate', 'spec.exportTo[1]', 'names a twice'],
  'the own namespace by both names': [['shop', '.'], 'x/export-to-duplicate', 'spec.exportTo[1]', 'own namespace shop'],
  'all and some': [['a', '*'], 'x/export-to-public-and-more', 'spec.exportTo', 'stand alone'],
});

describe('where nobody is allowed', () => {
  const service = judgeWith({ noneAllowed: true }, 'shop');
  accepts(service, { nobody: ['~'] });
  webhookRefuses(service, { 'nobody and somebody': [['~', 'a'], 'x/export-to-none-and-more', 'spec.exportTo', 'stand alone'] });
});

describe('where only the own namespace is allowed', () => {
  const selected = judgeWith({ ownNamespaceOnly: true }, 'shop');
  accepts(selected, { 'nothing': undefined, 'the own namespace': ['.'], 'the own namespace by name': ['shop'] });
  webhookRefuses(selected, {
    'another namespace': [['a'], 'x/export-to-beyond-own-namespace', 'spec.exportTo', 'own namespace'],
    'the own one and another': [['.', 'a'], 'x/export-to-beyond-own-namespace', 'spec.exportTo'],
    'all': [['*'], 'x/export-to-beyond-own-namespace', 'spec.exportTo'],
  });
});

test('without a namespace "." is only equal to itself', () => {
  expect(brief(judgeWith({})(['.', 'shop']))).toEqual([]);
  expect(brief(judgeWith({})(['.', '.']))).toEqual(['WEBHOOK ERROR x/export-to-duplicate at spec.exportTo[1]']);
});
