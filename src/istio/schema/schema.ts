import type schemas from '../../../imports/istio-schemas.json';

/**
 * A schema of a CRD in the form scripts/compact-schemas.ts gives it: the keywords of OpenAPI, with every nested schema as its
 * number in the list, so that equal ones are there once.
 */
export interface CompactSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  /** Whether it is not looked into: the status, which istiod writes and the API server ignores in what users apply. */
  readonly opaque?: boolean;
  readonly properties?: Record<string, number>;
  readonly additionalProperties?: number;
  readonly items?: number;
  readonly required?: string[];
  /** Sets of fields of which at most one may be there. */
  readonly atMostOneOf?: string[][];
  readonly enum?: string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  /** The field in which the items of a list differ. */
  readonly listMapKey?: string;
  /** The texts of its CEL rules. */
  readonly rules?: string[];
}

/** The schemas of the kinds that are judged. */
export interface CompactSchemas {
  readonly kinds: Record<string, number>;
  readonly schemas: CompactSchema[];
}

/** The schemas in crds/, loaded when first asked for. */
export function istioSchemas(): CompactSchemas {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only who validates manifests should wait for it
  return require('../../../imports/istio-schemas.json') as typeof schemas as CompactSchemas;
}
