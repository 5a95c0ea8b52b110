import { execFile } from 'child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import * as ts from 'typescript';
import { promisify } from 'util';
import { filesBelow } from '../scripts/shared/files';
import { tempDir } from '../scripts/shared/temp-dir';
import { type Measurement } from './statistics';

const execute = promisify(execFile);

/**
 * A folder where the workers lie as the plain JavaScript that a user's compiled program would be, beside a node_modules in which
 * this library is the compiled one.
 */
export class Workshop {
  private readonly folder = tempDir('bench');
  private readonly pinned = onOneProcessor();

  constructor() {
    for (const file of filesBelow('bench')) this.transpile(file);
    this.provide('cdk8s', 'node_modules/cdk8s');
    this.provide('cdk8s-istio-egress', '.');
  }

  /** Runs a worker in a process of its own, on the one processor that all measurements share. */
  async measure(worker: string, ...args: readonly string[]): Promise<Measurement> {
    const [command, ...rest] = [...this.pinned, process.execPath, join(this.folder, `${worker}.js`), ...args];
    const { stdout } = await execute(command, rest, { cwd: this.folder });
    return JSON.parse(stdout);
  }

  /** Everything that a worker has written to its output folder since the last time somebody took it. */
  takeOutput(name: string): string {
    const output = this.output(name);
    const content = filesBelow(output).map((file) => `# ${file}\n${readFileSync(join(output, file), 'utf8')}`).join('');
    rmSync(output, { recursive: true });
    return content;
  }

  output(name: string): string {
    return join(this.folder, 'output', name);
  }

  private transpile(file: string): void {
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = ts.transpileModule(readFileSync(join('bench', file), 'utf8'), { compilerOptions });
    const target = join(this.folder, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }

  private provide(module: string, folder: string): void {
    mkdirSync(join(this.folder, 'node_modules'), { recursive: true });
    symlinkSync(resolve(folder), join(this.folder, 'node_modules', module));
  }
}

/** A command that holds another one on the first processor this process may use; nothing where there is no Linux. */
function onOneProcessor(): readonly string[] {
  const status = '/proc/self/status';
  if (!existsSync(status)) return [];
  const [, first] = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))!;
  return ['taskset', '--cpu-list', first];
}
