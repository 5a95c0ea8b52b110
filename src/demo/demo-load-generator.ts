import { Duration } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { demoDeployment } from './objects';

/** A load generator that sends. */
export interface DemoLoadGeneratorOptions {
  /**
   * GET requests to frontpage per second, over all connections. A positive integer.
   *
   * @default 20
   */
  readonly rate?: number;

  /**
   * Connections it keeps open. A positive integer.
   *
   * @default 5
   */
  readonly connections?: number;

  /**
   * Image of bombardier, with its tag.
   *
   * @default 'alpine/bombardier' - untagged, and therefore pulled whenever a pod starts
   */
  readonly image?: string;
}

/**
 * The load generator of the demo application: `bombardier`, which sends GET requests to frontpage from inside the mesh. Its
 * Deployment always exists; it has a pod only when it is asked to send.
 *
 * It stands for the load of the post's `backyards install --run-demo`, which comes from outside the namespace.
 *
 * @see https://github.com/codesenberg/bombardier
 */
export class DemoLoadGenerator extends Construct {
  /**
   * Defines the load generator; `DemoApp` does it. It is idle when there are no options.
   *
   * @internal
   */
  public static _define(scope: Construct, namespace: string, options: DemoLoadGeneratorOptions | undefined): DemoLoadGenerator {
    return new DemoLoadGenerator(scope, namespace, options);
  }

  /** The Deployment. Its label and selector is `app: bombardier`. */
  public readonly deployment: kplus.Deployment;

  private constructor(scope: Construct, namespace: string, options?: DemoLoadGeneratorOptions) {
    super(scope, 'bombardier');
    const { connections = 5, rate = 20, image = 'alpine/bombardier' } = options ?? {};
    this.deployment = demoDeployment(this, {
      name: 'bombardier',
      namespace,
      labels: { app: 'bombardier' },
      replicas: options ? 1 : 0,
      terminationGracePeriod: Duration.seconds(2),
      container: {
        name: 'bombardier',
        image,
        args: [`--connections=${connections}`, `--rate=${rate}`, '--duration=100h', 'http://frontpage:8080'],
      },
    });
  }
}
