import { readFileSync } from 'fs';
import { parseAllDocuments } from 'yaml';

/** The part of a CRD's schema that generators look at. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
}

let schemas: Map<string, Schema> | undefined;

/** The schema of the spec of a kind, from crds/. */
export function specSchemaOf(kind: string): Schema {
  schemas ??= new Map(parseAllDocuments(readFileSync('crds/istio-egress.yaml', 'utf8')).map((document) => {
    const { names, versions } = document.toJS().spec;
    return [names.kind, versions[0].schema.openAPIV3Schema.properties.spec];
  }));
  const schema = schemas.get(kind);
  if (!schema) throw new Error(`crds/ has no ${kind}`);
  return schema;
}
