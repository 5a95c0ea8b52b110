/**
 * The namespaces that see an external service.
 *
 * Hiding is not blocking: a workload that does not see the service is stopped by an `EgressLockdown`, if at all.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/#ServiceEntry-export_to
 */
export class ExportTo {
  /** The field is left out: the mesh's `defaultServiceExportTo` decides, which is every namespace unless changed. */
  public static readonly MESH_DEFAULT = new ExportTo();
  /** The namespace of the service and no other, `.`. */
  public static readonly OWN_NAMESPACE = new ExportTo(['.']);
  /** Every namespace of the mesh, `*`. */
  public static readonly ALL_NAMESPACES = new ExportTo(['*']);
  /** No namespace, `~`. */
  public static readonly NOBODY = new ExportTo(['~']);

  /**
   * The named namespaces and no other.
   *
   * @param names names of namespaces; `.` is the service's own
   */
  public static namespaces(...names: string[]): ExportTo {
    return new ExportTo(names);
  }

  /** The values of the field; undefined where it is left out. */
  public readonly values?: string[];

  private constructor(values?: string[]) {
    this.values = values && Object.freeze(values) as string[];
  }

  /** The values of the field, for messages. */
  public toString(): string {
    return this.values ? `[${this.values.join(', ')}]` : "the mesh's default";
  }

  /**
   * Whether workloads of a namespace see a service of `owner`. Where the mesh decides, Istio's own default is assumed.
   *
   * @internal
   */
  public _reaches(namespace: string, owner: string | undefined): boolean {
    if (!this.values || this.values.includes('*') || this.values.includes(namespace)) return true;
    return this.values.includes('.') && namespace === owner;
  }

  /**
   * The same and some namespaces more. Where the mesh decides, it goes on deciding; what everybody sees these see as well.
   *
   * @internal
   */
  public _and(namespaces: string[], owner: string | undefined): ExportTo {
    const missing = namespaces.filter((namespace) => !this._reaches(namespace, owner));
    if (missing.length === 0) return this;
    const named = (this.values ?? []).filter((value) => value !== '~');
    return ExportTo.namespaces(...named, ...[...new Set(missing)].sort());
  }
}
