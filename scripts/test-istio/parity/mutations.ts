import * as fc from 'fast-check';
import { valuesNear } from './near-values';
import { type Schema, specSchemaOf } from './schemas';

/** A small change of an object; numbers choose the place and the value, whatever the object is. */
export interface Mutation {
  readonly how: 'replace' | 'add' | 'remove' | 'repeat' | 'spoil';
  readonly where: number;
  readonly what: number;
}

/** No change, one or two: most are of the kind a tired author makes. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Mutation[]>([]) },
  { weight: 4, arbitrary: fc.array(mutation(), { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(mutation(), { minLength: 2, maxLength: 2 }) },
);

function mutation(): fc.Arbitrary<Mutation> {
  return fc.record({
    how: fc.oneof(
      { weight: 6, arbitrary: fc.constant('replace' as const) },
      { weight: 4, arbitrary: fc.constant('add' as const) },
      { weight: 1, arbitrary: fc.constantFrom('remove' as const, 'repeat' as const) },
      { weight: 1, arbitrary: fc.constant('spoil' as const) },
    ),
    where: fc.nat(9_999),
    what: fc.nat(9_999),
  });
}

/** A value in an object, and what its schema says of it. */
export interface Place {
  readonly holder: any;
  readonly key: string | number;
  /** Without numbers and keys: `ports[].name`, `labels{}`. */
  readonly path: string;
  readonly schema: Schema;
}

/** Values of no field's type, or of any. */
const SPOILED = [
  null, '', 0, -1, 1.5, 2147483648, 'x', true, false, [], {}, [null], ['x'], [{}], { a: 1 }, '*',
];

/** A copy of a spec with a change. */
export function mutated(kind: string, original: object, { how, where, what }: Mutation): any {
  const root = { spec: structuredClone(original) };
  const places = placesOf(kind, root);
  const among = (candidates: readonly Place[]) => candidates.length > 0 ? candidates[where % candidates.length] : places[0];
  switch (how) {
    case 'replace': replace(among(places.filter(({ schema }) => isScalar(schema))), what); break;
    case 'add': add(among(places.filter(({ schema }) => schema.properties)), what); break;
    case 'remove': remove(among(places.slice(1))); break;
    case 'repeat': repeat(among(places.filter(({ holder }) => Array.isArray(holder)))); break;
    case 'spoil': spoil(among(places), what); break;
  }
  return root.spec;
}

/** Every place in the spec of an object, the spec itself first. */
export function placesOf(kind: string, root: { spec: object }): Place[] {
  return [...placesIn(root, 'spec', '', specSchemaOf(kind))];
}

function* placesIn(holder: any, key: string | number, path: string, schema: Schema): Generator<Place> {
  yield { holder, key, path, schema };
  const value = holder[key];
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.keys(value)) {
    const found = childOf(schema, inner, path);
    if (found) yield* placesIn(value, Array.isArray(value) ? Number(inner) : inner, found.path, found.schema);
  }
}

function childOf({ properties, additionalProperties, items }: Schema, key: string, path: string): Pick<Place, 'path' | 'schema'> | undefined {
  if (items) return { path: `${path}[]`, schema: items };
  if (additionalProperties) return { path: `${path}{}`, schema: additionalProperties };
  const schema = properties?.[key];
  return schema && { path: path ? `${path}.${key}` : key, schema };
}

export function isScalar({ type }: Schema): boolean {
  return type !== 'object' && type !== 'array';
}

function replace({ holder, key, path, schema }: Place, what: number): void {
  if (!isScalar(schema)) return;
  const values = valuesNear(path, schema);
  holder[key] = values[what % values.length];
}

function add(place: Place, what: number): void {
  const absent = absentFields(place);
  if (absent.length > 0) addField(place, absent[what % absent.length], Math.floor(what / absent.length));
}

/** The fields that an object could have and has not. */
export function absentFields({ holder, key, schema }: Place): string[] {
  const target = holder[key];
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return [];
  return Object.keys(schema.properties ?? {}).filter((name) => !Object.hasOwn(target, name));
}

export function addField({ holder, key, path, schema }: Place, name: string, what = 0): void {
  holder[key][name] = valueOf(schema.properties![name], path ? `${path}.${name}` : name, what);
}

/** A value of a schema with nothing in it but what is required. */
function valueOf(schema: Schema, path: string, what: number): unknown {
  if (isScalar(schema)) {
    const values = valuesNear(path, schema);
    return values[what % values.length];
  }
  if (schema.items) return [valueOf(schema.items, `${path}[]`, what)];
  if (schema.additionalProperties) {
    const keys = valuesNear(`${path}{key}`, { type: 'string' });
    return { [`${keys[what % keys.length]}`]: valueOf(schema.additionalProperties, `${path}{}`, what) };
  }
  return Object.fromEntries((schema.required ?? []).map((name) => [name, valueOf(schema.properties![name], `${path}.${name}`, what)]));
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function repeat({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
}

function spoil({ holder, key }: Place, what: number): void {
  holder[key] = structuredClone(SPOILED[what % SPOILED.length]);
}
