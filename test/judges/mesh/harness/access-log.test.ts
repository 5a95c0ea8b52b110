import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { AccessLog } from './access-log';

const POD = '10.244.1.2';
const BLOCKED = '[2026-01-01T00:00:00.000Z] "GET / HTTP/1.1" 502 - direct_response - "-" 0 0 0 - "-" "a \\"quoted\\" agent" "id" "example.com" '
  + '"-" - - 203.0.113.20:80 10.244.1.2:40000 - block_all';
const CLOSED = '[2026-01-01T00:00:00.000Z] "- - -" 0 UH - - "-" 0 0 0 - "-" "-" "-" "-" "-" BlackHoleCluster - 203.0.113.20:443 10.244.1.2:40002 name.example -';
const INBOUND = '[2026-01-01T00:00:00.000Z] "GET / HTTP/1.1" 200 - via_upstream - "-" 0 9 1 1 "-" "-" "id" "frontpage:8080" '
  + '"10.244.1.2:8080" inbound|8080|| 127.0.0.6:1 10.244.1.2:8080 10.244.1.3:40004 - default';
const AGENT = '2026-01-01T00:00:00.000000Z\tinfo\tReadiness succeeded in 1s';

describe('the access log of a proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'access-log-'));
  const file = join(folder, 'proxy.log');
  writeFileSync(file, [AGENT, INBOUND, BLOCKED, CLOSED, ''].join('\n'));
  const log = new AccessLog(file, POD);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has the calls of the pod, and not those to it', () => {
    expect(log.outbound().map(({ destination }) => destination)).toEqual(['203.0.113.20:80', '203.0.113.20:443']);
  });

  test('tells how HTTP was answered', () => {
    expect(log.outbound()[0]).toMatchObject({ code: '502', details: 'direct_response', authority: 'example.com', cluster: '-', route: 'block_all' });
  });

  test('tells where a connection went', () => {
    expect(log.outbound()[1]).toMatchObject({ code: '0', flags: 'UH', cluster: 'BlackHoleCluster', sni: 'name.example', route: '-' });
  });

  test('is read from a place on', async () => {
    expect(log.outbound(log.size())).toEqual([]);
    await expect(log.first(0, ({ flags }) => flags === 'UH')).resolves.toMatchObject({ cluster: 'BlackHoleCluster' });
  });

  test('may not be there yet', () => expect(new AccessLog(join(folder, 'none'), POD).size()).toBe(0));
});
