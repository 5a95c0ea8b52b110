import { existsSync, readFileSync, statSync } from 'fs';
import { type Patience, until } from './wait';

/** A line of a proxy's access log, in the format that Istio writes when nobody chose another. */
export interface Entry {
  readonly code: string;
  readonly flags: string;
  readonly details: string;
  readonly failure: string;
  readonly authority: string;
  readonly upstream: string;
  readonly cluster: string;
  /** Where the client wanted to go. */
  readonly destination: string;
  readonly sni: string;
  readonly route: string;
  readonly line: string;
}

const PARTS = /"((?:[^"\\]|\\.)*)"|(\[[^\]]*\])|(\S+)/g;

export class AccessLog {
  /** @param podAddress undefined for a gateway, where everything that comes in is on its way out */
  constructor(private readonly file: string, private readonly podAddress?: string) {}

  /** Calls of the pod from that place of the log on. */
  public outbound(from = 0): Entry[] {
    return this.entries(from).filter(({ destination }) => this.podAddress === undefined || !destination.startsWith(`${this.podAddress}:`));
  }

  public size(): number {
    return existsSync(this.file) ? statSync(this.file).size : 0;
  }

  /** The first call that looks like this. */
  public first(from: number, like: (entry: Entry) => boolean = () => true, patience?: Patience): Promise<Entry> {
    return until('a line in the access log', () => this.outbound(from).find(like), patience);
  }

  private entries(from: number): Entry[] {
    return readFileSync(this.file).subarray(from).toString().split('\n').flatMap(entryOf);
  }
}

function entryOf(line: string): Entry[] {
  if (!line.startsWith('[2')) return [];
  const parts = [...line.matchAll(PARTS)].map(([, quoted, bracketed, bare]) => quoted ?? bracketed ?? bare);
  if (parts.length !== 22) return [];
  const [, , code, flags, details, , failure, , , , , , , , authority, upstream, cluster, , destination, , sni, route] = parts;
  return [{ code, flags, details, failure, authority, upstream, cluster, destination, sni, route, line }];
}
