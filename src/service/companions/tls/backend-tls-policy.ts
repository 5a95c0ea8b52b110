import { ApiObject, Lazy } from 'cdk8s';
import type { BackendTlsPolicySpec } from '../../../istio/spec-gateway-api';
import { ObjectNames } from '../../../mesh/object-names';
import type { EgressPlan } from '../../paths/egress-plan';
import { portNames } from '../../port-names';
import type { EgressPort } from '../../values/egress-port';
import type { RoutedService } from '../routed-service';

type SubjectAltName = NonNullable<BackendTlsPolicySpec['validation']['subjectAltNames']>[number];

/**
 * The TLS that proxies start, as objects of the Gateway API: a BackendTLSPolicy for each port.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/
 */
export class BackendTlsPolicies {
  public readonly objects: ApiObject[];
  private readonly ports: EgressPort[];

  constructor(private readonly service: RoutedService, private readonly plan: EgressPlan) {
    this.ports = service.ports.filter(({ tlsOrigination: tls }) => tls?._isBackendTlsPolicy);
    this.objects = this.ports.map((port) => new ApiObject(service, `BackendTLSPolicy-${port.number}`, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'BackendTLSPolicy',
      metadata: { namespace: service.namespace },
      spec: Lazy.any({ produce: () => this.specOf(port) }),
    }));
    for (const object of this.objects) ObjectNames.of(service).add(object);
  }

  /**
   * What they cannot say.
   *
   * @param hasRules whether DestinationRules say something of the same hosts
   */
  public problems(hasRules: boolean): string[] {
    if (this.ports.length === 0) return [];
    const { hosts } = this.service;
    const refuse = (what: string) => [`TlsOrigination.backendTlsPolicy(): ${what}; use TlsOrigination.simple()`];
    const isNamed = this.ports.every((port) => this.namesOf(port).sni !== undefined);
    return [
      ...this.plan.relays.length > 0 ? refuse('the TLS of a service that others forward is said in a DestinationRule') : [],
      ...hasRules ? refuse('Istio takes one of the BackendTLSPolicy and what else is said of the connections, and TLS may be lost') : [],
      ...hosts.length > 1 || !isNamed
        ? refuse(`a BackendTLSPolicy names one host in the handshake, and the service has ${hosts.join(', ')}`) : [],
    ];
  }

  /** Istio takes `hostname` for the SNI alone, and verifies no name without `subjectAltNames`. */
  private specOf(port: EgressPort): BackendTlsPolicySpec {
    const { name, ports } = this.service;
    const { sni = '', subjectAltNames = [] } = this.namesOf(port);
    return {
      targetRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name, sectionName: portNames(ports)[ports.indexOf(port)] }],
      validation: { hostname: sni, subjectAltNames: subjectAltNames.map(subjectAltName), wellKnownCACertificates: 'System' },
    };
  }

  private namesOf({ tlsOrigination: tls }: EgressPort) {
    return tls!._toSpec(this.service.hosts[0], this.service.namespace);
  }
}

function subjectAltName(name: string): SubjectAltName {
  return name.includes('://') ? { type: 'URI', uri: name } : { type: 'Hostname', hostname: name };
}
