import { impossibleName, isNamespaceName } from '../app/kubernetes-names';
import { quote } from '../app/refusal';
import { FLAG, misfitsOf, objectOf, optional, plain, text } from '../app/shape';
import type { DemoAppProps } from './demo-app-props';

const PODS = plain('a number of pods', '2', (value) => Number.isSafeInteger(value) && value >= 0);
const LOAD = plain('a positive integer', '20, or leave out loadGenerator to send nothing', (value) => Number.isSafeInteger(value) && value > 0);
const IMAGE = plain('an image', "'alpine/bombardier:v1.2.6'", (value) => typeof value === 'string' && /^\S+$/.test(value));

const PROPS = objectOf({
  namespace: optional(text("'backyards-demo'")),
  createNamespace: optional(FLAG),
  image: optional(text("'banzaicloud/allspark'")),
  tag: optional(text("'0.1.2'")),
  replicas: optional(PODS),
  loadGenerator: optional(objectOf({ rate: optional(LOAD), connections: optional(LOAD), image: optional(IMAGE) }, '{ rate: 20 }')),
}, "{ namespace: 'backyards-demo' }");

const REPOSITORY = /^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/;
const TAG = /^\w[\w.-]{0,127}(?:@sha256:[0-9a-f]{64})?$/;

/** What Kubernetes would not take of the props of a `DemoApp`, or would not be the application. */
export function impossibleDemo(props: DemoAppProps): string[] {
  const misfits = misfitsOf(PROPS, 'props', props);
  if (misfits.length > 0) return misfits;
  const { namespace, image, tag } = props;
  return [
    ...namespace === undefined || isNamespaceName(namespace) ? [] : [impossibleName('namespace', namespace)],
    ...image === undefined || REPOSITORY.test(image) ? []
      : [`image ${quote(image)} is not a repository; write one such as 'banzaicloud/allspark', and give tag and digest as tag`],
    ...tag === undefined ? [] : impossibleTag(tag),
  ];
}

function impossibleTag(tag: string): string[] {
  if (!TAG.test(tag)) return [`tag ${quote(tag)} is not an image tag; write one such as '0.1.2', perhaps with '@sha256:...' after it`];
  if (!tag.startsWith('0.0.')) return [];
  return [`tag ${quote(tag)} is an image that speaks neither gRPC nor TCP, which catalog and movies need; use 0.1.0 or later`];
}
