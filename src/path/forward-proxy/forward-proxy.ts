import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { DestinationRuleSpec } from '../../istio/spec';
import { isWildcardHost } from '../../istio/syntax/hosts';
import { IstioMesh } from '../../mesh/istio-mesh';
import { ObjectNames } from '../../mesh/object-names';
import { isInTree } from '../../app/final-checks';
import { refuse } from '../../app/refusal';
import { removed } from '../../app/removed';
import { HostRegistry, type RegisteredService } from '../../service/registry/host-registry';
import { ExternalService } from '../../service/external-service';
import type { IEgressPath } from '../../service/paths/egress-path';
import type { EgressPlan, PlannedService } from '../../service/paths/egress-plan';
import { layerOf } from '../../service/paths/layer';
import { Resolution } from '../../service/resolution';
import type { EgressPort } from '../../service/values/egress-port';
import { ExportTo } from '../../service/values/export-to';
import type { TlsOrigination } from '../../service/values/tls/tls-origination';
import { type ForwardProxyProps, serviceProps } from './forward-proxy-props';
import { whyNotInAmbient } from '../ambient-refusals';
import { ANY_ADDRESS, areRivals, openPort, rivalProxies, unstartedTls } from './forward-proxy-refusals';
import { distinctTargets, subsetNameOf, tunnelSubsets, type TunnelTarget } from './tunnel';

const FORWARD_PROXY = Symbol.for('cdk8s-istio-egress.ForwardProxy');

/**
 * An HTTP proxy outside the mesh that takes calls to other hosts. It *is* a ServiceEntry.
 *
 * Applications that speak CONNECT themselves are allowed to call it, and nothing is declared for the sites behind it. For
 * applications that know nothing of it their sidecars make the tunnels: a service says `via: proxy`.
 *
 * One whose ServiceEntry somebody else owns may be called, as what `fromServiceEntryAttributes()` returns, and is no path: tunnels stand
 * in the DestinationRule of the proxy, of which Istio takes one.
 *
 * @example
 *
 * const proxy = new ForwardProxy(chart, 'proxy', { host: 'proxy.example.com', port: 3128, addresses: ['192.0.2.1'] });
 * new ExternalService(chart, 'stripe', { hosts: ['api.stripe.com'], ports: [EgressPort.https()], via: proxy });
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/egress/http-proxy/
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy-TunnelSettings
 */
export class ForwardProxy extends ExternalService implements IEgressPath {
  public readonly way: string;

  private readonly stop: TunnelTarget;
  private readonly tls?: TlsOrigination;
  /** Only where a service goes through the proxy, or TLS is started. */
  private rule?: ApiObject;

  /**
   * Declares a forward proxy.
   *
   * @param scope the chart, or a construct in it
   * @param id an id that is unique in the scope
   * @param props where the proxy is
   * @throws when Istio would refuse the ServiceEntry, or would read it differently than it looks
   */
  constructor(scope: Construct, id: string, props: ForwardProxyProps) {
    super(scope, id, serviceProps(scope, id, props));
    this.stop = { host: props.host, port: props.port };
    this.way = `through forward proxy ${props.host}:${props.port}`;
    this.tls = props.tls;
    if (this.tls) this.rule = this.makeRule();
  }

  /** The namespaces that see the ServiceEntry: those of its own callers, and those of the services that go through it. */
  public get exportTo(): ExportTo {
    const own = super.exportTo;
    if (this._given.exportTo) return own;
    const values = [...own.values!, ...this.users.flatMap(callersOf)];
    if (values.includes('*')) return ExportTo.ALL_NAMESPACES;
    const others = values.filter((value) => value !== '.' && value !== '~' && value !== this.namespace);
    return ExportTo.namespaces('.', ...[...new Set(others)].sort());
  }

  /** What this proxy is, in a paragraph for a person, and what goes through it. */
  public describe(): string {
    const targets = distinctTargets(this.targets).map(({ host, port }) => `${host}:${port}`);
    return [super.describe(), ...targets.length > 0 ? [`Sidecars make tunnels through it to ${targets.join(', ')}.`] : []].join(' ');
  }

  /** @internal */
  public get _rules(): ApiObject[] {
    return [...super._rules, ...this.rule ? [this.rule] : []];
  }

  /** @internal */
  public get _dependsOnRules(): boolean {
    return this.tls !== undefined || super._dependsOnRules;
  }

  /**
   * What is told in words of a ServiceEntry is told here in those of a proxy.
   *
   * @internal
   */
  public _accepts(code: string): boolean {
    return code === ANY_ADDRESS || super._accepts(code);
  }

  /** @internal */
  public _isRivalOf(other: object): boolean {
    return isForwardProxy(other) && areRivals(other, this);
  }

  /** @internal */
  public _finalProblems(): string[] {
    return [
      ...super._finalProblems(),
      ...this.rule ? removed([this.rule], 'calls would not be what is said of them') : [],
      ...super._accepts(ANY_ADDRESS) ? [] : openPort(this),
      ...this.tls ? unstartedTls(this, this.tls) : [],
      ...rivalProxies(this, this.earlierProxies),
    ];
  }

