import { existsSync, realpathSync, statSync } from 'fs';
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'path';
import type { IConstruct } from 'constructs';
import { isInTree } from './final-checks';
import { quote, refusal } from './refusal';

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

/**
 * The path of a file in one spelling, so that `./values.yaml` and `values.yaml` are one file.
 *
 * @throws when it names no file
 */
export function filePath(askedBy: IConstruct, path: string): string {
  const example = 'name a file such as \'mesh/istiod-values.yaml\'';
  if (typeof path !== 'string') throw refusal(askedBy, `the path ${quote(path)} of the file is not a text; ${example}`);
  if (path.trim() === '') throw refusal(askedBy, `the path of the file is empty; ${example}`);
  if (/(?:^|[\\/])\.{0,2}$/.test(path)) throw refusal(askedBy, `the path '${path}' of the file is a folder; ${example}`);
  if (path.includes('\0') || (existsSync(path) && statSync(path).isDirectory())) {
    throw refusal(askedBy, `the path ${quote(path)} of the file cannot be written to; ${example}`);
  }
  // An absolute path of a file below the working directory is another spelling of the relative one.
  const fromHere = relative('.', resolve(path));
  return isAbsolute(path) && fromHere.startsWith('..') ? normalize(path) : fromHere;
}

/** What is in a file, and who says so. */
interface AskedFile {
  readonly content: () => string;
  readonly owner: () => IConstruct | undefined;
}

/** The files an app writes beside its manifests. */
export class OutputFiles {
  /** Those of the app of a construct. */
  public static of(scope: IConstruct): OutputFiles {
    const root = scope.node.root as IConstruct & { [OUTPUT_FILES]?: OutputFiles };
    root[OUTPUT_FILES] ??= new OutputFiles(root);
    return root[OUTPUT_FILES];
  }

  private readonly files = new Map<string, AskedFile>();

  private constructor(private readonly root: IConstruct) {}

  /** Every file that somebody in the tree asks for, with the content it has now. */
  public list(): OutputFile[] {
    return [...this.files].filter(([, file]) => ownerOf(file)).map(([path, { content }]) => ({ path, content: content() }));
  }

  /**
   * Asks for a file; for the same content again, changes nothing.
   *
   * @param content what is in it
   * @param owner who has something to say in it; a file that several write into goes with the last of them
   * @throws when the app would not write it, or would write it among the manifests
   */
  public add(askedBy: IConstruct, said: string, content: () => string, owner: () => IConstruct | undefined = () => askedBy): void {
    const path = filePath(askedBy, said);
    this.mustBeWritten(askedBy, path);
    this.mustStandApart(askedBy, path);
    const known = this.files.get(path);
    const other = known && known.content !== content ? ownerOf(known) : undefined;
    if (other) throw refusal(askedBy, `file '${path}' has another owner already, ${other.node.path}; use another path`);
    this.files.set(path, { content, owner });
  }

  private mustBeWritten(askedBy: IConstruct, path: string): void {
    if (FILE_WRITER in this.root) return;
    throw refusal(askedBy, `file '${path}' would not be written: the App of cdk8s writes manifests only; `
      + 'make the app one that writes files too: new EgressApp() instead of new App()');
  }

  /** What kubectl reads from a folder must be manifests. The default folder of cdk8s counts even if its CLI sets another. */
  private mustStandApart(askedBy: IConstruct, path: string): void {
    for (const folder of [(this.root as FileWriter).outdir, 'dist']) {
      if (!isInside(path, folder)) continue;
      throw refusal(askedBy, `file '${path}' lies in '${folder}', the folder of the manifests, where 'kubectl apply -f ${folder}' would read it; `
        + 'write it to another folder');
    }
  }
}

function ownerOf({ owner }: AskedFile): IConstruct | undefined {
  const said = owner();
  return said && isInTree(said) ? said : undefined;
}

/** Links are followed: what counts is where the file will lie. */
function isInside(path: string, folder: string): boolean {
  const fromFolder = relative(realPath(folder), realPath(path));
  return fromFolder !== '..' && !fromFolder.startsWith(`..${sep}`) && !isAbsolute(fromFolder);
}

function realPath(path: string): string {
  const absolute = resolve(path);
  if (existsSync(absolute)) return realpathSync(absolute);
  const parent = dirname(absolute);
  return parent === absolute ? absolute : join(realPath(parent), basename(absolute));
}
