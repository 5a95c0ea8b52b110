import { isAbsolute, relative, sep } from 'path';
import type { IConstruct } from 'constructs';
import { refusal } from './refusal';

/** A file beside the manifests: something that is no Kubernetes object. */
export interface OutputFile {
  /** Where it is written, relative to the working directory. */
  readonly path: string;
  /** What is written. */
  readonly content: string;
}

/** The root of an app that writes such files. */
export interface FileWriter extends IConstruct {
  /** The folder of the manifests. */
  readonly outdir: string;
}

const FILE_WRITER = Symbol.for('cdk8s-istio-egress.FileWriter');
const OUTPUT_FILES = Symbol.for('cdk8s-istio-egress.OutputFiles');

/** Marks the root of an app as one that writes the files its constructs ask for. */
export function markAsFileWriter(app: FileWriter): void {
  Object.defineProperty(app, FILE_WRITER, { value: true });
}

/** The files an app writes beside its manifests. */
export class OutputFiles {
  /** Those of the app of a construct. */
  public static of(scope: IConstruct): OutputFiles {
    const root = scope.node.root as IConstruct & { [OUTPUT_FILES]?: OutputFiles };
    root[OUTPUT_FILES] ??= new OutputFiles(root);
    return root[OUTPUT_FILES];
  }

  private readonly contents = new Map<string, () => string>();

  private constructor(private readonly root: IConstruct) {}

  /** Every file, with the content it has now. */
  public list(): OutputFile[] {
    return [...this.contents].map(([path, content]) => ({ path, content: content() }));
  }

  /**
   * Asks for a file.
   *
   * @throws when the app would not write it, or would write it among the manifests
   */
  public add(askedBy: IConstruct, path: string, content: () => string): void {
    this.mustBeWritten(askedBy, path);
    this.mustStandApart(askedBy, path);
    if (this.contents.has(path)) throw refusal(askedBy, `file '${path}' has another owner already; use another path`);
    this.contents.set(path, content);
  }

  private mustBeWritten(askedBy: IConstruct, path: string): void {
    if (FILE_WRITER in this.root) return;
    throw refusal(askedBy, `file '${path}' would not be written: the App of cdk8s writes manifests only; `
      + 'make the app one that writes files too: new EgressApp() instead of new App()');
  }

  /** What kubectl reads from the folder of the manifests must be manifests; cdk8s' default folder counts even if another is set by the CLI. */
  private mustStandApart(askedBy: IConstruct, path: string): void {
    if (path.trim() === '') throw refusal(askedBy, 'the path of the file is empty; name a file such as \'mesh/istiod-values.yaml\'');
    for (const folder of [(this.root as FileWriter).outdir, 'dist']) {
      if (!isInside(path, folder)) continue;
      throw refusal(askedBy, `file '${path}' lies in '${folder}', the folder of the manifests, where 'kubectl apply -f ${folder}' would read it; `
        + 'write it to another folder');
    }
  }
}

function isInside(path: string, folder: string): boolean {
  const fromFolder = relative(folder, path);
  return fromFolder !== '..' && !fromFolder.startsWith(`..${sep}`) && !isAbsolute(fromFolder);
}
