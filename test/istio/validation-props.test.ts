import { IstioValidation, validateManifests } from '../../src';
import { factsFrom } from '../../src/istio/validation-props';
import { refusalOf } from '../helpers';

test('what is left out is stock', () => {
  expect(factsFrom('reader', {})).toEqual({ version: '1.28', ipAutoAllocate: true, dnsCapture: false });
  expect(factsFrom('reader', { version: undefined, dnsCapture: true })).toEqual({ version: '1.28', ipAutoAllocate: true, dnsCapture: true });
});

test.each<[unknown, string]>([
  [null, "props null is not an object; write one, such as { version: '1.31' }"],
  ['1.31', "props \"1.31\" is not an object; write one, such as { version: '1.31' }"],
  [['1.31'], "props [\"1.31\"] is not an object; write one, such as { version: '1.31' }"],
  [{ verison: '1.31' }, "props has no 'verison'; it has version, ipAutoAllocate, dnsCapture"],
  [{ constructor: '1.31' }, "props has no 'constructor'; it has version, ipAutoAllocate, dnsCapture"],
  [{ version: 1.31 }, "version 1.31 is not a string; write '1.31'"],
  [{ dnsCapture: 'false' }, 'dnsCapture "false" is not true or false; write true'],
  [{ ipAutoAllocate: null }, 'ipAutoAllocate null is not true or false; write true'],
])('%j is refused', (props: any, message) => {
  expect(refusalOf(() => validateManifests([], props))).toEqual(`validateManifests: ${message}`);
  expect(refusalOf(() => IstioValidation.problemsOf([], props))).toEqual(`validateManifests: ${message}`);
  expect(refusalOf(() => new IstioValidation(props))).toEqual(`IstioValidation: ${message}`);
});

test('a version that is none is refused by all', () => {
  expect(refusalOf(() => validateManifests([], { version: 'latest' }))).toEqual("'latest' is not a version of Istio; write it as 1.31");
  expect(refusalOf(() => new IstioValidation({ version: 'latest' }))).toEqual("'latest' is not a version of Istio; write it as 1.31");
});
