import * as fc from 'fast-check';
import { type Tally } from '../../shared/tally';
import { type Oracle } from '../oracle';
import { Report } from '../report';
import { VERSIONS } from './kinds';
import { absentFields, addField, isScalar, type Place, placesOf } from './mutations';
import { valuesNear } from './near-values';
import { type Schema } from './schemas';
import { VALID_SPECS } from './valid/all';
import { disagreement } from './verdict';

/** Enough valid specs that every field of the generators is in one of them. */
const SAMPLES = 600;

/** Every value near a line that a rule draws, one at a time, in every field that Istio has. */
export async function compareFieldByField(oracle: Oracle): Promise<Tally> {
  const report = new Report();
  for (const [kind, specs] of Object.entries(VALID_SPECS)) {
    const specFor = specsForEveryField(kind, fc.sample(specs, { numRuns: SAMPLES, seed: 1 }));
    const manifests = [...specFor].flatMap(([path, spec]) => variants(kind, path, spec));
    const verdicts = await oracle.accept(manifests);
    manifests.forEach((manifest, number) => {
      const different = disagreement(manifest, verdicts[number]);
      report.check(different ? [different, JSON.stringify(manifest)] : [], `${kind}: our rules and Istio disagree`);
    });
    console.log(`${kind}: ${manifests.length} objects for ${specFor.size} fields, lists and objects`);
  }
  return report.tally;
}

/** For every field the smallest spec that has it; fields that no generator knows are added to the smallest that could have them. */
function specsForEveryField(kind: string, specs: readonly any[]): Map<string, any> {
  const bySize = specs.map((spec) => ({ spec, size: JSON.stringify(spec).length })).sort((a, b) => a.size - b.size);
  const found = new Map<string, any>();
  const note = (spec: any) => placesOf(kind, { spec }).forEach(({ path }) => {
    if (!found.has(path)) found.set(path, spec);
  });
  bySize.forEach(({ spec }) => note(spec));
  // What is added is looked at as well: a map goes on over what is put into it.
  for (const [path, spec] of found) {
    for (const name of absentFields(placeOf(kind, path, { spec }))) {
      if (found.has(path ? `${path}.${name}` : name)) continue;
      const root = { spec: structuredClone(spec) };
      addField(placeOf(kind, path, root), name);
      note(root.spec);
    }
  }
  return found;
}

/** The spec with each value in the first place of that path: of a map each key, of other objects and lists none and nothing in it. */
function variants(kind: string, path: string, spec: any): any[] {
  const { schema } = placeOf(kind, path, { spec });
  const isMap = schema.additionalProperties !== undefined;
  return (isMap ? valuesNear(`${path}{key}`, { type: 'string' }) : candidates(path, schema)).map((value) => {
    const root = { spec: structuredClone(spec) };
    const { holder, key } = placeOf(kind, path, root);
    if (isMap) holder[key] = { [`${value}`]: Object.values(holder[key])[0] };
    else holder[key] = value;
    return { apiVersion: VERSIONS[kind][0], kind, metadata: { name: 'x', namespace: 'shop' }, ...root };
  });
}

function candidates(path: string, schema: Schema): readonly unknown[] {
  return isScalar(schema) ? [...valuesNear(path, schema), null] : [schema.items ? [] : {}, null];
}

function placeOf(kind: string, path: string, root: { spec: any }): Place {
  return placesOf(kind, root).find((place) => place.path === path)!;
}
