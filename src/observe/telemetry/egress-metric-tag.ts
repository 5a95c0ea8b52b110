import type { TelemetryMetrics } from '../../istio/spec';
import { mustFit } from '../../app/options';
import { quote, refusalAt } from '../../app/refusal';
import { objectOf, plain } from '../../app/shape';
import { UNDECLARED } from './egress-filter';

/** What may be said about a tag. */
export interface EgressMetricTagOptions {
  /**
   * The values that are told apart; every other one is reported as `other`. It is the only bound that holds whatever the callers do:
   * without it a client that makes up hosts makes up series.
   *
   * @default - every value
   */
  readonly only?: string[];
}

/** What stands in `only` is looked at where the tag is made, whose refusal names the value. */
const OPTIONS = objectOf({ only: plain('a list of values', "['api.example.com']", () => true) }, "{ only: ['api.example.com'] }");

/** What a tag can have for a value. */
interface Values {
  readonly attribute: string;
  readonly what: string;
  readonly example: string;
  readonly form: RegExp;
}

const HOST: Values = { attribute: 'request.host', what: 'a host', example: 'api.example.com', form: /^[\w.:[\]-]+$/ };
/** As Envoy writes it. Without a port it would be the address of no connection. */
const ADDRESS: Values = {
  attribute: 'destination.address', what: 'an address with its port', example: '198.51.100.20:5432', form: /^(?:\d+(?:\.\d+){3}|\[[\da-f:.]+\]):\d+$/,
};

type Metric = NonNullable<NonNullable<NonNullable<TelemetryMetrics['overrides']>[number]['match']>['metric']>;

/**
 * A label that Istio does not put on its metrics by itself, on outbound calls of the counters of requests and connections. The histograms
 * are left as they are: there each value would cost twenty series.
 *
 * @see https://istio.io/latest/docs/tasks/observability/metrics/customize-metrics/
 */
export class EgressMetricTag {
  /**
   * `request_host`: the Host header of an HTTP call, on `istio_requests_total`. It names the host where `destination_service` does not:
   * of calls through an egress gateway, and of blocked ones where a Sidecar narrows what is visible.
   *
   * Costs one series per workload, response code and host, for calls inside the mesh as well.
   *
   * @param options the hosts that are told apart
   */
  public static requestHost(options: EgressMetricTagOptions = {}): EgressMetricTag {
    const host = onlyThese('EgressMetricTag.requestHost', HOST, options);
    return new EgressMetricTag('request_host', host, ['REQUEST_COUNT']);
  }

  /**
   * `destination_address`: address and port that a blocked or unknown connection was made to, on `istio_tcp_connections_opened_total` and
   * `istio_tcp_connections_closed_total`. Of TCP and TLS nothing else says where it went. Connections of declared services have the value
   * `declared`, so that the services of the cluster cost nothing.
   *
   * Costs one series per workload and address that no service declares.
   *
   * @param options the addresses that are told apart, with port: `198.51.100.20:5432`, `[2001:db8::1]:5432`
   */
  public static destinationAddress(options: EgressMetricTagOptions = {}): EgressMetricTag {
    const address = onlyThese('EgressMetricTag.destinationAddress', ADDRESS, options);
    return new EgressMetricTag('destination_address', `(${UNDECLARED}) ? ${address} : 'declared'`, ['TCP_OPENED_CONNECTIONS', 'TCP_CLOSED_CONNECTIONS']);
  }

  private constructor(
    /** Name of the label in Prometheus. */
    public readonly name: string,
    /** Its value, in CEL. */
    public readonly expression: string,
    private readonly metrics: Metric[],
  ) {}

  /**
   * Its overrides in a Telemetry.
   *
   * @internal
   */
  public get _overrides(): NonNullable<TelemetryMetrics['overrides']> {
    return this.metrics.map((metric) => ({
      match: { metric, mode: 'CLIENT' },
      tagOverrides: { [this.name]: { operation: 'UPSERT', value: this.expression } },
    }));
  }
}

/** CEL: an attribute where it has one of the values, and `other` elsewhere. */
function onlyThese(factory: string, { attribute, what, example, form }: Values, options: EgressMetricTagOptions): string {
  mustFit(factory, OPTIONS, 'options', options);
  const { only } = options;
  if (only === undefined) return attribute;
  const refuse = (value: unknown, expected: string) => refusalAt(factory, `only ${quote(value)} is not ${expected}; write them as they are called, such as ['${example}']`);
  if (!Array.isArray(only) || only.length === 0) throw refuse(only, 'a list of values');
  const wrong = Array.from<unknown>(only).filter((value) => typeof value !== 'string' || !form.test(value));
  if (wrong.length > 0) throw refuse(wrong[0], what);
  const isOneOf = [...new Set(only)].sort().map((value) => `${attribute} == '${value}'`).join(' || ');
  return `((${isOneOf}) ? ${attribute} : 'other')`;
}
