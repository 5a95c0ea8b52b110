import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { DestinationRuleSpec, VirtualServiceSpec } from '../istio/spec';
import { ObjectNames } from '../mesh/object-names';
import { refusalAt } from '../app/refusal';
import { mustBeScope, pathIn, withoutChart } from '../app/scope';
import { memberOfMesh, writeNamespace } from '../mesh/written-namespace';
import { Sidecars } from '../policy/sidecar/sidecars';
import type { DemoAppProps } from './demo-app-props';
import { DemoLoadGenerator } from './demo-load-generator';
import { DemoService } from './demo-service';
import { impossibleDemo } from './demo-shape';
import { type DemoServiceName, MOVIES_WEIGHTS, TOPOLOGY } from './topology';

/**
 * The demo application of the post "Accessing external services with Istio": Backyards' cinema, eight services that call each
 * other over HTTP, gRPC and TCP whenever frontpage is called. One GET on frontpage ends in one call of notifications, which
 * calls nobody until it is told to.
 *
 * As the post's chart has it, but that its containers meet the restricted Pod Security Standard and that its Istio objects
 * are at `networking.istio.io/v1`.
 *
 * @example
 *
 * const demo = new DemoApp(chart, 'demo');
 * demo.notifications.request(DemoRequest.http('http://httpbin.org/get'));
 *
 * @see https://outshift.cisco.com/blog/istio-external-services
 */
export class DemoApp extends Construct {
  /** The namespace of the whole application. */
  public readonly namespace: string;

  /** The entry: calls catalog twice and bookings once. */
  public readonly frontpage: DemoService;

  /** Calls movies over gRPC. */
  public readonly catalog: DemoService;

  /** Versions v1, v2 and v3 share the gRPC traffic 33 : 33 : 34; v3 sends 1 MiB to database over TCP. */
  public readonly movies: DemoService;

  /** Calls nobody. */
  public readonly database: DemoService;

  /** Calls analytics and payments. */
  public readonly bookings: DemoService;

  /** Computes pi, and calls nobody. */
  public readonly analytics: DemoService;

  /** Calls notifications. */
  public readonly payments: DemoService;

  /** Calls nobody until it is told to; in the post, httpbin.org. */
  public readonly notifications: DemoService;

  /** All eight services. */
  public readonly services: DemoService[];

  /** The load generator, idle unless it was asked to send. */
  public readonly loadGenerator: DemoLoadGenerator;

  /**
   * Defines the demo application.
   *
   * @param scope the chart, or a construct in one
   * @param id an id that is unique in the scope
   * @param props what differs from the post's application
   * @throws when a prop is unknown, is not what it must be or what Kubernetes allows, no chart contains it, or the image is too old for
   *   the application
   */
  constructor(scope: Construct, id: string, props: DemoAppProps = {}) {
    super(mustFit(scope, id, props), id);
    const { namespace = 'backyards-demo', createNamespace = true, replicas = 2 } = props;
    this.namespace = namespace;
    const image = `${props.image ?? 'banzaicloud/allspark'}:${props.tag ?? '0.1.2'}`;

    if (createNamespace) writeNamespace(this, this.namespace, memberOfMesh(this.namespace));

    const service = (name: DemoServiceName) =>
      DemoService._define(this, { name, namespace: this.namespace, image, replicas, ...TOPOLOGY[name] });
    this.frontpage = service('frontpage');
    this.catalog = service('catalog');
    this.movies = service('movies');
    this.database = service('database');
    this.bookings = service('bookings');
    this.analytics = service('analytics');
    this.payments = service('payments');
    this.notifications = service('notifications');
    this.services = [
      this.frontpage, this.catalog, this.movies, this.database, this.bookings, this.analytics, this.payments, this.notifications,
    ];
    this.splitMovies();
    this.narrowImports();
    this.loadGenerator = DemoLoadGenerator._define(this, this.namespace, props.loadGenerator);
    this.claimNames();
  }

  /** The weights and subsets of movies, for its gRPC port only. */
  private splitMovies(): void {
    const destinationRule: DestinationRuleSpec = {
      host: this.movies.name,
      trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
      subsets: this.movies.versions.map(({ version }) => ({ name: version, labels: { version } })),
    };
    const virtualService: VirtualServiceSpec = {
      hosts: [this.movies.name],
      http: [{
        match: [{ port: 8082 }],
        route: this.movies.versions.map(({ version }) => ({
          destination: { host: this.movies.name, subset: version, port: { number: 8082 } },
          weight: MOVIES_WEIGHTS[version],
        })),
      }],
    };
    const metadata = { name: this.movies.name, namespace: this.namespace };
    const apiVersion = 'networking.istio.io/v1';
    new ApiObject(this.movies, 'DestinationRule', { apiVersion, kind: 'DestinationRule', metadata, spec: destinationRule });
    new ApiObject(this.movies, 'VirtualService', { apiVersion, kind: 'VirtualService', metadata, spec: virtualService });
  }

  /** The Sidecar of the namespace, without a policy: it follows the mesh until a lockdown governs the namespace. */
  private narrowImports(): void {
    Sidecars.of(this).ofNamespace(this, this.namespace).importUngoverned({
      saidBy: this,
      hosts: ({ rootNamespace }) => ['./*', `${rootNamespace}/*`],
    });
  }

  private claimNames(): void {
    const names = ObjectNames.of(this);
    this.node.findAll().filter((construct) => ApiObject.isApiObject(construct)).forEach((object) => names.add(object));
  }
}

/** Judged before there is a construct: what is refused leaves nothing in the tree. */
function mustFit(scope: Construct, id: string, props: DemoAppProps): Construct {
  mustBeScope(scope, id, "new DemoApp(chart, 'demo')");
  const messages = [...impossibleDemo(props), ...withoutChart(scope)];
  if (messages.length > 0) throw refusalAt(pathIn(scope, id), ...messages);
  return scope;
}
