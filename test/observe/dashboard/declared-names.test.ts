import { App, Chart } from 'cdk8s';
import { EgressPort, ExternalService } from '../../../src';
import { hostPattern, namedServices, withNames } from '../../../src/observe/dashboard/declared-names';

test.each([
  [['api.example.com'], 'api[.]example[.]com'],
  [['a.example.com', 'b.example.com'], 'a[.]example[.]com|b[.]example[.]com'],
  [['*.example.com'], '.+[.]example[.]com'],
])('the hosts %j match %s', (hosts, pattern) => {
  expect(hostPattern(hosts)).toBe(pattern);
});

test('a wildcard matches itself and what was called', () => {
  const pattern = new RegExp(`^(?:${hostPattern(['*.example.com'])})$`);
  expect(['*.example.com', 'a.example.com', 'a.b.example.com', 'example.com', 'a.examplexcom'].filter((host) => pattern.test(host)))
    .toEqual(['*.example.com', 'a.example.com', 'a.b.example.com']);
});

test('each service has its name below its hosts, exact hosts after wildcards', () => {
  const services = [{ name: 'shop/exact', hosts: ['a.example.com'] }, { name: 'shop/wild', hosts: ['*.example.com'] }];
  const port = '(?::[0-9]+)?';
  expect(withNames('x', services)).toBe(
    `label_replace(label_replace(x, "subtitle", "shop/wild", "host", "(?:.+[.]example[.]com)${port}"), `
    + `"subtitle", "shop/exact", "host", "(?:a[.]example[.]com)${port}")`);
});

test('a host that two services declare has both names', () => {
  expect(withNames('x', [{ name: 'a/api', hosts: ['api.example.com'] }, { name: 'b/api', hosts: ['api.example.com'] }]))
    .toContain('"subtitle", "a/api and b/api", "host", "(?:api[.]example[.]com)');
});

test('without services nothing is added', () => {
  expect(withNames('x', [])).toBe('x');
});

test('a path that would end a text or begin a variable is written without', () => {
  const chart = new Chart(new App(), 'chart');
  new ExternalService(chart, 'a$b"c,d{e}', { hosts: ['api.example.com'], ports: [EgressPort.https()] });
  expect(namedServices(chart)).toEqual([{ name: 'chart/a_b_c_d_e_', hosts: ['api.example.com'] }]);
});
