import { type Seen, seenBy } from './seen-by';

/** Entries by the namespaces that see them: whom a namespace sees together with another one is found without asking each of them. */
export class SeenIndex<Entry extends Seen> {
  /** In the order in which they came; those that nobody sees are left out. */
  private readonly entries: Entry[] = [];
  private readonly byNamespace = new Map<string, Entry[]>();
  private readonly positions = new Map<Entry, number>();

  public add(entry: Entry): void {
    const namespaces = seenBy(entry);
    if (namespaces.size === 0) return;
    this.positions.set(entry, this.entries.push(entry));
    for (const namespace of namespaces) {
      const seenThere = this.byNamespace.get(namespace);
      if (seenThere) seenThere.push(entry);
      else this.byNamespace.set(namespace, [entry]);
    }
  }

  /** The one that came first of those that fit and that some namespace sees together with an entry. */
  public first(entry: Entry, fits: (other: Entry) => boolean): Entry | undefined {
    const namespaces = seenBy(entry);
    if (namespaces.has('*')) return this.entries.find(fits);
    if (namespaces.size === 0) return undefined;
    let first: Entry | undefined;
    for (const namespace of [...namespaces, '*']) {
      const candidate = this.byNamespace.get(namespace)?.find(fits);
      if (candidate && (!first || this.positions.get(candidate)! < this.positions.get(first)!)) first = candidate;
    }
    return first;
  }
}
