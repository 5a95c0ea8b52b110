import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type Complaint, FinalChecks } from './final-checks';
import { type IIstioMesh, IstioMesh } from './istio-mesh';

const OBJECT_NAMES = Symbol.for('cdk8s-istio-egress.ObjectNames');

/** Refuses two objects of this library with the same kind, namespace and name: the second would overwrite the first. */
export class ObjectNames {
  public static of(scope: IConstruct): ObjectNames {
    const root = scope.node.root as IConstruct & { [OBJECT_NAMES]?: ObjectNames };
    root[OBJECT_NAMES] ??= new ObjectNames(root);
    return root[OBJECT_NAMES];
  }

  private readonly objects: ApiObject[] = [];

  private constructor(root: IConstruct) {
    FinalChecks.of(root).add(() => this.complaints());
  }

  public add(object: ApiObject): void {
    this.objects.push(object);
    FinalChecks.of(object).somethingChanged();
  }

  private complaints(): Complaint[] {
    const complaints: Complaint[] = [];
    const owners = new Map<IIstioMesh, Map<string, ApiObject>>();
    for (const object of this.objects) {
      const mesh = IstioMesh.of(object);
      const names = owners.get(mesh) ?? new Map<string, ApiObject>();
      owners.set(mesh, names);
      const key = `${object.kind}/${object.metadata.namespace ?? ''}/${object.name}`;
      const owner = names.get(key);
      if (owner && owner !== object) {
        complaints.push({ about: object, message: sameName(object, owner) });
      } else {
        names.set(key, object);
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
