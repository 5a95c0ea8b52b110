import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parse, stringify } from 'yaml';

const TEMPLATE = 'node_modules/cdk8s-cli/templates/typescript-app';

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * Lays down what `cdk8s init typescript-app` does, but for two things: the k8s import, which wants the network, and the placeholder
 * chart with its test, whose place an example takes, word for word.
 */
export function layDownApp(folder: string, example: string, tarball: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of ['tsconfig.json', 'jest.config.js']) cpSync(join(TEMPLATE, file), join(folder, file));
  writeFileSync(join(folder, 'cdk8s.yaml'), stringify({ ...parse(read(join(TEMPLATE, 'cdk8s.yaml'))), imports: undefined }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(packageJson(tarball), undefined, 2));
  for (const file of ['app.ts', 'main.ts']) cpSync(join(example, file), join(folder, file));
}

/** The template's, with this library, its peers, and the versions of the tools that the library is developed with. */
function packageJson(tarball: string): object {
  const template = JSON.parse(read(join(TEMPLATE, 'package.json')).replaceAll('{{ $base }}', 'consumer')) as PackageJson;
  const ours = JSON.parse(read('package.json')) as PackageJson;
  return {
    ...template,
    dependencies: { ...versionsIn(ours, Object.keys(ours.peerDependencies ?? {})), 'cdk8s-istio-egress': `file:${tarball}` },
    devDependencies: versionsIn(ours, Object.keys(template.devDependencies)),
  };
}

function versionsIn({ devDependencies }: PackageJson, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, devDependencies[name]]));
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
