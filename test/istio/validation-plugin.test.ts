import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ValidationContext } from 'cdk8s-cli/plugins';
import { type IstioValidationProps, validateManifests } from '../../src/istio/validate-manifests';
import { IstioValidation } from '../../src/istio/validation-plugin';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'validation-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (hosts: string, protocol = 'HTTP') => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: ext-api, namespace: shop}
spec: {hosts: [${hosts}], resolution: DNS, ports: [{number: 80, name: http, protocol: ${protocol}}]}
`;

async function validate(files: Record<string, string>, props?: IstioValidationProps) {
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const context = new ValidationContext(paths, 'cdk8s-istio-egress', '0.0.0', { 'ext-api': { path: 'app/chart/api' } });
  await new IstioValidation(props).validate(context);
  return context.report;
}

test('an app without problems passes', async () => {
  const report = await validate({ 'a.k8s.yaml': entry('api.example.com') });
  expect(report.success).toBe(true);
  expect(report.toJson()).toMatchObject({ violations: [], summary: { status: 'success', metadata: { Errors: '0', Warnings: '0' } } });
});

test('an error fails, and says which construct has it', async () => {
  const report = await validate({ 'a.k8s.yaml': entry('a.com'), 'b.k8s.yaml': `${entry('a.com')}---${entry('a_b').replace('ext-api', 'other')}` });
  expect(report.success).toBe(false);
  expect(report.toJson().violations).toEqual([
    {
      ruleName: 'service-entry/host-invalid',
      recommendation: expect.stringMatching(/^ServiceEntry other: a host must be a domain name/),
      fix: 'write a domain name',
      violatingConstructs: [{ resourceName: 'other', locations: ['spec.hosts[0]'], manifestPath: join(folder, 'b.k8s.yaml'), constructPath: undefined }],
    },
    expect.objectContaining({
      ruleName: 'manifest/duplicate',
      violatingConstructs: [{ resourceName: 'ext-api', locations: ['metadata.name'], manifestPath: join(folder, 'b.k8s.yaml'), constructPath: 'app/chart/api' }],
    }),
  ]);
});

test('a warning is reported and passes', async () => {
  const report = await validate({ 'a.k8s.yaml': entry('"*foo.example.com"').replace('DNS', 'DYNAMIC_DNS').replace('HTTP}', 'HTTP}, {number: 81, name: a, protocol: TLS}') });
  expect(report.toJson().summary.metadata).toEqual({ Errors: '0', Warnings: '0' });
  const partial = entry('"*foo.example.com"').replace('resolution: DNS', 'resolution: STATIC');
  const warned = await validate({ 'a.k8s.yaml': partial });
  expect(warned.success).toBe(true);
  expect(warned.toJson().violations.map(({ ruleName }) => ruleName)).toEqual(['service-entry/host-partial-wildcard (warning)']);
  expect(warned.toString()).toContain('service-entry/host-partial-wildcard (warning) (1 occurrences)');
});

test('properties are what is known of the mesh', async () => {
  const tcp = { 'a.k8s.yaml': entry('db.example.com', 'TCP') };
  expect((await validate(tcp)).success).toBe(false);
  expect((await validate(tcp, { dnsCapture: true })).success).toBe(true);
  const grpc = { 'a.k8s.yaml': entry('"*.example.com"', 'GRPC').replace('DNS', 'DYNAMIC_DNS') };
  expect((await validate(grpc, { version: '1.29' })).success).toBe(false);
  expect((await validate(grpc, { version: '1.31' })).success).toBe(true);
});

test('the problems can be had without the CLI', () => {
  const manifest = { apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: 'a' }, spec: { hosts: ['*'] } };
  expect(IstioValidation.problemsOf([manifest], { version: '1.31' })).toEqual(validateManifests([manifest], { version: '1.31' }));
  expect(IstioValidation.problemsOf([manifest])).not.toEqual([]);
});
