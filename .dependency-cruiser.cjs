/**
 * The rooms of the house (docs/architecture.md): a room imports only from rooms below it.
 * Listed from the top floor down; src/index.ts stands above them all.
 */
const ROOMS = ['demo', 'observe', 'policy', 'path', 'service', 'mesh', 'app', 'istio'];

const onlyDownstairs = ROOMS.map((room, floor) => ({
  name: `${room}-imports-only-from-below`,
  comment: `src/${room} may import from: ${[room, ...ROOMS.slice(floor + 1)].join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...ROOMS.slice(floor + 1)].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...onlyDownstairs,
    {
      name: 'istio-knows-no-construct',
      comment: 'what Istio means is plain functions on plain objects; the types of imports/ are all it may look at',
      severity: 'error',
      from: { path: '^src/istio/' },
      to: { path: 'node_modules/(cdk8s|constructs)' },
    },
    {
      name: 'plus-is-loaded-only-when-needed',
      comment: 'require("cdk8s-istio-egress") must not load cdk8s-plus: import its types, require it in the constructor that needs it',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: 'node_modules/cdk8s-plus', dependencyTypesNot: ['type-only', 'type-import', 'require'] },
    },
    {
      name: 'imports-are-types',
      comment: 'generated constructs are never used, only their types',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^imports/.*\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'public-api-has-one-door',
      comment: 'inside a room import from the file that has it, not through src/index.ts',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/index\\.ts$' },
      to: { path: '^src/index\\.ts$' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-development-dependencies',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer', 'type-only'] },
    },
    { name: 'nothing-unresolved', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
