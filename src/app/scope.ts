import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { quote, refusalAt } from './refusal';

/**
 * Sees to what a construct is to be created in, before cdk8s would fail with an error of the language.
 *
 * @param sentence how it is written: `new EgressGateway(chart, 'egress')`
 * @returns the scope
 * @throws when it is no construct, or the id is none
 */
export function mustBeScope(scope: Construct, id: string, sentence: string): Construct {
  if (!Construct.isConstruct(scope)) {
    throw refusalAt(typeof id === 'string' ? id : quote(id), `scope ${quote(scope)} is not a construct; write ${sentence}`);
  }
  if (typeof id !== 'string' || id === '') {
    throw refusalAt(scope.node.path || 'the app', `id ${quote(id)} is not a string with at least one character; write ${sentence}`);
  }
  return scope;
}

/** Why objects of a construct in this scope would be written nowhere, if so; cdk8s says so too, but not where. */
export function withoutChart(scope: Construct): string[] {
  return isInChart(scope) ? [] : ['no chart contains it; give it a chart, or a construct in one, as scope'];
}

/** Found without the list of all scopes that cdk8s would make: every service asks for it. */
export function isInChart(scope: IConstruct): boolean {
  return Chart.isChart(scope) || (scope.node.scope !== undefined && isInChart(scope.node.scope));
}

/** The path that a construct will have. */
export function pathIn(scope: Construct, id: string): string {
  return [scope.node.path, id].filter((part) => part !== '').join('/');
}
