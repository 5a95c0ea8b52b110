import { App, Chart } from 'cdk8s';
import { EgressLockdown, EgressPort, ExternalService, LockdownScope } from 'cdk8s-istio-egress';

/** Databases outside the mesh. Their bytes name no host, so that addresses tell them apart. */
export function build(outdir: string): App[] {
  const app = new App({ outdir });
  const services = new Chart(app, 'databases', { namespace: 'orders' });

  const postgres = new ExternalService(services, 'postgres', {
    hosts: ['postgres.example.com'],
    ports: [EgressPort.tcp(5432)],
    addresses: ['192.0.2.10'],
  });

  const mysql = new ExternalService(services, 'mysql', {
    hosts: ['mysql.example.com'],
    ports: [EgressPort.mysql()],
    addresses: ['198.51.100.0/28'],
  });

  const mongo = new ExternalService(services, 'mongo', {
    hosts: ['mongo.example.com'],
    ports: [EgressPort.mongo()],
    addresses: ['203.0.113.10', '203.0.113.11', '203.0.113.12'],
  });

  // These clients start TLS with their first byte and name the host in it: no addresses are needed.
  const mongoOverTls = new ExternalService(services, 'mongo-over-tls', {
    hosts: ['shard-0.mongo.example.net', 'shard-1.mongo.example.net', 'shard-2.mongo.example.net'],
    ports: [EgressPort.tls({ number: 27018 })],
  });
  const redisOverTls = new ExternalService(services, 'redis-over-tls', {
    hosts: ['redis.example.net'],
    ports: [EgressPort.tls({ number: 6380 })],
  });

  const policy = new Chart(app, 'policy');
  policy.addDependency(services);
  new EgressLockdown(policy, 'orders', {
    scope: LockdownScope.namespace('orders', { allow: [postgres, mysql, mongo, mongoOverTls, redisOverTls] }),
  });

  return [app];
}