  /** @internal */
  public _plan(service: PlannedService): EgressPlan {
    const messages = this.whyNotCarried(service);
    if (messages.length > 0) refuse(service, messages);
    this.rule ??= this.makeRule();
    return {
      isRouted: true,
      relays: [],
      hidesDirectPath: false,
      labels: {},
      legs: (host, port) => [{
        layer: layerOf(port), port: port.number, next: { ...this.stop, subset: subsetNameOf(targetOf(host, port)) }, isLast: true,
      }],
      problems: () => this.whyNotReached(service),
      remarks: [
        'No proxy of the mesh calls it: sidecars ask the forward proxy for a tunnel to its name, and the forward proxy looks that up. '
        + 'A client that dials the name needs an address for it all the same, from its DNS or from DNS capture.',
      ],
    };
  }

  private get users(): RegisteredService[] {
    return HostRegistry.of(this).inMesh(IstioMesh.of(this), ({ _via }) => _via === this);
  }

  private get earlierProxies(): ForwardProxy[] {
    const proxies = HostRegistry.of(this).inMesh(IstioMesh.of(this)).filter(isForwardProxy);
    return proxies.slice(0, proxies.indexOf(this));
  }

  private get targets(): TunnelTarget[] {
    return this.users.flatMap(({ hosts, ports }) => hosts.flatMap((host) => ports.map((port) => targetOf(host, port))));
  }

  /** Istio makes tunnels of connections: requests would reach the forward proxy as they are, as if it were the site. */
  private whyNotCarried({ hosts, ports, _endpoints }: PlannedService): string[] {
    const messages = _endpoints.length > 0 ? [`endpoints have no effect on calls that go ${this.way}, which looks up the host itself; leave them out`] : [];
    if (this._settled?.resolution === Resolution.NONE) {
      messages.push(`calls cannot go ${this.way}: its addresses ${this._addresses.join(', ')} are a range, of which a sidecar cannot choose one; `
        + `name the addresses of ${this.node.path} one by one`);
    }
    for (const host of hosts.filter(isWildcardHost)) {
      messages.push(`hosts '${host}' cannot go ${this.way}: a tunnel ends at one host; name the hosts`);
    }
    for (const port of ports.filter((candidate) => layerOf(candidate) === 'http' || candidate.protocol === undefined)) {
      messages.push(`ports has ${port}, which cannot go ${this.way}: Istio makes tunnels for TLS and TCP, and would send HTTP requests to the `
        + `proxy as if it were ${hosts[0]}; let the application start TLS and declare EgressPort.https(), or declare `
        + `EgressPort.tcp(${port.number}) with the addresses of the service`);
    }
    return messages;
  }

  private whyNotReached(service: PlannedService): string[] {
    if (!isInTree(this)) return [`calls cannot go ${this.way}: ${this.node.path} was removed; let them go another way`];
    const mesh = IstioMesh.of(service);
    if (IstioMesh.of(this) !== mesh || service.node.root !== this.node.root) {
      return [`calls cannot go ${this.way}: ${this.node.path} belongs to another mesh; declare it in this one`];
    }
    return [...whyNotInAmbient(service, this.way), ...this.whyNotSeen(service)];
  }

  /** What follows from the services reaches all of them. */
  private whyNotSeen(service: RegisteredService): string[] {
    const { exportTo } = this._given;
    if (!exportTo) return [];
    const unseen = service._callers?.values?.map((value) => value === '.' ? service.namespace : value)
      .find((namespace) => namespace && namespace !== '~' && !exportTo._reaches(namespace, this.namespace));
    if (!unseen) return [];
    return [`calls go ${this.way}, whose exportTo ${exportTo} does not reach ${unseen === '*' ? 'every namespace' : `namespace ${unseen}`}, where this `
      + `service is called; add it to exportTo of ${this.node.path}, or leave that out so that it follows from the services`];
  }

  private makeRule(): ApiObject {
    const rule = new ApiObject(this, 'DestinationRule', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { namespace: this.namespace },
      spec: Lazy.any({ produce: () => this.ruleSpec() }),
    });
    ObjectNames.of(this).add(rule);
    return rule;
  }

  private ruleSpec(): DestinationRuleSpec {
    const { stop: { host }, tls, exportTo: { values } } = this;
    const subsets = tunnelSubsets(this.targets);
    return {
      host,
      exportTo: values?.includes('~') ? ['.'] : values,
      // What a subset says of tunnels leaves standing what is said of TLS above it.
      trafficPolicy: tls && { tls: tls._toSpec(host, this.namespace) },
      subsets: subsets.length > 0 ? subsets : undefined,
    };
  }
}

function targetOf(host: string, { number, targetPort }: EgressPort): TunnelTarget {
  return { host, port: targetPort ?? number };
}

/** The namespaces that call a service. Where the mesh decides, Istio's own default is assumed. */
function callersOf({ _callers, namespace = '.' }: RegisteredService): string[] {
  return (_callers!.values ?? ['*']).map((value) => (value === '.' ? namespace : value));
}

// On the class, because `instanceof` of cdk8s takes every ApiObject for one.
Object.defineProperty(ForwardProxy.prototype, FORWARD_PROXY, { value: true });

function isForwardProxy(service: object): service is ForwardProxy {
  return FORWARD_PROXY in service;
}
