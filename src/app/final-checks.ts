import { ApiObject } from 'cdk8s';
import { type IConstruct, Node } from 'constructs';
import { groupBy } from './group-by';
import { rootOf } from './root';

/** What a final check found wrong, and the construct that said it. */
export interface Complaint {
  readonly about: IConstruct;
  readonly message: string;
}

/** The whole app, as a check may look at it. */
export interface AppView {
  /** Every object of a kind, whoever wrote it. */
  objects(kind: string): ApiObject[];
}

const FINAL_CHECKS = Symbol.for('cdk8s-istio-egress.FinalChecks');

/**
 * The checks that need the whole app: they run when cdk8s validates it, before anything is written.
 *
 * cdk8s validates an app once for every chart it synthesizes. A check that looks at every service would then cost
 * services times charts, so all of them hang on the root and run again only after somebody said something new.
 */
export class FinalChecks {
  public static of(scope: IConstruct): FinalChecks {
    const root = rootOf(scope) as IConstruct & { [FINAL_CHECKS]?: FinalChecks };
    root[FINAL_CHECKS] ??= new FinalChecks(root);
    return root[FINAL_CHECKS];
  }

  private readonly checks: ((app: AppView) => Complaint[])[] = [];
  private readonly complaints = new Map<IConstruct, string[]>();
  private readonly speakers = new Set<IConstruct>();
  private upToDate = false;
  private charted = '';
  private view?: AppView;

  private constructor(private readonly root: IConstruct) {
    root.node.addValidation({ validate: () => this.run() });
  }

  /** Adds a check that runs once everything has been said. */
  public add(check: (app: AppView) => Complaint[]): void {
    this.checks.push(check);
    this.upToDate = false;
  }

  /** To be called by whoever changes something that a check looks at. */
  public somethingChanged(): void {
    this.upToDate = false;
    this.view = undefined;
  }

  /** The app as it stands now. */
  public get app(): AppView {
    return this.view ??= viewOf(this.root);
  }

  private run(): string[] {
    const charted = this.chartSizes();
    if (!this.upToDate || charted !== this.charted) {
      this.charted = charted;
      this.complaints.clear();
      this.view = undefined;
      for (const check of this.checks) {
        for (const complaint of check(this.app)) this.file(complaint);
      }
      this.upToDate = true;
    }
    return this.complaints.get(this.root) ?? [];
  }

  /** Objects of others come and go without a word; that much is seen without looking at each of them. */
  private chartSizes(): string {
    return this.root.node.children.map(({ node }) => node.children.length).join();
  }

  /**
   * cdk8s puts the path of the validated construct before each message. It visits the root first, so a validation
   * added to the offender now still speaks in this very pass, under the offender's path.
   */
  private file({ about, message }: Complaint): void {
    this.complaints.set(about, [...this.complaints.get(about) ?? [], message]);
    if (about === this.root || this.speakers.has(about)) return;
    this.speakers.add(about);
    Node.of(about).addValidation({ validate: () => this.complaints.get(about) ?? [] });
  }
}

/** Whether a construct is still in the tree; `node.tryRemoveChild` takes it out, and what it said should go with it. */
export function isInTree(construct: IConstruct): boolean {
  const { scope, id } = construct.node;
  return !scope || (scope.node.tryFindChild(id) === construct && isInTree(scope));
}

/** The app below a root. Looks the tree over once, and only if somebody asks. */
export function viewOf(root: IConstruct): AppView {
  let byKind: Map<string, ApiObject[]> | undefined;
  return {
    objects: (wanted) => {
      byKind ??= groupBy(root.node.findAll().filter(isApiObject), ({ kind }) => kind);
      return byKind.get(wanted) ?? [];
    },
  };
}

function isApiObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct);
}
