import { refusalAt } from './refusal';
import { misfitsOf, type Shape } from './shape';

/**
 * Sees to what is passed to a factory, which has no construct yet.
 *
 * @param factory as it is written, `Retries.of`, or the path of the construct it is said of
 * @param field the argument
 * @throws when the value does not have the shape
 */
export function mustFit(factory: string, shape: Shape, field: string, value: unknown): void {
  const misfits = misfitsOf(shape, field, value);
  if (misfits.length > 0) throw refusalAt(factory, ...misfits);
}
