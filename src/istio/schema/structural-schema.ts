import { CEL_RULES } from './cel-rules';
import { Findings } from '../findings';
import type { IstioProblem } from '../problem';
import { type CompactSchema, type CompactSchemas, istioSchemas } from './schema';
import type { Manifest } from '../spec';

const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
/** What every Kubernetes object has, and no CRD describes. */
const OBJECT_FIELDS = ['apiVersion', 'kind', 'metadata'];

/** What the CRD of a kind says to a manifest. */
export interface StructuralResult {
  /** All of them SCHEMA errors. */
  readonly problems: IstioProblem[];
  /** Whether every value has the type it should have: only then can its meaning be judged. */
  readonly wellTyped: boolean;
}

/**
 * Checks a manifest against the CRD of its kind: OpenAPI schema and CEL rules, as the API server does.
 *
 * @param manifest as it was written, with its nulls
 * @param code first part of the codes, for example `service-entry`
 */
export function checkStructure(manifest: Manifest, code: string): StructuralResult {
  const check = new StructuralCheck(code, istioSchemas());
  const wellTyped = check.object(manifest);
  return { problems: check.findings.problems, wellTyped };
}

/** The API server drops a null from a field it knows, as if it had not been there. In a list a null stays, and is an error. */
export function withoutNullFields<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNullFields) as T;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNullFields(field)])) as T;
}

/** Every method that looks into a value returns whether it, and everything in it, has the type it should have. */
class StructuralCheck {
  readonly findings: Findings;

  constructor(code: string, private readonly all: CompactSchemas) {
    this.findings = new Findings(code);
  }

  object(manifest: Manifest): boolean {
    const { properties = {}, required = [] } = this.all.schemas[this.all.kinds[manifest.kind]];
    const metadata = this.metadata(manifest.metadata);
    return this.fields('', manifest as any, properties, required, OBJECT_FIELDS) && metadata;
  }

  /** No CRD describes the metadata; this much of it is looked at. */
  private metadata(metadata: Manifest['metadata']): boolean {
    if (isAbsent(metadata)) return true;
    if (!this.type('metadata', metadata, 'object')) return false;
    const names = (['name', 'namespace'] as const).map((name) => this.type(`metadata.${name}`, metadata[name], 'string'));
    const maps = (['labels', 'annotations'] as const).map((name) => this.texts(`metadata.${name}`, metadata[name]));
    return [...names, ...maps].every(Boolean);
  }

  private texts(path: string, texts: Record<string, string> | undefined): boolean {
    if (!this.type(path, texts, 'object')) return false;
    return Object.entries(texts ?? {}).map(([key, text]) => this.type(`${path}[${JSON.stringify(key)}]`, text, 'string')).every(Boolean);
  }

  private check(path: string, value: unknown, number: number): boolean {
    const schema = this.all.schemas[number];
    if (schema.opaque || isAbsent(value) || isBytes(value, schema)) return true;
    if (!this.type(path, value, schema.type)) return false;
    if (typeof value !== 'object') {
      this.scalar(path, value as string | number | boolean, schema);
      return true;
    }
    const wellTyped = Array.isArray(value) ? this.list(path, value, schema)
      : this.fieldsOrMap(path, value as Record<string, unknown>, schema);
    // CEL only sees values that have their type.
    if (wellTyped && schema.rules) this.rules(path, withoutNullFields(value), schema.rules);
    return wellTyped;
  }

  private type(path: string, value: unknown, type: CompactSchema['type']): boolean {
    if (isAbsent(value) || hasType(value, type)) return true;
    this.findings.schema('wrong-type', path, value,
      `${nameOf(path)} must be ${withArticle(type!)}, not ${withArticle(typeOf(value))}`, `write ${withArticle(type!)}`);
    return false;
  }

  private fieldsOrMap(path: string, value: Record<string, unknown>, schema: CompactSchema): boolean {
    const { properties = {}, additionalProperties, required = [], atMostOneOf = [], maxProperties = Infinity } = schema;
    const wellTyped = additionalProperties === undefined ? this.fields(`${path}.`, value, properties, required)
      : Object.entries(value).map(([key, entry]) => this.check(`${path}[${JSON.stringify(key)}]`, entry, additionalProperties)).every(Boolean);
    if (Object.keys(value).length > maxProperties) {
      this.findings.schema('too-many-entries', path, Object.keys(value).length, `${nameOf(path)} can have at most ${maxProperties} entries`, 'remove entries');
    }
    for (const fields of atMostOneOf) this.exclusive(path, value, fields);
    return wellTyped;
  }

  private fields(
    prefix: string, value: Record<string, unknown>, properties: Record<string, number>, required: string[], others: string[] = [],
  ): boolean {
    let wellTyped = true;
    for (const [name, field] of Object.entries(value)) {
      if (Object.hasOwn(properties, name)) {
        wellTyped = this.check(`${prefix}${name}`, field, properties[name]) && wellTyped;
      } else if (field !== undefined && !others.includes(name)) {
        this.findings.schema('unknown-field', `${prefix}${name}`, field,
          `${name} is not a field here; there are ${Object.keys(properties).sort().join(', ')}`, 'remove it, or correct its name');
      }
    }
    for (const name of required) {
      if (!isAbsent(value[name])) continue;
      this.findings.schema('missing-field', `${prefix}${name}`, undefined, `${name} is required`, `write ${name}`);
    }
    return wellTyped;
  }

