import { DemoRequest } from './demo-request';

/** What a version of a service does: the variables its image is started with. */
export interface DemoBehaviour {
  readonly env: Record<string, string>;
  /** What it requests before anybody adds to it, in the order of the chart. */
  readonly requests: DemoRequest[];
}

/** What one service has that the others have not. */
export interface DemoServiceTopology {
  /** What each version does, by its name. */
  readonly versions: Record<string, DemoBehaviour>;
  /** Pods of each version, where the application does not decide. */
  readonly replicas?: number;
  /** Whether a new pod has to be ready before an old one goes; otherwise Kubernetes' default strategy is left alone. */
  readonly newPodFirst: boolean;
}

/** What a service of the demo application is made of. */
export interface DemoServiceDefinition extends DemoServiceTopology {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly replicas: number;
}

/** What a version of a service is made of. */
export interface DemoWorkloadDefinition {
  readonly service: string;
  readonly version: string;
  readonly behaviour: DemoBehaviour;
  readonly namespace: string;
  readonly image: string;
  readonly replicas: number;
  readonly newPodFirst: boolean;
}

/** The names of the services, in the order a request travels. */
export type DemoServiceName =
  'frontpage' | 'catalog' | 'movies' | 'database' | 'bookings' | 'analytics' | 'payments' | 'notifications';

/** The demo application of chart backyards-demo 1.0.1, the one in the post. */
export const TOPOLOGY: Record<DemoServiceName, DemoServiceTopology> = {
  frontpage: {
    versions: { v1: echo('frontpage', DemoRequest.http('http://catalog:8080/', { times: 2 }), DemoRequest.http('http://bookings:8080')) },
    newPodFirst: true,
  },
  catalog: {
    versions: { v1: echo('cinema catalog response', DemoRequest.grpc('movies', 8082)) },
    newPodFirst: true,
  },
  movies: {
    versions: {
      v1: echo('movies list response'),
      v2: echo('movies list response v2'),
      v3: echo('movies list response v3', DemoRequest.tcp('database', 8083)),
    },
    replicas: 1,
    newPodFirst: true,
  },
  database: {
    versions: { v1: { env: {}, requests: [] } },
    newPodFirst: false,
  },
  bookings: {
    versions: { v1: echo('bookings service response', DemoRequest.http('http://analytics:8080/'), DemoRequest.http('http://payments:8080/')) },
    newPodFirst: false,
  },
  analytics: {
    versions: { v1: { env: { WORKLOAD: 'PI', PI_COUNT: '1000' }, requests: [] } },
    newPodFirst: true,
  },
  payments: {
    versions: { v1: echo('payment received', DemoRequest.http('http://notifications:8080')) },
    newPodFirst: true,
  },
  notifications: {
    versions: { v1: echo('notification sent') },
    newPodFirst: true,
  },
};

/** The share of each version of movies in its gRPC traffic, in percent. */
export const MOVIES_WEIGHTS: Record<string, number> = { v1: 33, v2: 33, v3: 34 };

/** Answers with a text. */
function echo(text: string, ...requests: DemoRequest[]): DemoBehaviour {
  return { env: { WORKLOAD: 'Echo', ECHO_STR: text }, requests };
}
