import type { DemoLoadGeneratorOptions } from './demo-load-generator';

/** Properties of a `DemoApp`. */
export interface DemoAppProps {
  /**
   * The namespace of the whole application.
   *
   * @default 'backyards-demo'
   */
  readonly namespace?: string;

  /**
   * Whether to write the Namespace object, with the label that brings it into the mesh. Without it somebody else creates the
   * namespace, and labels it.
   *
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * Repository of the image of all services, without a tag.
   *
   * @default 'banzaicloud/allspark'
   */
  readonly image?: string;

  /**
   * Tag of the image of all services, perhaps with a digest: `0.1.2@sha256:...`. At least 0.1.0, the first that speaks gRPC
   * and TCP.
   *
   * @default '0.1.2'
   */
  readonly tag?: string;

  /**
   * Pods of every service but movies, which has one for each of its versions.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Makes the load generator send, with one pod. `{}` sends at the default rate.
   *
   * @default - it is deployed without pods and sends nothing
   */
  readonly loadGenerator?: DemoLoadGeneratorOptions;
}
