import { Endpoint, EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { DIALLED_ADDRESS, from } from './calls';
import { type Scenario } from './scenario';

const shop = from('shop');
const warehouse = from('warehouse');

export const s20: Scenario = {
  name: 's20-databases',
  also: ['S21'],
  achieves: 'databases outside the mesh: by address in clear text (S20), by name over TLS (S21)',
  chapter: 'bytes',
  define: (chart) => {
    new ExternalService(chart, 'mongo', {
      hosts: ['mongo.example.com'],
      addresses: ['192.0.2.20'],
      endpoints: [Endpoint.of('192.0.2.20')],
      ports: [EgressPort.mongo()],
    });
    new ExternalService(chart, 'mysql', { hosts: ['mysql.example.com'], addresses: ['192.0.2.21'], ports: [EgressPort.mysql()] });
    new ExternalService(chart, 'redis', { hosts: ['redis.example.com'], addresses: ['192.0.2.22'], ports: [EgressPort.redis()] });
    new ExternalService(chart, 'mongo-over-tls', { hosts: ['mongo.example.net'], ports: [EgressPort.tls({ number: 27018 })] });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      shop.dial('192.0.2.20', 27017).reaches('outbound|27017||mongo.example.com', '192.0.2.20:27017'),
      shop.dial('192.0.2.21', 3306).reaches('outbound|3306||mysql.example.com', DIALLED_ADDRESS),
      shop.dial('192.0.2.22', 6379).reaches('outbound|6379||redis.example.com', DIALLED_ADDRESS),
      shop.tls('mongo.example.net', { port: 27018 }).reaches('outbound|27018||mongo.example.net', 'mongo.example.net:27018'),
      shop.dial('192.0.2.21', 27017).isClosed(),
      shop.dial('192.0.2.20', 3306).isClosed(),
      shop.dial('203.0.113.7', 6379).isClosed(),
      shop.tls('evil.example', { port: 27018 }).isClosed(),
      shop.dial('203.0.113.7', 27018).isClosed(),
      warehouse.dial('192.0.2.20', 27017).isClosed(),
      warehouse.tls('mongo.example.net', { port: 27018 }).isClosed(),
    ],
  }],
};
