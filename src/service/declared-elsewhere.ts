import { Construct } from 'constructs';
import { ProblemOrigin, ProblemSeverity } from '../istio/problem';
import { checkServiceEntry } from '../istio/kinds/service-entry';
import type { ServiceEntrySpec } from '../istio/spec';
import type { IIstioMesh } from '../mesh/istio-mesh';
import { refuse } from '../app/refusal';
import { misfitsOf } from '../app/shape';
import { mustBeScope } from '../app/scope';
import { unseenConsumers } from './consumers';
import type { EgressPort } from './values/egress-port';
import type { ExportTo } from './values/export-to';
import { HostRegistry } from './registry/host-registry';
import type { IExternalService, ServiceEntryAttributes } from './i-external-service';
import type { SidecarImport } from './importable';
import { Resolution } from './resolution';
import { portSpecs } from './service-entry-fields';
import { impossibleNamespace, toMessage } from './checks/service-refusals';
import { SERVICE_ENTRY_ATTRIBUTES } from './checks/service-shape';

/** A service that somebody else's ServiceEntry declares. */
export class DeclaredElsewhere extends Construct implements IExternalService {
  public readonly name: string;
  public readonly namespace?: string;
  public readonly hosts: string[];
  public readonly ports: EgressPort[];
  public readonly exportTo?: ExportTo;

  constructor(scope: Construct, id: string, attributes: ServiceEntryAttributes) {
    super(mustBeScope(scope, id, "ExternalService.fromServiceEntryAttributes(chart, 'httpbin', attributes)"), id);
    const misfits = misfitsOf(SERVICE_ENTRY_ATTRIBUTES, 'attributes', attributes);
    if (misfits.length > 0) refuse(this, misfits);
    this.name = attributes.name;
    this.namespace = attributes.namespace;
    this.hosts = [...attributes.hosts];
    this.ports = [...attributes.ports];
    this.exportTo = attributes.exportTo;
    this.refuseWhatIstioHasNot();
    HostRegistry.of(this).add(this);
  }

  /** @internal */
  public _toImport(_mesh: IIstioMesh): SidecarImport {
    return { namespace: this.namespace, hosts: this.hosts };
  }

  /** @internal */
  public _finalProblems(): string[] {
    if (!this.exportTo) return [];
    return unseenConsumers(this, this.exportTo).map((problem) => `${problem}; ask its owner to export it there`);
  }

  /** Such a ServiceEntry cannot be there. Resolution NONE asks for nothing beside names and ports. */
  private refuseWhatIstioHasNot(): void {
    const spec: ServiceEntrySpec = { hosts: this.hosts, ports: portSpecs(this.ports), resolution: Resolution.NONE };
    const problems = checkServiceEntry({ apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', spec })
      .filter(({ origin, severity }) => origin !== ProblemOrigin.ADVICE && severity === ProblemSeverity.ERROR);
    const messages = [...impossibleNamespace(this.namespace), ...problems.map(toMessage), ...this.tlsOfOthers()];
    if (messages.length > 0) refuse(this, messages);
  }
  /** What is said of it here reaches no proxy. */
  private tlsOfOthers(): string[] {
    return this.ports.flatMap(({ tlsOrigination: tls }, index) => (tls
      ? [`ports[${index}].tls: who declares the service says what proxies do with its calls, and nothing is written for it here; leave tls out`] : []));
  }
}
