import { type ChildProcess, spawn } from 'child_process';
import { closeSync, openSync } from 'fs';
import { createInterface } from 'readline';
import { type Readable } from 'stream';
import { type AmbientState } from '../../test/scenarios/ambient';
import { type Call, type Decision } from '../../test/scenarios/calls';
import { type KubernetesObject } from '../../test/scenarios/cluster';
import { type BuiltOracle } from './build';
import { type RunLog } from './run-log';

/** What the API server and istiod's webhook say to an object. */
export interface Acceptance {
  /** Nobody judges a kind of which neither Istio nor Kubernetes has a schema. */
  readonly by: 'istio' | 'kubernetes' | 'operator' | 'nobody';
  readonly schema?: string;
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[];
}

/** What istiod makes of a mesh config. */
export interface MeshVerdict {
  readonly unreadable?: string;
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[];
  readonly mode?: string;
}

/** One line of `istioctl analyze`. */
export interface AnalyzerMessage {
  readonly code: string;
  readonly level: 'Error' | 'Warning' | 'Info';
  readonly origin?: string;
  readonly text: string;
}

/** A mesh: its objects, and the mesh config as texts of which each overrules the ones before it. */
export interface Mesh {
  readonly documents: readonly KubernetesObject[];
  readonly meshConfig: readonly string[];
}

interface Waiting {
  resolve(result: any): void;
  reject(error: Error): void;
}

/**
 * Istio's own code, running: test/judges/istio as a process that answers questions, a line each.
 *
 * It ends when its stdin does, so that nothing is left of it however this process ends.
 */
export class Oracle {
  static start({ binary, istioModule, otherCrds }: BuiltOracle, log: RunLog): Oracle {
    const output = openSync(log.path('oracle.log'), 'a');
    const child = spawn(binary, ['-test.run', '^TestOracle$', '-test.timeout', '0'], {
      cwd: 'test/judges/istio',
      env: { ...process.env, ISTIO_MODULE: istioModule, OTHER_CRDS: otherCrds.join(':') },
      stdio: ['pipe', output, output, 'pipe'],
    });
    closeSync(output);
    return new Oracle(child, log, istioModule);
  }

  private readonly waiting: Waiting[] = [];
  private readonly questions: NonNullable<ChildProcess['stdin']>;
  private readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess, private readonly log: RunLog, readonly istioModule: string) {
    this.questions = child.stdin!;
    this.questions.on('error', () => { /* its end is reported below */ });
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => this.answer(line));
    const killed = () => child.kill('SIGKILL');
    process.once('exit', killed);
    this.ended = new Promise((resolve) => child.once('close', (code, signal) => {
      process.off('exit', killed);
      const error = new Error(`the oracle has ended (${signal ?? `exit code ${code}`}); see ${log.folder}`);
      this.waiting.splice(0).forEach(({ reject }) => reject(error));
      resolve();
    }));
    child.once('error', (error) => this.waiting.splice(0).forEach(({ reject }) => reject(error)));
  }

  accept(documents: readonly object[]): Promise<Acceptance[]> {
    return this.ask('accept', { documents });
  }

  meshConfigs(meshConfigs: readonly (readonly string[])[]): Promise<MeshVerdict[]> {
    return this.ask('mesh', { meshConfigs });
  }

  analyze(mesh: Mesh): Promise<AnalyzerMessage[]> {
    return this.ask('analyze', mesh);
  }

  /** Where the sidecars of the callers send the calls, in their order. */
  decide(mesh: Mesh, calls: readonly Call[]): Promise<Decision[]> {
    const workloads = [...new Map(calls.map(({ from }) => [JSON.stringify(from), from])).entries()];
    const numberOf = new Map(workloads.map(([key], number) => [key, number]));
    return this.ask('decide', {
      ...mesh,
      workloads: workloads.map(([, workload]) => workload),
      calls: calls.map(({ from, ...call }) => ({ ...call, workload: numberOf.get(JSON.stringify(from)) })),
    });
  }

  /** What ztunnel is told of the services of an ambient mesh, and what its waypoints do with the calls. */
  ambient(mesh: Mesh, wildcardTls = false): Promise<AmbientState> {
    return this.ask('ambient', { ...mesh, wildcardTls });
  }

  /** The ConfigMaps that `istioctl manifest generate` prints. */
  install(operatorFile: string, settings: readonly string[] = []): Promise<KubernetesObject[]> {
    return this.ask('install', { operatorFile, settings });
  }

  /** The ConfigMaps that the istiod chart makes of values. */
  chart(values: string, namespace = 'istio-system'): Promise<KubernetesObject[]> {
    return this.ask('chart', { values, namespace });
  }

  async stop(): Promise<void> {
    this.questions.end();
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await this.ended;
    clearTimeout(impatience);
  }

  private ask(verb: string, body: object): Promise<any> {
    if (this.child.exitCode !== null) return Promise.reject(new Error(`the oracle is not running; see ${this.log.folder}`));
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.questions.write(`${JSON.stringify({ verb, body })}\n`);
    });
  }

  private answer(line: string): void {
    const asked = this.waiting.shift();
    const { result, error } = JSON.parse(line);
    if (error) asked?.reject(new Error(`Istio answers: ${error}`));
    else asked?.resolve(result);
  }
}
