import type { IConstruct } from 'constructs';
import type { IIstioMesh } from '../mesh/istio-mesh';

/** Hosts of one namespace, as a Sidecar imports them. */
export interface SidecarImport {
  /**
   * The namespace the hosts are declared in, or `*` for all.
   *
   * @default - unknown: neither the object nor its chart has a namespace
   */
  readonly namespace?: string;

  /** DNS names, with a wildcard prefix where the declaration has one. */
  readonly hosts: string[];
  /**
   * What has to be imported with them.
   *
   * @default - nothing
   */
  readonly also?: SidecarImport[];
}

/**
 * Something that a workload can be allowed to call: an external service, or services of the cluster.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#IstioEgressListener-hosts
 */
export interface IImportable {
  /**
   * What a Sidecar has to import for it.
   *
   * @param mesh the mesh of the Sidecar
   * @internal
   */
  _toImport(mesh: IIstioMesh): SidecarImport;
}

/** What to call it in a message: the path of a construct, or what a value says of itself. */
export function nameOf(importable: IImportable): string {
  return (importable as Partial<IConstruct>).node?.path ?? `${importable}`;
}
