import { App, Chart } from 'cdk8s';
import { EgressPort, ExternalService, IstioMesh } from '../../../src';
import { complaintsOf, newChart } from '../../helpers';
import { declare } from './declare';

describe('one host in several namespaces', () => {
  test('is allowed, and described', () => {
    const chart = newChart();
    const here = declare(chart, 'here', 'demo', EgressPort.http());
    declare(chart, 'there', 'shop', EgressPort.http());
    ExternalService.fromServiceEntryAttributes(chart, 'theirs', { name: 'a', namespace: 'platform', hosts: ['b.com', 'a.com'], ports: [] });
    declare(chart, 'elsewhere', 'other', EgressPort.http(), { hosts: ['b.com'] });

    expect(complaintsOf(chart)).toEqual([]);
    expect(here.describe()).toContain('chart/there declares a host of it in namespace shop too: '
      + 'a caller in the namespace of one of the two uses that one, with the ports of that one alone.');
    expect(here.describe()).toContain('chart/theirs declares a host of it in namespace platform too:');
    expect(here.describe()).not.toContain('chart/elsewhere');
  });

  test('is described as it stands: services come, go and move to other meshes', () => {
    const app = new App();
    const [one, other] = [new Chart(app, 'one'), new Chart(app, 'other')];
    const here = declare(one, 'here', 'demo', EgressPort.http());
    expect(here.describe()).not.toContain('too:');

    declare(one, 'there', 'shop', EgressPort.http());
    declare(other, 'far', 'platform', EgressPort.http());
    expect(here.describe()).toContain('one/there declares');
    expect(here.describe()).toContain('other/far declares');

    one.node.tryRemoveChild('there');
    new IstioMesh(other, 'mesh');
    expect(here.describe()).not.toContain('too:');
  });
});
