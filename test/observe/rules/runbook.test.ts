import { type Chart, Testing } from 'cdk8s';
import { EgressPort, ExternalService } from '../../../src';
import { SNIPPETS } from '../../judges/prometheus/texts';
import { newChart } from '../../helpers';

/** promtool proves that these are what Prometheus makes of the annotations; here, that they are programs. */
test.each(SNIPPETS)('allows the call: %s', (snippet) => {
  const chart = newChart();
  const service: ExternalService = new Function('chart', 'ExternalService', 'EgressPort', `${snippet}\nreturn service;`)(chart, ExternalService, EgressPort);
  expect(service.namespace).toEqual('backyards-demo');
  expect(Testing.synth(service.node.scope as Chart).map(({ kind }) => kind)).toEqual(['ServiceEntry']);
});
