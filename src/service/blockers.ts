import type { IConstruct } from 'constructs';
import { isInTree } from '../app/final-checks';
import { rootOf } from '../app/root';
import { IstioMesh } from '../mesh/istio-mesh';
import type { IExternalService } from './i-external-service';
import type { IImportable } from './importable';
import type { ExportTo } from './values/export-to';

/** What one lockdown says of calls. */
export interface Blocker {
  readonly saidBy: IConstruct;
  readonly namespace: string;
  /** Whom it holds for, for a person: `namespace shop`. */
  readonly what: string;
  /** Whether it holds for certain workloads, whatever their namespace may call. */
  readonly isForSome: boolean;
  lets(service: IImportable): boolean;
}

interface Called extends IExternalService {
  readonly _callers: ExportTo;
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

  /** Who cannot call a service, a sentence each, of the namespaces that are named as its callers, its own among them. */
  public inWords(service: Called): string[] {
    const mesh = IstioMesh.of(service);
    const standing = this.blockers
      .filter(({ namespace }) => isCaller(service, namespace))
      .filter(({ saidBy }) => isInTree(saidBy) && IstioMesh.of(saidBy) === mesh);
    const blocking = new Map(standing.filter(({ lets }) => !lets(service)).map((blocker) => [blocker.what, blocker]));
    return [...blocking.values()].map(({ saidBy, what, namespace, isForSome }) => {
      const hasExceptions = !isForSome && standing.some((other) => other.isForSome && other.namespace === namespace && other.lets(service));
      return `${saidBy.node.path} locks ${what} and does not allow it: a call from ${hasExceptions ? 'its other pods' : 'there'} is blocked.`;
    });
  }
}

/** Where everybody may call, that most do not mean to. */
function isCaller({ namespace: own, _callers }: Called, namespace: string): boolean {
  return _callers._reaches(namespace, own) && (namespace === own || (_callers.values?.includes(namespace) ?? false));
}
