import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { rootOf } from '../../src/app/root';

test('the top of the tree, from everywhere in it', () => {
  const app = new App();
  const construct = new Construct(new Chart(app, 'chart'), 'construct');
  expect(rootOf(construct)).toBe(app);
  expect(rootOf(app)).toBe(app);
});
