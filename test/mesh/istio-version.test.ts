import { IstioVersion } from '../../src';
import { refusalOf } from '../helpers';

test.each([
  ['1.31', '1.31'], ['1.31.1', '1.31'], ['1.32.0-rc.0', '1.32'], ['1.30.2-distroless', '1.30'], ['1.31+build', '1.31'], ['0.8', '0.8'], ['2.0', '2.0'], ['1.100', '1.100'],
])('%s is %s', (text, minor) => {
  expect(IstioVersion.of(text).minor).toEqual(minor);
  expect(`${IstioVersion.of(text)}`).toEqual(minor);
});

test('compares by number and not by text', () => {
  expect(IstioVersion.V1_31.isAtLeast(IstioVersion.V1_30)).toBe(true);
  expect(IstioVersion.V1_29.isAtLeast(IstioVersion.V1_30)).toBe(false);
  expect(IstioVersion.V1_28.isAtLeast(IstioVersion.of('1.28.9'))).toBe(true);
  expect(IstioVersion.of('1.9').isAtLeast(IstioVersion.of('1.10'))).toBe(false);
  expect(IstioVersion.of('2.0').isAtLeast(IstioVersion.V1_31)).toBe(true);
});

test('a constant is the version of its number', () => {
  expect([IstioVersion.V1_28, IstioVersion.V1_29, IstioVersion.V1_30, IstioVersion.V1_31]).toEqual(['1.28', '1.29', '1.30', '1.31'].map(IstioVersion.of));
});

test.each<[any, string]>([
  ['latest', "'latest'"], ['v1.31', "'v1.31'"], ['1', "'1'"], ['', "''"], ['1.31x', "'1.31x'"], ['1.x', "'1.x'"], [' 1.31', "' 1.31'"],
  [1.3, '1.3'], [undefined, 'undefined'], [null, 'null'],
])('%j is refused', (text, quoted) => {
  expect(refusalOf(() => IstioVersion.of(text)))
    .toEqual(`IstioVersion.of: ${quoted} is not a version of Istio; write a string such as '1.31' or '1.31.1'`);
});
