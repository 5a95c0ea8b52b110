import { ApiObject } from 'cdk8s';
import { removed } from '../../src/app/removed';
import { newChart } from '../helpers';

test('what was taken out is missed, and what is there is not', () => {
  const chart = newChart();
  const [kept, lost] = ['kept', 'lost'].map((id) => new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap' }));
  chart.node.tryRemoveChild('lost');

  expect(removed([kept, lost], 'nothing works')).toEqual([
    'ConfigMap chart/lost was removed from the app, and without it nothing works; keep it, and change it with addJsonPatch()',
  ]);
});
