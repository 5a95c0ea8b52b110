import { type KubernetesObject } from '../../test/scenarios/cluster';
import { type Case } from './cases';
import { describeMessage, unexpected } from './expected-messages';
import { meshConfigInForce } from './mesh-config-in-force';
import { type Acceptance, type Oracle } from './oracle';
import { Report } from './report';
import { type Tally } from '../shared/tally';

/** Kinds of operators whose schemas are in no module of Istio; the mesh config in them is judged. */
const OPERATORS = ['Istio', 'IstioControlPlane'];

/** Applies every object, to the schema and CEL rules of its CRD and to istiod's webhook; then reads the mesh config that is in force. */
export async function acceptAll(cases: readonly Case[], oracle: Oracle): Promise<Tally> {
  const report = new Report();
  for (const one of cases) {
    const { objects } = one.state;
    const answers = await oracle.accept(objects);
    objects.forEach((object, number) => judge(object, answers[number], one.name, report));

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

function judge(object: KubernetesObject, { by, schema, errors = [] }: Acceptance, where: string, report: Report): void {
  if (by === 'nobody' && OPERATORS.includes(object.kind)) {
    report.skip(`${where}: ${nameOf(object)}, of whose kind Istio has no schema; the mesh config in it is judged`);
    return;
  }
  const objections = [
    ...schema ? [`schema: ${schema}`] : [],
    ...errors.map((error) => `webhook: ${error}`),
    ...by === 'nobody' ? ['neither Istio nor Kubernetes knows this kind'] : [],
  ];
  report.check(objections.length > 0 ? [...objections, JSON.stringify(object)] : [], `${where}: ${nameOf(object)} is not accepted`);
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}
