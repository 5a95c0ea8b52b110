import { ApiObject, Lazy } from 'cdk8s';
import { isMillisecondDuration } from '../../istio/syntax/durations';
import type { BackendReference, HttpRouteRule, HttpRouteSpec, ParentReference, TcpRouteSpec, TlsRouteSpec } from '../../istio/spec-gateway-api';
import { canonicalHost } from '../../istio/syntax/hosts';
import { ObjectNames } from '../../mesh/object-names';
import type { EgressPlan, Leg, NextStop } from '../paths/egress-plan';
import type { Layer } from '../paths/layer';
import type { CallRules, HttpBehaviour } from './behaviour';
import type { RoutedService } from './routed-service';

const KINDS: Record<Layer, string> = { http: 'HTTPRoute', tls: 'TLSRoute', tcp: 'TCPRoute' };
/** Of the CRD. */
const MOST_HEADERS = 16;
const CLUSTER_SERVICE = /^([^.]+)\.([^.]+)\.svc\./;

/** The steps of one route: those of callers to one port, or that of a gateway to one port of one host. */
interface Group {
  readonly id: string;
  readonly layer: Layer;
  readonly legs: { host: string; leg: Leg }[];
}

/**
 * The routes of a service as objects of the Gateway API: HTTPRoutes, TLSRoutes and TCPRoutes.
 *
 * A route of the callers belongs to the ServiceEntry, and is one for all its hosts. It has no exportTo: every namespace that sees the
 * ServiceEntry takes it, and no other.
 */
export class GatewayApiRoutes {
  public readonly objects: ApiObject[];

  constructor(private readonly service: RoutedService, private readonly plan: EgressPlan, private readonly rules?: CallRules) {
    this.objects = this.groups().map(({ id, layer }) => new ApiObject(service, id, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: KINDS[layer],
      metadata: { namespace: service.namespace },
      spec: Lazy.any({ produce: () => this.specOf(this.groups().find((group) => group.id === id)!) }),
    }));
    this.objects.forEach((object) => ObjectNames.of(service).add(object));
  }

  /** What such routes cannot say. */
  public problems(): string[] {
    return [
      ...this.unsaid(),
      ...this.groups().filter(({ legs }) => new Set(legs.map(({ leg }) => targetOf(leg.next))).size > 1).map(({ layer, legs }) =>
        `a ${KINDS[layer]} sends the calls to all hosts of a ServiceEntry to one place, and here each of ${legs.map(({ host }) => host).join(', ')} `
        + 'has its own; declare each host as a service of its own'),
    ];
  }

  private unsaid(): string[] {
    const { timeout, retries, fault, headers } = this.said;
    const removed = headers?.request?.remove?.length ?? 0;
    return [
      ...removed <= MOST_HEADERS ? [] : [`an HTTPRoute removes at most ${MOST_HEADERS} headers, and here it would be ${removed}; `
        + 'name fewer in removeRequestHeaders, or take routes that are VirtualServices'],
      ...Object.entries({ retries, fault }).filter(([, value]) => value)
        .map(([field]) => `${field} cannot be said in an HTTPRoute; leave it out, or take routes that are VirtualServices`),
      ...timeout === undefined || isMillisecondDuration(timeout) ? [] : [`timeout '${timeout}': a duration must be at least 1ms; write Duration.seconds(5)`],
    ];
  }

  /** Whatever the method, since an HTTPRoute cannot tell retries apart by it. */
  private get said(): HttpBehaviour {
    return this.rules?.toTheService[0].behaviour ?? {};
  }

  private groups(): Group[] {
    const groups = new Map<string, Group>();
    for (const host of this.service.hosts) {
      for (const leg of this.service.ports.flatMap((port) => this.plan.legs(host, port))) {
        const id = [KINDS[leg.layer], leg.port, ...leg.gateway ? [leg.next.host] : []].join('-');
        const group = groups.get(id) ?? { id, layer: leg.layer, legs: [] };
        groups.set(id, group);
        group.legs.push({ host, leg });
      }
    }
    return [...groups.values()];
  }

  private specOf({ layer, legs: [{ host, leg }] }: Group): HttpRouteSpec | TlsRouteSpec | TcpRouteSpec {
    const parentRefs = [this.parentOf(leg)];
    const backendRefs = [backendOf(leg.next)];
    // The Gateway API knows lower case alone.
    const hostnames = leg.gateway ? [canonicalHost(host)] : undefined;
    if (layer === 'http') return { parentRefs, hostnames, rules: [this.ruleOf(leg, backendRefs)] };
    if (layer === 'tls') return { parentRefs, hostnames: hostnames ?? this.service.hosts.map(canonicalHost), rules: [{ backendRefs }] };
    return { parentRefs, rules: [{ backendRefs }] };
  }

  private parentOf({ gateway, port }: Leg): ParentReference {
    if (!gateway) return { group: 'networking.istio.io', kind: 'ServiceEntry', name: this.service.name, port };
    const [namespace, name] = gateway.split('/');
    return { name, namespace: namespace === this.service.namespace ? undefined : namespace, port };
  }

  private ruleOf({ isLast, onlyPaths, withoutHeaders = [] }: Leg, backendRefs: BackendReference[]): HttpRouteRule {
    const { timeout, headers } = isLast ? this.said : {};
    const remove = [...new Set([...withoutHeaders, ...headers?.request?.remove ?? []])];
    return {
      matches: onlyPaths?.map((value) => ({ path: { type: 'PathPrefix', value } })),
      filters: remove.length > 0 ? [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove } }] : undefined,
      backendRefs,
      timeouts: timeout === undefined ? undefined : { request: durationOf(timeout) },
    };
  }
}

function targetOf({ host, port }: NextStop): string {
  return `${host}:${port}`;
}

/** Services of the cluster by name and namespace; what lies outside by its host, of which Istio has a kind of its own. */
function backendOf({ host, port }: NextStop): BackendReference {
  const [, name, namespace] = CLUSTER_SERVICE.exec(host) ?? [];
  return name ? { name, namespace, port } : { group: 'networking.istio.io', kind: 'Hostname', name: host, port };
}

const UNITS: [string, number][] = [['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1]];

/** The Gateway API takes at most five digits of a unit. */
function durationOf(milliseconds: string): string {
  let rest = parseInt(milliseconds, 10);
  return UNITS.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count}${unit}` : '';
  }).join('');
}
