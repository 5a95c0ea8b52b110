import type { ApiObject } from 'cdk8s';
import type { ServiceEntrySpec } from '../../istio/spec';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';

/** A ServiceEntry of the app that is no ExternalService: raw, included, or made by somebody else's construct. */
export interface ForeignEntry {
  readonly construct: ApiObject;
  readonly hosts: string[];
  readonly ports: NonNullable<ServiceEntrySpec['ports']>;
}

/** @param entries the ServiceEntries of the app that are no services of ours */
export function foreignEntries(entries: ApiObject[], mesh: IIstioMesh): ForeignEntry[] {
  return entries
    .filter((object) => IstioMesh.of(object) === mesh)
    .map((construct) => {
      const { hosts, ports }: Partial<ServiceEntrySpec> = construct.toJson().spec ?? {};
      return { construct, hosts: listOf(hosts).filter((host) => typeof host === 'string'), ports: listOf(ports) };
    });
}

/** Nobody has judged them. */
function listOf<T>(value: T[] | undefined): T[] {
  return Array.isArray(value) ? value : [];
}
