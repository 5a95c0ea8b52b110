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

  private readonly ours = new Map<ApiObject, IConstruct | undefined>();
  private readonly kinds = new Set<string>();

  private readonly finalChecks: FinalChecks;

  private constructor(root: IConstruct) {
    this.finalChecks = FinalChecks.of(root);
    this.finalChecks.add((app) => this.complaints(app));
  }

  /** @param creator the construct that writes it because of its `createNamespace`, and without that would not */
  public add(object: ApiObject, creator?: IConstruct): void {
    this.ours.set(object, creator);
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
    const owners = new Map<IIstioMesh, Map<string, ApiObject>>();
    for (const object of objects) {
      const mesh = IstioMesh.of(object);
      const names = owners.get(mesh) ?? new Map<string, ApiObject>();
      owners.set(mesh, names);
      const key = `${object.apiGroup}/${namespaceOf(object) ?? ''}/${object.name}`;
      const owner = names.get(key);
      if (!owner) {
        names.set(key, object);
      } else if (this.ours.has(object) || this.ours.has(owner)) {
        complaints.push(this.sameName(object, owner));
      }
    }
    return complaints;
  }

  private sameName(object: ApiObject, owner: ApiObject): Complaint {
    const creators = [object, owner].map((one) => this.ours.get(one));
    const [about, other] = [object, owner].map((one, index) => creators[index] ?? one);
    const namespace = namespaceOf(object);
    return {
      about,
      message: `${object.kind} ${object.name}${namespace ? ` in namespace ${namespace}` : ''} is also written by ${other.node.path}, `
        + `and one of the two would overwrite the other; ${fixFor(creators.filter((creator) => creator !== undefined))}`,
    };
  }
}

/** A Namespace lies in none, whatever cdk8s makes of that of its chart. */
function namespaceOf({ kind, metadata: { namespace } }: ApiObject): string | undefined {
  return kind === 'Namespace' ? undefined : namespace;
}

function fixFor(creators: IConstruct[]): string {
  if (creators.length === 0) return 'give one another name or namespace, or put it into an app of its own';
  const paths = creators.map(({ node }) => node.path).join(' or ');
  return `leave it to one of them, and write createNamespace: false in ${paths}`;
}
