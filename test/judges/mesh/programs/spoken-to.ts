import { createInterface } from 'readline';

/** One line of JSON per request on stdin, one line of JSON per answer or event on stdout. */
export interface Request {
  readonly id: number;
  readonly method: string;
  readonly argument: any;
}

export interface Message {
  /** Of the request that this answers; an event has none. */
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: string;
  readonly event?: unknown;
}

export type Methods = Readonly<Record<string, (argument: any) => unknown>>;

export function answer(methods: Methods): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const { id, method, argument } = JSON.parse(line) as Request;
    Promise.resolve().then(() => methods[method](argument)).then(
      (result) => tell({ id, result }),
      (error: Error) => tell({ id, error: error.stack ?? String(error) }),
    );
  });
  lines.on('close', () => process.exit());
}

export function tell(message: Message): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
