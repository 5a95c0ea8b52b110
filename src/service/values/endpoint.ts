import type { ServiceEntrySpec } from '../../istio/spec';
import { mustFit } from '../../app/options';
import { quote } from '../../app/refusal';
import { isRecord, objectOf, plain, text } from '../../app/shape';
import type { Locality } from './locality';

/** What may be said about an endpoint beside its address. */
export interface EndpointOptions {
  /**
   * The ports of this endpoint, by the names of the service's ports, where they differ (1 to 65535).
   *
   * @default - the service's ports
   */
  readonly ports?: Record<string, number>;

  /**
   * Labels of the endpoint; the subsets of a DestinationRule select by them.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * The network the endpoint is in, for meshes with several.
   *
   * @default - the network of the caller
   */
  readonly network?: string;

  /**
   * Where the endpoint is. Traffic prefers the near ones where a DestinationRule with outlier detection says so.
   *
   * @default - nowhere in particular
   */
  readonly locality?: Locality;

  /**
   * Share of the load, relative to the other endpoints.
   *
   * @default - every endpoint gets the same
   */
  readonly weight?: number;

  /**
   * Service account of the workload behind the endpoint, if it has a sidecar; in the namespace of the service.
   *
   * @default - none
   */
  readonly serviceAccount?: string;
}

/** What an option must be is said by the service, which names the endpoint. */
const SAID_BY_SERVICE = plain('', '', () => true);

const OPTIONS = objectOf({
  ports: SAID_BY_SERVICE,
  labels: SAID_BY_SERVICE,
  network: SAID_BY_SERVICE,
  locality: SAID_BY_SERVICE,
  weight: SAID_BY_SERVICE,
  serviceAccount: SAID_BY_SERVICE,
}, '{ weight: 1 }');

const SOCKET = text("'/run/service.sock'");

/**
 * One place where an external service is found.
 *
 * What Istio would refuse is refused by the `ExternalService` the endpoint is given to.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/workload-entry/
 */
export class Endpoint {
  /**
   * An endpoint with an address.
   *
   * @param address an IPv4 or IPv6 address, or a DNS name (which makes the service's resolution DNS)
   * @param options ports, labels, locality and so on
   * @throws when an option is unknown
   */
  public static of(address: string, options: EndpointOptions = {}): Endpoint {
    mustFit('Endpoint.of', OPTIONS, 'options', options);
    return new Endpoint(address, options);
  }

  /**
   * A socket in the file system of the proxy. The service must have exactly one port.
   *
   * @param path absolute, or an abstract socket `@name`
   * @param options everything but ports
   * @throws when the path is no text, or an option is unknown
   */
  public static unixSocket(path: string, options: EndpointOptions = {}): Endpoint {
    mustFit('Endpoint.unixSocket', SOCKET, 'path', path);
    mustFit('Endpoint.unixSocket', OPTIONS, 'options', options);
    return new Endpoint(`unix://${path}`, options);
  }

  /**
   * An endpoint of which only the network is known: its gateway is called.
   *
   * @param networkName the name of the network
   * @param options everything but the network
   * @throws when an option is unknown, or the options name a network, too
   */
  public static inNetwork(networkName: string, options: EndpointOptions = {}): Endpoint {
    mustFit('Endpoint.inNetwork', OPTIONS, 'options', options);
    if (options.network !== undefined) {
      throw new Error(`Endpoint.inNetwork: network ${quote(options.network)} is given beside ${quote(networkName)}; leave it out of the options`);
    }
    return new Endpoint(undefined, options, networkName);
  }

  private readonly options: EndpointOptions;

  private constructor(
    /** IP address, DNS name or `unix://` path; undefined where only the network is known. */
    public readonly address: string | undefined,
    options: EndpointOptions,
    network?: string,
  ) {
    this.options = { ...options, network: network ?? options.network, ports: copyOf(options.ports), labels: copyOf(options.labels) };
  }

  /** The address, or the network where there is none. */
  public toString(): string {
    return this.address ?? `network ${this.options.network}`;
  }

  /** @internal */
  public get _locality(): Locality | undefined {
    return this.options.locality;
  }

  /**
   * The endpoint as it stands in a ServiceEntry.
   *
   * @internal
   */
  public _toSpec(): NonNullable<ServiceEntrySpec['endpoints']>[number] {
    const { locality, ...rest } = this.options;
    return { address: this.address, ...rest, locality: locality?.toString() };
  }
}

/** What was passed may change afterwards; what it is not is told by the service. */
function copyOf<T>(values: T): T {
  return isRecord(values) ? { ...values } : values;
}
