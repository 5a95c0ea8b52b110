/**
 * Makes imports/istio-schemas.json out of crds/istio-egress.yaml: the schemas of the kinds src/istio judges, small enough to load.
 *
 * Usage: npx projen import
 *
 * Fails when a schema has a keyword or a CEL rule that src/istio does not know: a new Istio must not be judged by old rules.
 */
import { readFileSync, writeFileSync } from 'fs';
import { parseAllDocuments } from 'yaml';
import { CEL_RULES } from '../src/istio/schema/cel-rules';
import type { CompactSchema, CompactSchemas } from '../src/istio/schema/schema';

const KINDS = ['DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar', 'Telemetry', 'VirtualService', 'WorkloadEntry'];
const SOURCE = 'crds/istio-egress.yaml';
const TARGET = 'imports/istio-schemas.json';

/** Keywords that stand in the compact schema as they are. */
const COPIED = ['type', 'required', 'enum', 'format', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'maxProperties'] as const;
/** A null in a field is as good as no field, nullable or not. */
const WITHOUT_MEANING = ['nullable', 'x-kubernetes-list-type'];
const HANDLED = [
  ...COPIED, ...WITHOUT_MEANING,
  'properties', 'additionalProperties', 'items', 'oneOf', 'allOf', 'x-kubernetes-list-map-keys', 'x-kubernetes-validations',
];

type OpenApiSchema = Record<string, any>;

interface CustomResourceDefinition {
  readonly spec: { names: { kind: string }; versions: { schema: { openAPIV3Schema: OpenApiSchema } }[] };
}

const schemas: CompactSchema[] = [];
const numbers = new Map<string, number>();
const kinds = Object.fromEntries(parseAllDocuments(readFileSync(SOURCE, 'utf8'))
  .map((document) => document.toJS() as CustomResourceDefinition)
  .filter(({ spec }) => KINDS.includes(spec.names.kind))
  .map(({ spec }) => [spec.names.kind, compact(spec.versions[0].schema.openAPIV3Schema, spec.names.kind)]));

writeFileSync(TARGET, toText({ kinds, schemas }));
console.log(`${TARGET}: ${Object.keys(kinds).length} kinds, ${schemas.length} schemas`);

/** The number of a schema in the list; equal schemas have the same. */
function compact(schema: OpenApiSchema, path: string): number {
  const result = /^\w+\.status$/.test(path) ? { opaque: true } : translate(schema, path);
  const key = JSON.stringify(result);
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, schemas.length);
  return schemas.push(result) - 1;
}

function translate(schema: OpenApiSchema, path: string): CompactSchema {
  const unknown = Object.keys(schema).filter((keyword) => !HANDLED.includes(keyword));
  if (unknown.length > 0) throw new Error(`${path}: ${unknown.join(', ')} is a keyword src/istio/structural-schema.ts does not know`);
  const { properties, additionalProperties, items } = schema;
  return dropUndefined({
    ...Object.fromEntries(COPIED.map((keyword) => [keyword, schema[keyword]])),
    properties: properties && Object.fromEntries(
      Object.entries<OpenApiSchema>(properties).map(([name, property]) => [name, compact(property, `${path}.${name}`)]),
    ),
    additionalProperties: additionalProperties && compact(additionalProperties, `${path}{}`),
    items: items && compact(items, `${path}[]`),
    atMostOneOf: exclusions(schema, path),
    listMapKey: listMapKey(schema, path),
    rules: rules(schema, path),
  });
}

/** Istio's CRDs use oneOf for one thing only: none or one of some fields. */
function exclusions(schema: OpenApiSchema, path: string): string[][] | undefined {
  const choices: OpenApiSchema[][] = [schema, ...schema.allOf ?? []].map(({ oneOf }) => oneOf).filter((oneOf) => oneOf !== undefined);
  if (choices.length === 0) return undefined;
  return choices.map(([none, ...each]) => {
    const fields = each.map(({ required }) => required?.[0]);
    const alternatives = fields.map((field) => ({ required: [field] }));
    if (JSON.stringify([none, ...each]) !== JSON.stringify([{ not: { anyOf: alternatives } }, ...alternatives])) throw new Error(`${path}: a oneOf of another form than "none or one of"`);
    return fields;
  });
}

function listMapKey(schema: OpenApiSchema, path: string): string | undefined {
  const keys: string[] | undefined = schema['x-kubernetes-list-map-keys'];
  if (keys && keys.length > 1) throw new Error(`${path}: a list with more than one key`);
  return keys?.[0];
}

function rules(schema: OpenApiSchema, path: string): string[] | undefined {
  const texts = schema['x-kubernetes-validations']?.map(({ rule }: { rule: string }) => rule) as string[] | undefined;
  const unknown = texts?.find((text) => !(text in CEL_RULES));
  if (unknown !== undefined) throw new Error(`${path}: CEL rule ${JSON.stringify(unknown)} is not in src/istio/cel-rules.ts`);
  return texts;
}

function dropUndefined(schema: CompactSchema): CompactSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

/** One schema on each line, so that a change of Istio is a change of lines. */
function toText(all: CompactSchemas): string {
  return `{"kinds": ${JSON.stringify(all.kinds)},\n"schemas": [\n${all.schemas.map((schema) => JSON.stringify(schema)).join(',\n')}\n]}\n`;
}
