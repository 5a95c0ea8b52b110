import type { IConstruct } from 'constructs';
import { isInTree } from './final-checks';
import { filePath, type OutputFile, OutputFiles } from './output-files';
import { quote, refusal } from './refusal';
import { toYaml } from './yaml-text';

/** One value, the place it goes to, and who says so. */
interface Contribution {
  readonly key: string;
  readonly path: string[];
  readonly value: string;
  readonly saidBy: IConstruct;
}

const HELM_VALUES = Symbol.for('cdk8s-istio-egress.HelmValues');

type Holder = IConstruct & { [HELM_VALUES]?: Map<string, HelmValues> };

/** The one owner of a values file for the istiod chart; several constructs write into it. */
export class HelmValues {
  /** The owner of a file, which is there as long as somebody in the tree says something in it. */
  public static of(scope: IConstruct, said: string): HelmValues {
    const path = filePath(scope, said);
    const root = scope.node.root as Holder;
    root[HELM_VALUES] ??= new Map();
    const values = root[HELM_VALUES].get(path) ?? new HelmValues(path);
    OutputFiles.of(scope).add(scope, path, values.content, () => values.standing()[0]?.saidBy);
    root[HELM_VALUES].set(path, values);
    return values;
  }

  /** All of them, though several may say one value: who said it first may be taken out of the tree. */
  private readonly contributions: Contribution[] = [];
  private readonly content = () => this.file().content;
  private readonly remarks = new Map<string, IConstruct>();

  private constructor(private readonly path: string) {}

  /**
   * Sets a value.
   *
   * @throws when somebody else has set it to something else
   */
  public set(saidBy: IConstruct, path: string[], value: string): void {
    const key = path.join('.');
    const said = this.standing().find((earlier) => earlier.key === key && earlier.value !== value);
    if (said) {
      throw refusal(saidBy, `${key} ${quote(value)} contradicts ${quote(said.value)}, which ${said.saidBy.node.path} writes into the same file '${this.path}'; `
        + 'say it once, or use another file');
    }
    this.contributions.push({ key, path, value, saidBy });
  }

  /** Adds a line of comment at the top of the file. */
  public remark(saidBy: IConstruct, text: string): void {
    // Go's YAML reader ends a comment at more characters than a newline.
    const line = text.replace(/[\s\u0085]+/g, ' ');
    this.remarks.set(line, saidBy);
  }

  /** The file as it stands now. */
  public file(): OutputFile {
    const values: Record<string, any> = {};
    for (const { path, value } of this.standing().sort((one, other) => (one.key < other.key ? -1 : 1))) put(values, path, value);
    const comment = ['Values for the istiod chart of Istio.', ...this.remarksInTree()].map((line) => `# ${line}\n`).join('');
    return { path: this.path, content: comment + toYaml(values) };
  }

  /** What is said by constructs that are in the tree. */
  private standing(): Contribution[] {
    return this.contributions.filter(({ saidBy }) => isInTree(saidBy));
  }

  private remarksInTree(): string[] {
    return [...this.remarks].filter(([, saidBy]) => isInTree(saidBy)).map(([line]) => line).sort();
  }
}

function put(values: Record<string, any>, [key, ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    values[key] = value;
  } else {
    values[key] ??= {};
    put(values[key], rest, value);
  }
}