  private exclusive(path: string, value: Record<string, unknown>, fields: string[]): void {
    const present = fields.filter((field) => !isAbsent(value[field]));
    if (present.length <= 1) return;
    this.findings.schema('fields-exclusive', path, undefined,
      `only one of ${fields.join(', ')} can be set, not ${present.join(' and ')}`, 'keep one of them');
  }

  private list(path: string, value: unknown[], { items, minItems = 0, maxItems = Infinity, listMapKey }: CompactSchema): boolean {
    const wellTyped = value.map((item, index) => this.item(`${path}[${index}]`, item, items!)).every(Boolean);
    if (value.length < minItems) {
      this.findings.schema('too-few-items', path, value, `${nameOf(path)} must have at least ${minItems} items`, 'add items');
    }
    if (value.length > maxItems) {
      this.findings.schema('too-many-items', path, value.length, `${nameOf(path)} can have at most ${maxItems} items`, 'remove items');
    }
    if (listMapKey && wellTyped) this.distinct(path, value as Record<string, unknown>[], listMapKey);
    return wellTyped;
  }

  private item(path: string, item: unknown, schema: number): boolean {
    if (!isAbsent(item)) return this.check(path, item, schema);
    this.findings.schema('null-item', path, item, 'an item of a list must not be null', 'remove the item');
    return false;
  }

  private distinct(path: string, items: Record<string, unknown>[], key: string): void {
    const seen = new Set<unknown>();
    items.forEach((item, index) => {
      if (seen.has(item[key])) {
        this.findings.schema('duplicate-item', `${path}[${index}].${key}`, item[key],
          `${key} ${JSON.stringify(item[key])} is there twice`, `give every item a ${key} of its own`);
      }
      seen.add(item[key]);
    });
  }

  private scalar(path: string, value: string | number | boolean, schema: CompactSchema): void {
    const before = this.findings.problems.length;
    if (schema.enum && !schema.enum.includes(value as string)) {
      this.findings.schema('not-in-enum', path, value, `${nameOf(path)} must be one of ${schema.enum.join(', ')}`, 'write one of them');
    }
    if (typeof value === 'string') this.text(path, value, schema);
    if (typeof value === 'number') this.number(path, value, schema.format === 'int32' ? { ...INT32, ...schema } : schema);
    // CEL would only repeat it in other words.
    if (schema.rules && this.findings.problems.length === before) this.rules(path, value, schema.rules);
  }

  private text(path: string, value: string, { minLength = 0, maxLength = Infinity, pattern, format }: CompactSchema): void {
    if (value.length < minLength) {
      this.findings.schema('too-short', path, value, `${nameOf(path)} must not be empty`, `write ${nameOf(path)}`);
    } else if (pattern !== undefined && !new RegExp(pattern).test(value)) {
      this.findings.schema('bad-format', path, value, `${nameOf(path)} must have the form ${pattern}`, 'correct it');
    }
    if (value.length > maxLength && [...value].length > maxLength) {
      this.findings.schema('too-long', path, value, `${nameOf(path)} can have at most ${maxLength} characters`, 'shorten it');
    }
    if (format === 'byte' && !BASE64.test(value)) {
      this.findings.schema('bad-format', path, value, `${nameOf(path)} must be in base64`, 'encode the value');
    }
  }

  private number(path: string, value: number, { minimum = -Infinity, maximum = Infinity }: CompactSchema): void {
    if (value >= minimum && value <= maximum) return;
    const range = value < minimum ? `at least ${minimum}` : `at most ${maximum}`;
    this.findings.schema('out-of-range', path, value, `${nameOf(path)} must be ${range}`, `write a number that is ${range}`);
  }

  private rules(path: string, value: unknown, texts: string[]): void {
    const reported = new Set<string>();
    for (const text of texts) {
      const { rule, holds, message, fix } = CEL_RULES[text];
      if (reported.has(rule) || holds(value)) continue;
      reported.add(rule);
      this.findings.schema(rule, path, value, message, fix);
    }
  }
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Bytes may also be a list of numbers: the API server checks no type where there is a format, and istiod reads them. */
function isBytes(value: unknown, { format }: CompactSchema): boolean {
  return format === 'byte' && Array.isArray(value) && value.every((byte) => byte === null || (Number.isInteger(byte) && byte >= 0 && byte <= 255));
}

function hasType(value: unknown, type: CompactSchema['type']): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 63;
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
    case undefined:
      return true;
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function withArticle(type: string): string {
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** The field a path ends in. */
function nameOf(path: string): string {
  return /([^.[]+)[^.]*$/.exec(path)?.[1] ?? path;
}
