import { faultsOf } from '../../scripts/package-test/tarball';

const GOOD = [
  '.jsii', 'API.md', 'LICENSE', 'README.md', 'package.json', 'lib/src/index.js', 'lib/src/index.d.ts',
  'lib/imports/networking.istio.io.d.ts', 'lib/imports/istio-schemas.json', 'node_modules/yaml/package.json', 'node_modules/yaml/dist/index.js',
];

test('the library, its papers and its bundled dependencies belong into the tarball', () => {
  expect(faultsOf(GOOD, ['yaml'])).toEqual([]);
});

test.each([
  'crds/istio-egress.yaml', 'imports/networking.istio.io.ts', 'lib/imports/networking.istio.io.js', 'src/index.ts', 'lib/src/index.ts', 'lib/test/index.js',
  'test/project/tarball.test.ts', 'scripts/test.ts', 'examples/main.ts', 'docs/architecture.md', 'bench/run.ts',
  'node_modules/cdk8s/package.json', 'node_modules/yaml-extra/package.json',
])('%s does not', (path) => {
  expect(faultsOf([...GOOD, path], ['yaml'])).toEqual([`${path} does not belong here`]);
});

test('what is left of a removed source is reported', () => {
  expect(faultsOf([...GOOD, 'lib/src/removed.js'], ['yaml']))
    .toEqual(['lib/src/removed.js has no source any more: remove lib/ and compile']);
});

test('what is missing is reported', () => {
  expect(faultsOf(GOOD.slice(1), ['yaml', 'semver'])).toEqual(['.jsii is missing', 'node_modules/semver/package.json is missing']);
});
