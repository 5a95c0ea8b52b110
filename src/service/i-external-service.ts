import type { IConstruct } from 'constructs';
import type { EgressPort } from './values/egress-port';
import type { ExportTo } from './values/export-to';
import type { IImportable } from './importable';

/** An external service: one this app declares, or one that somebody else's ServiceEntry declares. */
export interface IExternalService extends IConstruct, IImportable {
  /** Name of the ServiceEntry. */
  readonly name: string;
  /** Namespace of the ServiceEntry; undefined where neither it nor its chart names one. */
  readonly namespace?: string;
  /** DNS names, with a wildcard prefix where there is one. */
  readonly hosts: string[];
  /** The ports that are declared. */
  readonly ports: EgressPort[];
}

/** What must be known of a ServiceEntry that somebody else owns. */
export interface ServiceEntryAttributes {
  /** Name of the ServiceEntry. */
  readonly name: string;
  /** Namespace of the ServiceEntry. */
  readonly namespace: string;
  /** Its DNS names. */
  readonly hosts: string[];
  /** Its ports. */
  readonly ports: EgressPort[];

  /**
   * The namespaces that see it. Where it is known, a lockdown that allows the service in another namespace is refused.
   *
   * @default - not known
   */
  readonly exportTo?: ExportTo;
}
