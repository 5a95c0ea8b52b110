import { quote } from '../app/refusal';

/** A label or annotation that the construct decides on, and what is to be written in its place. */
export interface Decided {
  readonly key: string;
  /** The value that says the same as the construct. */
  readonly allowed?: string;
  /** Why it is not the program's to say, and what to do. */
  readonly fix: string;
}

/** The revision follows from the mesh. */
export const REVISION: Decided = {
  key: 'istio.io/rev', fix: "the control plane that deploys it is that of the mesh; leave it out, and declare new IstioMesh(app, 'mesh', { revision: 'canary' })",
};

/** What metadata says that a construct decides on. */
export function decidedOtherwise(field: 'labels' | 'annotations', said: Record<string, string> = {}, decided: Decided[]): string[] {
  return decided.filter(({ key, allowed }) => said[key] !== undefined && said[key] !== allowed)
    .map(({ key, fix }) => `metadata.${field} ${key}: ${quote(said[key])} cannot be said: ${fix}`);
}
