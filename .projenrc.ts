import { cdk8s, javascript } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-istio-egress',
  description: 'Egress as code for Istio: declare what a mesh may call outside itself, synthesize the objects that make it so',
  keywords: ['cdk8s', 'istio', 'egress', 'service-entry', 'service-mesh', 'outbound-traffic-policy', 'sidecar'],
  author: 'The cdk8s-istio-egress authors',
  authorAddress: 'cdk8s-istio-egress@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-istio-egress/cdk8s-istio-egress.git',
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',

  cdk8sVersion: '2.70.106',
  constructsVersion: '10.3.0',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.3',
  minNodeVersion: '20.0.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: '0.103.25',
  projenrcTs: true,
  sampleCode: false,

  peerDeps: ['cdk8s-plus-27@^2.9.5'],
  // jsii bundles what is not a jsii library; all of these are small and have no dependencies of their own.
  bundledDeps: ['ipaddr.js@^2.5.0', 're2js@^2.10.0', 'semver@^7.8.6', 'yaml@^2.9.1'],
  devDeps: [
    // Pinned: what is generated with it is compared byte for byte.
    '@grafana/grafana-foundation-sdk@0.0.21',
    '@lezer/common@^1',
    '@lezer/highlight@^1',
    '@lezer/lr@^1',
    '@prometheus-io/lezer-promql@0.315.0',
    '@types/jest@^29',
    '@types/node@^20',
    '@types/semver@^7',
    'cdk8s-cli@2.207.60',
    'dependency-cruiser@^16',
    'eslint@^9',
    'fast-check@^4',
    'globals@^16',
    'tsx@^4',
    'typescript-eslint@^8',
  ],

  // imports/ is generated and lives beside src/, so the compiler's root is the repository.
  tsconfig: { compilerOptions: { rootDir: '.' }, include: ['imports/**/*.ts'] },
  tsconfigDev: {
    compilerOptions: { rootDir: '..', baseUrl: '..', paths: { 'cdk8s-istio-egress': ['src'] } },
    include: ['../src/**/*.ts', '../imports/**/*.ts', '../examples/**/*.ts', '../scripts/**/*.ts', '../bench/**/*.ts'],
  },
  entrypoint: 'lib/src/index.js',

  jestOptions: {
    jestVersion: '^29',
    // A snapshot is a promise to users: the test command compares, `npm run snapshots` writes.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    coverageText: false,
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      moduleNameMapper: { '^cdk8s-istio-egress$': '<rootDir>/src' },
    },
  },

  eslint: false,
  github: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,

  gitignore: ['/manifests/', '.DS_Store'],
});

// jsii looks for the types beside the entry point only when package.json says so.
project.package.addField('types', 'lib/src/index.d.ts');

project.compileTask.exec('tsx scripts/lazy-index.ts');

// Without it `npm pack` in a fresh clone would silently pack no code.
project.addScripts({ prepack: 'projen compile' });

project.addTask('crds', {
  description: 'Cut the egress kinds out of the CRD bundles of an Istio: npx projen crds <crd-all.gen.yaml> <gateway-api-crd.yaml>',
  exec: 'tsx scripts/trim-crds.ts',
  receiveArgs: true,
});
project.addTask('import', {
  description: 'Regenerate imports/ from crds/',
  steps: [
    { exec: 'cdk8s import crds/istio-egress.yaml --language typescript --output imports --no-save --check-upgrade=false' },
    { exec: 'cdk8s import crds/gateway-api.yaml --language typescript --output imports --no-save --check-upgrade=false' },
    { exec: 'tsx scripts/compact-schemas.ts' },
  ],
});
project.addTask('dashboard', {
  description: 'Regenerate imports/egress-dashboard.json, the dashboard before an app fills it in',
  exec: 'tsx scripts/dashboard.ts',
});
project.addTask('picture', {
  description: 'Draw docs/images/egress-states.svg from what a real Prometheus answers to the dashboard',
  exec: 'tsx --tsconfig test/tsconfig.json scripts/picture.ts',
});
project.addTask('catalogue', {
  description: 'Write docs/scenarios.md from test/scenarios/',
  exec: 'tsx --tsconfig test/tsconfig.json scripts/catalogue.ts',
});
project.addTask('synth', {
  description: 'Synthesize the story of the post into manifests/ and say what was written',
  exec: 'tsx --tsconfig test/tsconfig.json scripts/synth.ts',
  receiveArgs: true,
});
project.addTask('snapshots', {
  description: 'Write the snapshots anew, after a change that is meant to change them',
  exec: 'jest --updateSnapshot',
  receiveArgs: true,
});
project.addTask('test:package', {
  description: 'Install the package into a stock cdk8s app outside the repository and compare what it writes',
  exec: 'tsx --tsconfig test/tsconfig.json scripts/package-test.ts',
});
project.addTask('test:istio', {
  description: "Let Istio's own code judge everything that is synthesized; needs Go",
  exec: 'tsx --tsconfig test/tsconfig.json scripts/test-istio.ts',
  receiveArgs: true,
});
project.addTask('test:prometheus', {
  description: 'Let a real Prometheus read the rules and answer the queries that are synthesized',
  exec: 'tsx --tsconfig test/tsconfig.json scripts/test-prometheus.ts',
  receiveArgs: true,
});
project.addTask('test:mesh', {
  description: 'Apply what is synthesized in a real mesh and make the calls; needs Linux, root, Go and Python',
  exec: 'tsx --tsconfig test/tsconfig.json scripts/test-mesh.ts',
  receiveArgs: true,
});
project.addTask('bench', {
  description: 'Speed and memory against the same objects as raw cdk8s',
  exec: 'tsx --tsconfig test/tsconfig.json bench/run.ts',
  receiveArgs: true,
});
for (const folder of ['.cache', '.ci', 'bench', 'crds', 'docs', 'examples', 'imports', 'manifests', 'scripts', 'test']) {
  project.addPackageIgnore(`/${folder}/`);
}
// Of what is generated only the types are used.
project.addPackageIgnore('/lib/imports/*.js');
for (const file of ['.dependency-cruiser.cjs', 'eslint.config.mjs', 'CHANGELOG.md', 'CONTRIBUTING.md']) {
  project.addPackageIgnore(`/${file}`);
}

// projen adds its own patterns beside ours; one place for tests is enough.
project.tryFindObjectFile('package.json')?.addOverride('jest.testMatch', ['<rootDir>/test/**/*.test.ts']);
project.testTask.reset('tsx scripts/test.ts', { receiveArgs: true });

// Without projen in between, what the command says last is the last line, also when it fails.
for (const name of ['test', 'synth', 'test:package', 'test:istio', 'test:prometheus', 'test:mesh']) {
  project.package.setScript(name, project.tasks.tryFind(name)?.steps[0].exec ?? '');
}

project.synth();
