import { type KubernetesObject } from '../../test/scenarios/cluster';
import { type Case } from './cases';
import { describeMessage, unexpected } from './expected-messages';
import { meshConfigInForce } from './mesh-config-in-force';
import { type Acceptance, type Oracle } from './oracle';
import { Report } from './report';
import { type Tally } from '../shared/tally';

/** Kinds of operators whose schemas are in no module of Istio; the mesh config in them is judged. */
const OPERATORS = ['Istio', 'IstioControlPlane'];

/** Applies every object: the schema and the CEL rules of its CRD, then istiod's webhook; and reads the mesh config that is then in force. */
export async function acceptAll(cases: readonly Case[], oracle: Oracle): Promise<Tally> {
  const report = new Report();
  for (const one of cases) {
    const { objects } = one.state;
    const answers = await oracle.accept(objects);
    objects.forEach((object, number) => report.check(objections(object, answers[number]), `${one.name}: ${nameOf(object)} is not accepted`));

    const warnings = answers.flatMap(({ warnings: texts = [] }, number) => texts
      .map((text) => ({ code: 'webhook', origin: nameOf(objects[number]), text })));
    const failures = unexpected(warnings, one.messages.filter(({ code }) => code === 'webhook')).map(describeMessage);
    report.check(failures, `${one.name}: the webhook's warnings are not the expected ones`);

    for (const world of one.worlds) {
      const meshConfig = await meshConfigInForce(one.state, world, oracle);
      const [verdict] = await oracle.meshConfigs([meshConfig]);
      const problems = [...verdict.unreadable ? [verdict.unreadable] : [], ...verdict.errors ?? [], ...verdict.warnings ?? []];
      report.check(problems, `${one.name}: istiod objects to the mesh config\n${meshConfig.join('---\n')}`);
    }
  }
  return report.tally;
}

function objections(object: KubernetesObject, { by, schema, errors = [] }: Acceptance): string[] {
  const found = [...schema ? [`schema: ${schema}`] : [], ...errors.map((error) => `webhook: ${error}`)];
  if (by === 'nobody' && !OPERATORS.includes(object.kind)) found.push('neither Istio nor Kubernetes knows this kind');
  return found.length > 0 ? [...found, JSON.stringify(object)] : [];
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}
