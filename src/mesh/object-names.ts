import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type AppView, type Complaint, FinalChecks } from '../app/final-checks';
import { rootOf } from '../app/root';
import { sharingKeys } from '../app/sharing';
import { type IIstioMesh, IstioMesh } from './istio-mesh';

const OBJECT_NAMES = Symbol.for('cdk8s-istio-egress.ObjectNames');

/** Refuses an object with the kind, namespace and name of one of this library: the second would overwrite the first. */
export class ObjectNames {
  public static of(scope: IConstruct): ObjectNames {
    const root = rootOf(scope) as IConstruct & { [OBJECT_NAMES]?: ObjectNames };
    root[OBJECT_NAMES] ??= new ObjectNames(root);
    return root[OBJECT_NAMES];
  }

  private readonly ours: ApiObject[] = [];
  private readonly kinds = new Set<string>();

  private readonly finalChecks: FinalChecks;

  private constructor(root: IConstruct) {
    this.finalChecks = FinalChecks.of(root);
    this.finalChecks.add((app) => this.complaints(app));
  }

  public add(object: ApiObject): void {
    this.ours.push(object);
    this.kinds.add(object.kind);
    this.finalChecks.somethingChanged();
  }

  private complaints(app: AppView): Complaint[] {
    return [...this.kinds].flatMap((kind) => this.sameNames(sharingKeys(app.objects(kind), ({ name }) => [name])));
  }

  /** @param objects of one kind; those of which nobody else has the name may be left out */
  private sameNames(objects: ApiObject[]): Complaint[] {
    if (objects.length === 0) return [];
    const complaints: Complaint[] = [];
    const ours = new Set(this.ours);
    const owners = new Map<IIstioMesh, Map<string, ApiObject>>();
    for (const object of objects) {
      const mesh = IstioMesh.of(object);
      const names = owners.get(mesh) ?? new Map<string, ApiObject>();
      owners.set(mesh, names);
      const key = `${object.apiGroup}/${object.metadata.namespace ?? ''}/${object.name}`;
      const owner = names.get(key);
      if (!owner) {
        names.set(key, object);
      } else if (ours.has(object) || ours.has(owner)) {
        complaints.push({ about: object, message: sameName(object, owner) });
      }
    }
    return complaints;
  }
}

function sameName(object: ApiObject, owner: ApiObject): string {
  const namespace = object.metadata.namespace;
  return `${object.kind} ${object.name}${namespace ? ` in namespace ${namespace}` : ''} is also written by ${owner.node.path}, `
    + 'and one of the two would overwrite the other; give one another name or namespace, or put it into an app of its own';
}
