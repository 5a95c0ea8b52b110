import { type ChildProcess } from 'child_process';
import { createInterface } from 'readline';
import { type Message } from '../../programs/spoken-to';
import { type Namespace } from './namespace';
import { hasEnded } from '../wait';

interface Waiting {
  resolve(result: any): void;
  reject(error: Error): void;
}

/** A program of this judge that runs in a namespace and does what it is told over stdin. */
export class RemoteProgram {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(
    namespace: Namespace, file: string, private readonly title: string,
    private readonly onEvent: (event: any) => void = () => undefined,
  ) {
    this.child = namespace.start(title, process.execPath, [file], { piped: true });
    createInterface({ input: this.child.stdout! }).on('line', (line) => this.hear(JSON.parse(line)));
    this.child.on('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error(`${title} has ended`));
      this.waiting.clear();
    });
    // Whoever still talks to it learns that it has ended from the answer that never comes.
    this.child.stdin!.on('error', () => undefined);
  }

  public call<T>(method: string, argument: object | string): Promise<T> {
    if (hasEnded(this.child)) throw new Error(`${this.title} has ended`);
    const id = ++this.lastId;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.stdin!.write(`${JSON.stringify({ id, method, argument })}\n`);
    });
  }

  private hear({ id, result, error, event }: Message): void {
    if (id === undefined) return this.onEvent(event);
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) waiting?.reject(new Error(error));
    else waiting?.resolve(result);
  }
}
