import type * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { quote, refusal } from '../app/refusal';
import type { DemoRequest } from './demo-request';
import { DemoWorkload } from './demo-workload';
import { demoService } from './objects';
import type { DemoServiceDefinition } from './topology';

/**
 * A service of the demo application: a Kubernetes Service with the ports 8080 `http`, 8082 `grpc` and 8083 `tcp`, and a
 * Deployment for each of its versions.
 */
export class DemoService extends Construct {
  /**
   * Defines the service a definition describes; `DemoApp` does it for all of them.
   *
   * @internal
   */
  public static _define(scope: Construct, definition: DemoServiceDefinition): DemoService {
    return new DemoService(scope, definition);
  }

  /** The name of the service, which is also the label `app` of its pods: `notifications`. */
  public readonly name: string;

  /** The Kubernetes Service. It selects the pods of all versions. */
  public readonly service: kplus.Service;

  /** The versions of the service. Only movies has more than one. */
  public readonly versions: DemoWorkload[];

  private constructor(scope: Construct, definition: DemoServiceDefinition) {
    super(scope, definition.name);
    this.name = definition.name;
    this.service = demoService(this, definition.namespace, definition.name);
    this.versions = Object.entries(definition.versions).map(([version, behaviour]) =>
      DemoWorkload._define(this, { ...definition, service: definition.name, version, behaviour }));
  }

  /**
   * The Deployment of a service that has one version.
   *
   * @throws when the service has several
   */
  public get deployment(): kplus.Deployment {
    if (this.versions.length > 1) {
      throw refusal(this, `${this.name} has a Deployment for each of ${this.versionNames}; `
        + `say which one, as in version('${this.versions[0].version}').deployment`);
    }
    return this.versions[0].deployment;
  }

  /**
   * One version of the service.
   *
   * @param version its name, as in the label `version` of its pods: `v3`
   * @throws when the service has no such version
   */
  public version(version: string): DemoWorkload {
    const found = this.versions.find((workload) => workload.version === version);
    if (!found) throw refusal(this, `version ${quote(version)} of ${this.name} does not exist; it has ${this.versionNames}`);
    return found;
  }

  /**
   * Makes the pods of all versions send a request whenever they get one themselves. What they request already is kept, and
   * saying the same request twice changes nothing.
   *
   * It stands for the post's `kubectl set env deployment/notifications-v1 REQUESTS=...`, which replaces the whole list.
   *
   * @param request what to send
   * @throws when it is no `DemoRequest`, or a version already requests the same URL with another count; then no version is changed
   */
  public request(request: DemoRequest): void {
    this.versions.forEach((workload) => workload._refuseContradiction(request));
    this.versions.forEach((workload) => workload.request(request));
  }

  private get versionNames(): string {
    return this.versions.map((workload) => workload.version).join(', ');
  }
}
