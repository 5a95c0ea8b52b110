import { createHash } from 'crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'fs';
import { join, resolve } from 'path';
import { run, runQuietly } from '../shared/shell';

const SOURCES = 'test/judges/istio';
const PROMETHEUS_OPERATOR = 'test/judges/prometheus-operator';
const PROMETHEUS_RULES = 'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml';
const CACHE = '.cache/test-istio';

/** The oracle, and the module of the Istio it is made of. */
export interface BuiltOracle {
  readonly binary: string;
  readonly istioModule: string;
  /** Files with CRDs of others that this library writes objects of. */
  readonly otherCrds: readonly string[];
}

/** Builds the oracle unless one of the same sources, modules and compiler is there. The first build takes minutes. */
export function builtOracle(): BuiltOracle {
  const binary = resolve(CACHE, `oracle-${fingerprint()}`);
  if (existsSync(binary)) console.log('the oracle is built already');
  else build(binary);
  return {
    binary,
    istioModule: moduleFolder('istio.io/istio', SOURCES),
    otherCrds: [join(moduleFolder('github.com/prometheus-operator/prometheus-operator', PROMETHEUS_OPERATOR), PROMETHEUS_RULES)],
  };
}

function build(binary: string): void {
  console.log("building the oracle from Istio's own code: minutes the first time, seconds after a change of test/judges/istio");
  mkdirSync(CACHE, { recursive: true });
  const unfinished = `${binary}.${process.pid}`;
  if (!run('go', ['test', '-c', '-ldflags', '-s -w', '-o', unfinished, '.'], { cwd: SOURCES }).ok) throw new Error('the oracle does not compile');
  renameSync(unfinished, binary);
  for (const file of readdirSync(CACHE)) {
    if (file.startsWith('oracle-') && resolve(CACHE, file) !== binary) rmSync(join(CACHE, file), { force: true });
  }
}

/** Where the Go command keeps a module that the go.mod of a folder names. */
function moduleFolder(module: string, cwd: string): string {
  const { ok, stdout, output } = runQuietly('go', ['list', '-m', '-f', '{{.Dir}}', module], { cwd });
  if (!ok) throw new Error(output);
  if (stdout.trim() !== '') return stdout.trim();
  if (!run('go', ['mod', 'download', module], { cwd }).ok) throw new Error(`${module} cannot be downloaded`);
  return moduleFolder(module, cwd);
}

function fingerprint(): string {
  const hash = createHash('sha256').update(runQuietly('go', ['version']).stdout);
  const files = readdirSync(SOURCES).filter((name) => /\.go$|^go\.(mod|sum)$/.test(name)).sort();
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(SOURCES, file)));
  return hash.digest('hex').slice(0, 16);
}
