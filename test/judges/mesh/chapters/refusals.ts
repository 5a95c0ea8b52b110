import { strict as assert } from 'assert';
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { ProblemOrigin, ProblemSeverity, validateManifests } from '../../../../src';
import { type Mesh } from '../harness/mesh';
import { type Chapter, inMesh, type Stage } from './story';

interface BadInput {
  readonly what: string;
  readonly kind: string;
  readonly spec: Record<string, unknown>;
  /** What the API server says. */
  readonly refusal: RegExp;
}

const HTTP = [{ number: 80, name: 'http', protocol: 'HTTP' }];

function entry(what: string, refusal: RegExp, spec: Record<string, unknown>): BadInput {
  return { what, kind: 'ServiceEntry', refusal, spec: { hosts: ['api.example.com'], ports: HTTP, resolution: 'DNS', ...spec } };
}

const BAD_INPUTS: readonly BadInput[] = [
  entry('a CIDR range with resolution DNS', /CIDR addresses are allowed only for NONE\/STATIC resolution/, { addresses: ['192.0.2.0/24'] }),
  entry('endpoints with resolution NONE', /NONE mode cannot set endpoints/, { resolution: 'NONE', endpoints: [{ address: '192.0.2.10' }] }),
  entry('one port number twice', /port number cannot be duplicated/, { ports: [...HTTP, { number: 80, name: 'other', protocol: 'HTTP' }] }),
  entry('a port number that is none', /port must be between 1-65535/, { ports: [{ number: 70000, name: 'http', protocol: 'HTTP' }] }),
  entry('the host *', /hostname cannot be wildcard/, { hosts: ['*'] }),
  entry('no host', /spec\.hosts.*should have at least 1 items/, { hosts: [] }),
  entry('endpoints and a workloadSelector', /only one of WorkloadSelector or Endpoints can be set/, {
    resolution: 'STATIC', endpoints: [{ address: '192.0.2.10' }], workloadSelector: { labels: { app: 'api' } },
  }),
  entry('several endpoints with DNS_ROUND_ROBIN', /DNS_ROUND_ROBIN mode cannot have multiple endpoints/, {
    resolution: 'DNS_ROUND_ROBIN', endpoints: [{ address: 'a.example.com' }, { address: 'b.example.com' }],
  }),
  entry('ports of a Unix socket', /UDS may not include ports/, {
    resolution: 'STATIC', endpoints: [{ address: 'unix:///run/api.sock', ports: { http: 80 } }],
  }),
  entry('a resolution that Istio does not have', /Unsupported value: "MAYBE"/, { resolution: 'MAYBE' }),
  { what: 'a mode that Istio does not have', kind: 'Sidecar', refusal: /Unsupported value: "NOBODY"/, spec: { outboundTrafficPolicy: { mode: 'NOBODY' } } },
  {
    what: 'a wildcard in a workloadSelector', kind: 'Sidecar', refusal: /wildcard is not supported in selector/,
    spec: { workloadSelector: { labels: { app: '*' } }, egress: [{ hosts: ['./*'] }] },
  },
];

export const refusals: Chapter = {
  title: 'What the rules refuse the API server refuses, too, only later',
  tell: (stage) => inMesh(stage, async (mesh) => {
    stage.story.section('Forced past our rules, as YAML');
    for (const input of BAD_INPUTS) {
      await stage.story.check(`${input.kind}: ${input.what}`, async () => {
        assertOurRulesSay(input);
        return refusalOf(stage, mesh, input);
      });
    }
  }),
};

function refusalOf({ folder }: Stage, mesh: Mesh, input: BadInput): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'bad-input.yaml');
  writeFileSync(file, stringify(manifestOf(input)));
  const { ok, output } = mesh.kubectl('apply', '--server-side', '-f', file);
  assert.equal(ok, false, 'the API server took it');
  assert.match(output, input.refusal);
  return output.match(/spec.*/)?.[0] ?? output.trim();
}

/** The library says so without a cluster, and knows who else does. */
function assertOurRulesSay(input: BadInput): void {
  const problems = validateManifests([manifestOf(input)]);
  const refused = problems.filter(({ severity, origin }) => severity === ProblemSeverity.ERROR && origin === ProblemOrigin.SCHEMA);
  assert.ok(refused.length > 0, `our rules do not say that the API server refuses it, but: ${problems.map(({ message }) => message)}`);
}

function manifestOf({ kind, spec }: BadInput) {
  return { apiVersion: 'networking.istio.io/v1', kind, metadata: { name: 'bad-input', namespace: 'default' }, spec };
}
