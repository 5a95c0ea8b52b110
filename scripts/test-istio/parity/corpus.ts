import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { filesBelow } from '../../shared/files';
import { type Tally } from '../../shared/tally';
import { type Oracle } from '../oracle';
import { Report } from '../report';
import { VERSIONS } from './kinds';
import { disagreement } from './verdict';

/** Where Istio keeps YAML that its own tests and its users read. */
const FOLDERS = [
  'samples', 'tests', 'pkg/config/analysis/analyzers/testdata', 'pkg/config/validation/testdata', 'pkg/test/datasets',
  'pilot/pkg', 'manifests', 'architecture',
];

interface Example {
  readonly file: string;
  readonly manifest: any;
}

/** Every object of the kinds we judge that lies in Istio's own module, good and bad. */
export async function compareCorpus(oracle: Oracle): Promise<Tally> {
  const report = new Report();
  const examples = FOLDERS.flatMap((folder) => examplesBelow(oracle.istioModule, folder));
  const verdicts = await oracle.accept(examples.map(({ manifest }) => manifest));
  examples.forEach(({ file, manifest }, number) => {
    const different = disagreement(manifest, verdicts[number]);
    report.check(different ? [different, JSON.stringify(manifest)] : [], `${file}: our rules and Istio disagree`);
  });
  const refused = verdicts.filter(({ schema, errors }) => schema || errors).length;
  console.log(`${examples.length} objects in ${new Set(examples.map(({ file }) => file)).size} files, ${refused} of them refused by Istio`);
  // An Istio that keeps its examples elsewhere must not make this test pass.
  report.check(examples.length >= 200 && refused >= 20 ? [] : ['too few to mean anything'], 'the objects were not found');
  return report.tally;
}

function examplesBelow(module: string, folder: string): Example[] {
  const root = join(module, folder);
  const files = existsSync(root) ? filesBelow(root).filter((file) => /\.ya?ml$/.test(file)) : [];
  return files.flatMap((file) => objectsIn(readFileSync(join(root, file), 'utf8')).map((manifest) => ({ file: `${folder}/${file}`, manifest })));
}

/** Templates are not YAML, and pieces of them that happen to be are no objects. */
function objectsIn(text: string): any[] {
  return text.split(/^---.*$/m)
    .filter((piece) => !piece.includes('{{'))
    .flatMap((piece) => parseAllDocuments(piece, { version: '1.1' }))
    .filter(({ errors }) => errors.length === 0)
    .map((document) => document.toJS({ maxAliasCount: -1 }))
    .filter((object) => Object.hasOwn(VERSIONS, object?.kind ?? '') && groupOf(object.apiVersion) === groupOf(VERSIONS[object.kind][0]))
    // What Istio's tests expect of the object stands beside its fields.
    .map(({ _err, _warning, ...object }) => object);
}

function groupOf(apiVersion: unknown): string {
  return String(apiVersion).split('/')[0];
}
