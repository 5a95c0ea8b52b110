import { brief } from '../tables';
import { DESTINATION, judgeService } from './virtual-service';

const warnings = (...matches: any[]) => brief(judgeService({ http: matches.map((match) => ({ match, route: [DESTINATION] })) }))
  .map((line) => line.replace('WEBHOOK WARNING virtual-service/', ''));
const prefix = (text: string, more: object = {}) => ({ uri: { prefix: text }, ...more });

test('only the last route takes everything', () => {
  expect(warnings([prefix('/a')], undefined)).toEqual([]);
  expect(warnings(undefined, [prefix('/a')], undefined)).toEqual(['route-unreachable at spec.http[1]', 'route-unreachable at spec.http[2]']);
});

test('the same match does not take anything a second time', () => {
  expect(warnings([prefix('/a')], [prefix('/a'), prefix('/b')])).toEqual(['match-duplicate at spec.http[1].match[0]']);
  expect(warnings([prefix('/a', { name: 'x', port: 80 })], [prefix('/a', { port: 80, ignoreUriCase: false, headers: {} })]))
    .toEqual(['match-duplicate at spec.http[1].match[0]', 'route-unreachable at spec.http[1]']);
  expect(warnings([{ method: {} }], [{ name: 'y' }])).toEqual([]);
});

test('a longer prefix comes before a shorter one', () => {
  expect(warnings([prefix('/a/b')], [prefix('/a')])).toEqual([]);
  expect(warnings([prefix('/a')], [prefix('/a/b')])).toEqual(['match-covered at spec.http[1].match[0]']);
  expect(warnings([prefix('/a')], [prefix('/a/b', { port: 80 })])).toEqual([]);
  expect(warnings([prefix('/a', { method: { exact: 'POST' } })], [prefix('/a/b')])).toEqual([]);
  expect(warnings([prefix('/a', { method: { exact: 'GET' } })], [prefix('/a/b')])).toEqual(['match-covered at spec.http[1].match[0]']);
  expect(warnings([prefix('/a', { headers: { a: { exact: 'x' } } })], [prefix('/a/b', { headers: { b: { exact: 'x' } } })])).toEqual([]);
  expect(warnings([prefix('/a', { headers: { a: { prefix: 'xy' } } })], [prefix('/a/b', { headers: { a: { prefix: 'x' } } })])).toHaveLength(1);
});

test('TLS and TCP routes as well', () => {
  const tcp = [{ route: [DESTINATION] }, { match: [{ port: 80 }], route: [DESTINATION] }];
  expect(brief(judgeService({ tcp }))).toEqual(['WEBHOOK WARNING virtual-service/route-unreachable at spec.tcp[1]']);
  const tls = { match: [{ sniHosts: ['api.example.com'] }], route: [DESTINATION] };
  expect(brief(judgeService({ tls: [tls, tls] }))).toEqual([
    'WEBHOOK WARNING virtual-service/match-duplicate at spec.tls[1].match[0]', 'WEBHOOK WARNING virtual-service/route-unreachable at spec.tls[1]',
  ]);
});
