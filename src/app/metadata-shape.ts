import { isLabelValue, isMetadataKey } from './kubernetes-names';
import { objectOf, optional, plain, recordOf, type Shape, text } from './shape';

const KEY = plain("a key Kubernetes allows: at most 63 letters, digits, '-', '_' and '.', perhaps with a domain and '/' before it", "'example.com/team'",
  isMetadataKey);
const LABEL_VALUE = plain("a value Kubernetes allows: at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends", "'shop'",
  (value) => typeof value === 'string' && isLabelValue(value));

/** The labels of an object. */
export const LABELS = recordOf(LABEL_VALUE, "{ team: 'shop' }", KEY);

/** The annotations of an object. */
export const ANNOTATIONS = recordOf(text("'value'"), "{ 'example.com/owner': 'shop' }", KEY);

const LISTED = optional(plain('a list', '[]', Array.isArray));

/**
 * The metadata of an object that a construct writes: what whoever applies it may say. Whether names can be names says who knows what they
 * are for. cdk8s types would take any other field, misspelt ones among them.
 */
export const METADATA: Shape = objectOf({
  name: optional(text("'egress'")),
  namespace: optional(text("'shop'")),
  labels: optional(LABELS),
  annotations: optional(ANNOTATIONS),
  finalizers: LISTED,
  ownerReferences: LISTED,
}, "{ namespace: 'shop' }");
