import { impossibleName, isNamespaceName } from '../app/kubernetes-names';
import { mustFit } from '../app/options';
import { refuse } from '../app/refusal';
import { objectOf, optional, PORT } from '../app/shape';
import { IstioMesh } from '../mesh/istio-mesh';
import type { IEgressPath } from '../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../service/paths/egress-plan';
import { layerOf } from '../service/paths/layer';
import { whyNotInAmbient } from './ambient-refusals';

/** What may be said about a firewall beside where it is. */
export interface EgressFirewallOptions {
  /**
   * The port of its Service (1 to 65535).
   *
   * @default - the port of the call
   */
  readonly port?: number;
}

const OPTIONS = objectOf({ port: optional(PORT) }, '{ port: 8443 }');

/**
 * A firewall of one's own that reads the name in each call, SNI or Host header, and passes on what it allows.
 *
 * Nothing is written for it. What it lets through is for it to say; that no other way is left, for a NetworkPolicy.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/service-entry/
 */
export class EgressFirewall implements IEgressPath {
  /**
   * A firewall behind a Kubernetes Service.
   *
   * Its own calls must not come back to it: it has no sidecar, or is in a namespace that does not see the service.
   *
   * @param name name of the Service
   * @param namespace namespace of the Service
   * @param options its port
   * @throws for names that Kubernetes does not allow, and when an option is unknown, or is not what it must be
   */
  public static inCluster(name: string, namespace: string, options: EgressFirewallOptions = {}): EgressFirewall {
    for (const [parameter, value] of Object.entries({ name, namespace })) {
      if (isNamespaceName(value)) continue;
      throw new Error(`EgressFirewall.inCluster: ${impossibleName(parameter, value)}`);
    }
    mustFit('EgressFirewall.inCluster', OPTIONS, 'options', options);
    return new EgressFirewall(name, namespace, options.port);
  }

  public readonly way: string;

  private constructor(private readonly name: string, private readonly namespace: string, private readonly port?: number) {
    this.way = `through firewall ${namespace}/${name}`;
  }

  /** @internal */
  public _plan(service: PlannedService): EgressPlan {
    const messages = this.whyNotCarried(service);
    if (messages.length > 0) refuse(service, messages);
    return {
      isRouted: true,
      relays: [],
      hidesDirectPath: false,
      labels: {},
      legs: (_host, port) => [{
        layer: layerOf(port), port: port.number, next: { host: this.hostFor(service), port: this.port ?? port.number }, isLast: true,
      }],
      problems: () => whyNotInAmbient(service, this.way),
      remarks: ['No proxy of the mesh calls it: the firewall looks up the name in each call.'],
    };
  }

  private whyNotCarried({ ports, _endpoints }: PlannedService): string[] {
    return [
      ..._endpoints.length > 0 ? [`endpoints have no effect on calls that go ${this.way}, which looks up the host itself; leave them out`] : [],
      ...ports.filter((port) => layerOf(port) === 'tcp').map((port) => `ports has ${port}, which cannot go ${this.way}: its bytes name no host, `
        + 'and the firewall would not know where to pass them on; use protocol TLS if clients send SNI, or leave via out'),
    ];
  }

  private hostFor(service: PlannedService): string {
    return `${this.name}.${this.namespace}.svc.${IstioMesh.of(service).clusterDomain}`;
  }
}
