import { Findings } from '../../../src/istio/findings';
import { checkConnectionPool } from '../../../src/istio/traffic/connection-pool';
import { accepts, schemaRefuses, webhookRefuses } from '../tables';

const judge = (pool: any) => {
  const findings = new Findings('x');
  checkConnectionPool(findings, 'pool', pool);
  return findings.problems;
};

accepts(judge, {
  'nothing': undefined,
  'empty halves': { http: {}, tcp: {} },
  'settings': { http: { http2MaxRequests: 0, idleTimeout: '1h', http2KeepAlive: { interval: '10s', timeout: '1s' } }, tcp: { maxConnections: 5, connectTimeout: '250ms', tcpKeepalive: { time: '1h' } } },
  'a connection that never idles': { tcp: { idleTimeout: '0s' } },
  'a connection that nearly never idles': { tcp: { idleTimeout: '999us' } },
});

webhookRefuses(judge, {
  'nothing in it': [{}, 'x/connection-pool-empty', 'pool', 'http or tcp'],
  'a negative number': [{ tcp: { maxConnections: -1 } }, 'x/number-negative', 'pool.tcp.maxConnections', 'not be negative'],
  'half of a keep-alive': [{ http: { http2KeepAlive: { interval: '1s' } } }, 'x/keep-alive-incomplete', 'pool.http.http2KeepAlive.timeout', 'both'],
  'a fraction of a millisecond': [{ http: { idleTimeout: '1500us' } }, 'x/duration-precision', 'pool.http.idleTimeout', 'whole milliseconds'],
  'a fraction of a millisecond of idling': [{ tcp: { idleTimeout: '1500us' } }, 'x/duration-invalid', 'pool.tcp.idleTimeout'],
  'an idle timeout that is none': [{ tcp: { idleTimeout: 'x' } }, 'x/duration-invalid', 'pool.tcp.idleTimeout'],
  'an upgrade of the protocol of the client': [
    { http: { h2UpgradePolicy: 'UPGRADE', useClientProtocol: true } }, 'x/upgrade-or-client-protocol', 'pool.http.useClientProtocol', 'UPGRADE',
  ],
});

schemaRefuses(judge, {
  'a zero duration': [{ tcp: { connectTimeout: '0s' } }, 'x/duration-invalid', 'pool.tcp.connectTimeout', '1ms'],
});
