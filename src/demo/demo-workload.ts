import type * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { refusal, refusalAt } from '../app/refusal';
import { instanceOf, misfitsOf } from '../app/shape';
import { cdk8sPlus } from './cdk8s-plus';
import { DemoRequest } from './demo-request';
import { demoDeployment, setEnv } from './objects';
import type { DemoWorkloadDefinition } from './topology';

const REQUEST = instanceOf(DemoRequest, "DemoRequest.http('http://httpbin.org/get')");

/**
 * One version of a service of the demo application: a Deployment, and the requests its pods send.
 *
 * @see https://github.com/banzaicloud/allspark
 */
export class DemoWorkload extends Construct {
  /**
   * Defines the version a definition describes; `DemoApp` does it for all of them.
   *
   * @internal
   */
  public static _define(scope: Construct, definition: DemoWorkloadDefinition): DemoWorkload {
    return new DemoWorkload(scope, definition);
  }

  /** The version, as in the label `version` of the pods: `v1`. */
  public readonly version: string;

  /** The Deployment. Its labels and selector are `app` and `version`. */
  public readonly deployment: kplus.Deployment;

  private readonly inherent: DemoRequest[];
  private readonly added: DemoRequest[] = [];

  private constructor(scope: Construct, definition: DemoWorkloadDefinition) {
    super(scope, definition.version);
    this.version = definition.version;
    this.inherent = definition.behaviour.requests;
    this.deployment = demoDeployment(this, {
      name: `${definition.service}-${definition.version}`,
      namespace: definition.namespace,
      labels: { app: definition.service, version: definition.version },
      replicas: definition.replicas,
      newPodFirst: definition.newPodFirst,
      container: {
        name: definition.service,
        image: definition.image,
        imagePullPolicy: cdk8sPlus().ImagePullPolicy.IF_NOT_PRESENT,
        ports: [{ number: 8080 }, { number: 8082 }, { number: 8083 }],
      },
    });
    Object.entries(definition.behaviour.env).forEach(([name, value]) => setEnv(this.deployment, name, value));
    this.writeRequests();
  }

  /** What is requested, every URL once: first what the demo application consists of, then what was added, sorted by its text. */
  public get requests(): DemoRequest[] {
    const all = [...this.inherent, ...[...this.added].sort(byText)];
    return all.filter((request, index) => index === all.findIndex((other) => other._hasUrlOf(request)));
  }

  /**
   * Makes every pod of this version send a request whenever it gets one itself. The requests it sends already are kept.
   * Saying the same request twice changes nothing.
   *
   * It stands for the post's `kubectl set env deployment/notifications-v1 REQUESTS=...`, which replaces the whole list.
   *
   * @param request what to send
   * @throws when it is no `DemoRequest`, or the same URL is already requested with another count
   */
  public request(request: DemoRequest): void {
    this._refuseContradiction(request);
    this.added.push(request);
    this.writeRequests();
  }

  /**
   * Refuses what is no request, and a request whose URL is requested with another count.
   *
   * @internal
   */
  public _refuseContradiction(request: DemoRequest): void {
    const misfits = misfitsOf(REQUEST, 'request', request);
    if (misfits.length > 0) throw refusalAt(this.node.path, ...misfits);
    const known = this.requests.find((candidate) => candidate._hasUrlOf(request));
    if (!known || known._count === request._count) return;
    throw refusal(this, `${known.url} is already requested with ${known._count}, and ${request._count} contradicts it; `
      + `request it with ${known._count}, or request another URL`);
  }

  private writeRequests(): void {
    if (this.requests.length === 0) return;
    setEnv(this.deployment, 'REQUESTS', unexpanded(this.requests.join(' ')));
  }
}

function byText(a: DemoRequest, b: DemoRequest): number {
  return a.toString() < b.toString() ? -1 : 1;
}

/** Kubernetes expands `$(NAME)` in environment variables, and reads `$$` as an escaped `$`. */
function unexpanded(value: string): string {
  return value.replace(/\$(?=[$(])/g, '$$$$');
}
