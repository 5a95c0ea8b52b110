const TOKEN = new RegExp([
  /(?<space>[\t \r\n\f]+|\/\/[^\n]*)/,
  /(?<text>[bB]?(?:[rR](?:"""[^]*?"""|'''[^]*?'''|"[^"\n\r]*"|'[^'\n\r]*')|"""(?:ESCAPE|[^\\])*?"""|'''(?:ESCAPE|[^\\])*?'''|"(?:ESCAPE|[^\\"\n\r])*"|'(?:ESCAPE|[^\\'\n\r])*'))/,
  /(?<float>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)/,
  /(?<integer>0x[0-9a-fA-F]+[uU]?|\d+[uU]?)/,
  /(?<word>[A-Za-z_]\w*)/,
  /(?<sign>==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%])/,
].map(({ source }) => source).join('|')
  .replaceAll('ESCAPE', /\\(?:[abfnrtv"'\\?`]|[0-3][0-7][0-7]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/.source), 'y');

/** Words that cannot be names. */
const RESERVED = [
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'in', 'let', 'loop', 'package', 'namespace', 'return', 'var',
  'void', 'while',
];
/** Methods that bind a name, by how many arguments they take. */
const BINDING: Record<string, number[]> = { all: [2], exists: [2], exists_one: [2], existsOne: [2], map: [2, 3], filter: [2] };
const MAX_INT = 2n ** 63n;

interface Token {
  readonly kind: 'text' | 'float' | 'integer' | 'word' | 'sign' | 'end';
  readonly text: string;
}

/** As far as macros look at an expression. */
type Shape = 'name' | 'select' | 'other';

/**
 * Why a text is no expression of the Common Expression Language; undefined where it is one. Names and types are not looked at: neither
 * does istiod.
 *
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
 */
export function celProblem(text: string): string | undefined {
  try {
    new Parser(tokensOf(text)).start();
    return undefined;
  } catch (error) {
    if (error instanceof NotCel) return error.message;
    throw error;
  }
}

class NotCel extends Error {}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw new NotCel(`there is no such thing as ${JSON.stringify(text[at])}`);
    const [kind, found] = Object.entries(groups).find(([, value]) => value !== undefined)!;
    if (kind !== 'space') tokens.push({ kind: kind as Token['kind'], text: found });
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: Token[]) {}

  start(): void {
    this.expression();
    if (this.next.kind !== 'end') throw this.unexpected();
  }

  private expression(): Shape {
    const shape = this.operators(0);
    if (!this.skip('?')) return shape;
    this.operators(0);
    this.must(':');
    this.expression();
    return 'other';
  }

  /** The binary operators, from those that bind least. */
  private operators(level: number): Shape {
    if (level === LEVELS.length) return this.unary();
    let shape = this.operators(level + 1);
    while (LEVELS[level].includes(this.next.text) && this.next.kind !== 'text') {
      this.at++;
      this.operators(level + 1);
      shape = 'other';
    }
    return shape;
  }

  private unary(): Shape {
    const sign = this.next.text;
    const isNumber = sign === '-' && ['integer', 'float'].includes(this.tokens[this.at + 1]?.kind);
    const isSigned = this.next.kind === 'sign' && (sign === '!' || sign === '-') && !isNumber;
    while (isSigned && this.skip(sign));
    const shape = this.member();
    return isSigned ? 'other' : shape;
  }

  private member(): Shape {
    let shape = this.primary();
    for (;;) {
      if (this.skip('.')) {
        const name = this.word();
        shape = this.skip('(') ? this.method(name) : 'select';
      } else if (this.skip('[')) {
        this.expression();
        this.must(']');
        shape = 'other';
      } else if (this.next.text === '{' && this.next.kind === 'sign' && shape !== 'other') {
        this.at++;
        this.entries(() => void this.word());
        shape = 'other';
      } else {
        return shape;
      }
    }
  }

  private primary(): Shape {
    const hasDot = this.skip('.');
    const { kind, text } = this.next;
    if (kind === 'word' && (hasDot || !['true', 'false', 'null'].includes(text))) return this.name();
    if (hasDot) throw this.unexpected();
    if (kind === 'sign' && text === '(') return this.nested();
    if (this.skip('[')) {
      while (!this.skip(']')) this.item(']', () => void this.expression());
      return 'other';
    }
    if (this.skip('{')) {
      this.entries(() => void this.expression());
      return 'other';
    }
    this.literal();
    return 'other';
  }

  private nested(): Shape {
    this.must('(');
    const shape = this.expression();
    this.must(')');
    return shape;
  }

  private name(): Shape {
    const name = this.word();
    if (RESERVED.includes(name) || ['true', 'false', 'null'].includes(name)) throw new NotCel(`${name} is a reserved word`);
    if (!this.skip('(')) return 'name';
    const args = this.args();
    if (name === 'has' && args.length === 1 && args[0] !== 'select') throw new NotCel('has() takes a field, such as has(request.host)');
    return 'other';
  }

  private method(name: string): Shape {
    const args = this.args();
    if (Object.hasOwn(BINDING, name) && BINDING[name].includes(args.length) && args[0] !== 'name') {
      throw new NotCel(`the first argument of ${name}() is a name`);
    }
    return 'other';
  }

  private args(): Shape[] {
    const args: Shape[] = [];
    if (this.skip(')')) return args;
    do args.push(this.expression()); while (this.skip(','));
    this.must(')');
    return args;
  }

  private entries(key: () => void): void {
    while (!this.skip('}')) {
      this.item('}', () => {
        key();
        this.must(':');
        this.expression();
      });
    }
  }

  /** One of a list whose last item may have a comma after it. */
  private item(end: string, read: () => void): void {
    if (this.next.text === ',' && this.tokens[this.at + 1].text === end && this.tokens[this.at - 1].text !== ',') {
      this.at++;
      return;
    }
    read();
    if (this.next.text !== end) this.must(',');
  }

  private literal(): void {
    const isNegative = this.skip('-');
    const { kind, text } = this.next;
    const isWord = kind === 'word' && !isNegative;
    if (kind !== 'integer' && kind !== 'float' && !isWord && !(kind === 'text' && !isNegative)) throw this.unexpected();
    if (kind === 'integer') mustFit(text, isNegative);
    this.at++;
  }

  private get next(): Token {
    return this.tokens[this.at];
  }

  private skip(sign: string): boolean {
    if (this.next.kind !== 'sign' || this.next.text !== sign) return false;
    this.at++;
    return true;
  }

  private must(sign: string): void {
    if (!this.skip(sign)) throw this.unexpected();
  }

  private word(): string {
    if (this.next.kind !== 'word') throw this.unexpected();
    return this.tokens[this.at++].text;
  }

  private unexpected(): NotCel {
    return new NotCel(`${this.next.text} is not expected there`);
  }
}

const LEVELS = [['||'], ['&&'], ['<', '<=', '>=', '>', '==', '!=', 'in'], ['+', '-'], ['*', '/', '%']];

function mustFit(text: string, isNegative: boolean): void {
  const isUnsigned = /u$/i.test(text);
  const value = BigInt(text.replace(/u$/i, ''));
  const limit = isUnsigned ? 2n * MAX_INT : MAX_INT + (isNegative ? 1n : 0n);
  if (value >= limit) throw new NotCel(`${text} is too large`);
}
