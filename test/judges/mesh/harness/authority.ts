import { mkdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { runQuietly } from '../../../../scripts/shared/shell';

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** An authority that signs certificates, which nobody trusts unless told to. */
export class Authority {
  private readonly own: string;

  constructor(private readonly folder: string, name: string) {
    mkdirSync(folder, { recursive: true });
    this.own = join(folder, name);
    this.request(this.own, name);
  }

  /** What those who trust it have to know. */
  public get certificate(): string {
    return readFileSync(`${this.own}.crt`, 'utf8');
  }

  /** A certificate for a server of these names, or for a client that calls itself so. */
  public sign(...names: string[]): Certificate {
    const [name] = names.map((each) => each.replace('*', 'any'));
    const file = join(this.folder, `${name}.signed`);
    this.request(file, name, '-addext', `subjectAltName=${names.map((each) => `DNS:${each}`).join(',')}`, '-addext', 'basicConstraints=critical,CA:FALSE',
      '-CA', `${this.own}.crt`, '-CAkey', `${this.own}.key`);
    return { key: readFileSync(`${file}.key`, 'utf8'), cert: readFileSync(`${file}.crt`, 'utf8') };
  }

  private request(file: string, name: string, ...more: string[]): void {
    const { ok, output } = runQuietly('openssl', [
      'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', `/CN=${name}`, '-keyout', `${file}.key`, '-out', `${file}.crt`, ...more,
    ]);
    if (!ok) throw new Error(output);
  }
}
