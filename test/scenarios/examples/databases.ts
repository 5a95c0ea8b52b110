import { build } from '../../../examples/databases/app';
import { DIALLED_ADDRESS, from } from '../calls';
import { service } from '../cluster';
import { type Story } from './story';

const orders = from('orders');
const elsewhere = from('elsewhere');

export const databases: Story = {
  example: 'databases',
  build,
  steps: [{
    name: '',
    worlds: [{
      title: 'a mesh that lets everything out',
      mode: 'ALLOW_ANY',
      around: [...service('web', 'orders', { http: 8080 }), ...service('web', 'elsewhere', { http: 8080 })],
      calls: [
        orders.dial('192.0.2.10', 5432).reaches('outbound|5432||postgres.example.com', DIALLED_ADDRESS),
        orders.dial('198.51.100.3', 3306).reaches('outbound|3306||mysql.example.com', DIALLED_ADDRESS),
        orders.dial('203.0.113.10', 27017).reaches('outbound|27017||mongo.example.com', DIALLED_ADDRESS),
        orders.dial('203.0.113.12', 27017).reaches('outbound|27017||mongo.example.com', DIALLED_ADDRESS),
        ...['shard-0', 'shard-1', 'shard-2'].map((shard) => orders.tls(`${shard}.mongo.example.net`, { port: 27018 })
          .reaches(`outbound|27018||${shard}.mongo.example.net`, `${shard}.mongo.example.net:27018`)),
        orders.tls('redis.example.net', { port: 6380 }).reaches('outbound|6380||redis.example.net', 'redis.example.net:6380'),
        orders.http('web', { port: 8080 }).reaches('outbound|8080||web.orders.svc.cluster.local'),
        orders.dial('192.0.2.11', 5432).isClosed(),
        orders.dial('192.0.2.10', 3306).isClosed(),
        orders.dial('198.51.100.16', 3306).isClosed(),
        orders.dial('203.0.113.13', 27017).isClosed(),
        orders.tls('shard-3.mongo.example.net', { port: 27018 }).isClosed(),
        orders.dial('203.0.113.7', 27018).isClosed(),
        orders.tls('evil.example', { port: 6380 }).isClosed(),
        orders.tls('example.com').isClosed(),
        orders.http('web.elsewhere', { port: 8080 }).isRefused(),
        elsewhere.dial('192.0.2.10', 5432).passesThrough(),
        elsewhere.tls('redis.example.net', { port: 6380 }).passesThrough(),
      ],
    }],
  }],
};
