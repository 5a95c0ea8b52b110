import type { IConstruct } from 'constructs';
import { isInTree } from '../app/final-checks';
import { rootOf } from '../app/root';
import { IstioMesh } from '../mesh/istio-mesh';
import type { IExternalService } from './i-external-service';
import type { IImportable } from './importable';
import type { ExportTo } from './values/export-to';

/** Who keeps workloads from calling what it does not let them call. */
export interface Blocker {
  readonly saidBy: IConstruct;
  readonly namespace: string;
  /** Whom it holds for, for a person: `namespace shop`. */
  readonly what: string;
  lets(service: IImportable): boolean;
}

const BLOCKERS = Symbol.for('cdk8s-istio-egress.Blockers');

/** What lockdowns say of calls, as far as a service has to know it. */
export class Blockers {
  public static of(scope: IConstruct): Blockers {
    const root = rootOf(scope) as IConstruct & { [BLOCKERS]?: Blockers };
    root[BLOCKERS] ??= new Blockers();
    return root[BLOCKERS];
  }

  private readonly blockers: Blocker[] = [];

  private constructor() {}

  public add(blocker: Blocker): void {
    this.blockers.push(blocker);
  }

  /** Those in the namespaces that a service names, its own among them: somebody there may expect to call it. */
  public blocking(service: IExternalService & { readonly exportTo: ExportTo }): Blocker[] {
    const mesh = IstioMesh.of(service);
    const isNamed = (namespace: string) => namespace === service.namespace || service.exportTo.values?.includes(namespace);
    return this.blockers
      .filter(({ saidBy }) => isInTree(saidBy) && IstioMesh.of(saidBy) === mesh)
      .filter(({ namespace, lets }) => isNamed(namespace) && !lets(service));
  }
}
