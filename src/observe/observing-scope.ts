import { Construct } from 'constructs';
import { quote, refusalAt } from '../app/refusal';

/**
 * Sees to where a construct is to stand before it is made, because a construct that has no place cannot say what is wrong with it.
 *
 * @param type the class, as a program writes it
 * @throws when the scope is no construct, or the id no text
 */
export function mustBeScope(type: string, scope: unknown, id: unknown): Construct {
  if (!Construct.isConstruct(scope)) throw refusalAt(typeof id === 'string' ? id : type, `scope ${quote(scope)} is not a construct; write new ${type}(chart, 'seeing')`);
  if (typeof id !== 'string' || id === '') throw refusalAt(scope.node.path || type, `id ${quote(id)} is not a name; write new ${type}(chart, 'seeing')`);
  return scope;
}

/** The path that a construct will have. */
export function pathIn(scope: Construct, id: string): string {
  return [scope.node.path, id].filter((part) => part !== '').join('/');
}
