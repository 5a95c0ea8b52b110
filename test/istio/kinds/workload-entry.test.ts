import { checkWorkloadEntry } from '../../../src/istio/kinds/workload-entry';
import { accepts, schemaRefuses, webhookRefuses, webhookWarns } from '../tables';

const judge = (spec: any) => checkWorkloadEntry({ apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry', metadata: { name: 'x', namespace: 'shop' }, spec });

accepts(judge, {
  'an address': { address: '192.0.2.1', ports: { http: 8080 }, labels: { app: 'a' }, weight: 5 },
  'an IPv6 address with zone': { address: 'fe80::1%eth0' },
  'a host': { address: 'vm.example.com' },
  'a socket': { address: 'unix:///var/run/x.sock' },
  'an abstract socket': { address: 'unix://@x' },
  'a port name of 62 letters': { address: '192.0.2.1', ports: { ['a'.repeat(62)]: 80 } },
});

schemaRefuses(judge, {
  'no address': [{ labels: { app: 'a' } }, 'workload-entry/endpoint-address-required', 'spec.address', 'needs an address'],
  'ports of a socket, even none': [{ address: 'unix:///x', ports: {} }, 'workload-entry/endpoint-unix-ports', 'spec.ports', 'no ports'],
  'a relative socket': [{ address: 'unix://x' }, 'workload-entry/endpoint-unix-path', 'spec.address', 'absolute path'],
  'no socket': [{ address: 'unix://' }, 'workload-entry/endpoint-unix-path', 'spec.address'],
  'a directory': [{ address: 'unix:///x/' }, 'workload-entry/endpoint-unix-path', 'spec.address'],
  'an abstract socket that ends like a directory': [{ address: 'unix://@x/' }, 'workload-entry/endpoint-unix-path', 'spec.address'],
  'a port out of range': [{ address: '192.0.2.1', ports: { a: 0 } }, 'workload-entry/port-range', 'spec.ports["a"]', '1 to 65535'],
  'a port name of 63 letters': [{ address: '192.0.2.1', ports: { ['a'.repeat(63)]: 80 } }, 'workload-entry/endpoint-port-name-invalid', 'spec.ports', '62'],
});

webhookRefuses(judge, {
  'an empty address': [{ address: '' }, 'workload-entry/endpoint-address-required', 'spec.address'],
  'what is neither address nor host': [{ address: '192.0.2' }, 'workload-entry/endpoint-address-invalid', 'spec.address', 'host name'],
  'a wildcard': [{ address: '*.example.com' }, 'workload-entry/endpoint-address-invalid', 'spec.address'],
  'a label that is none': [{ address: '192.0.2.1', labels: { app: '-' } }, 'workload-entry/label-value-invalid', 'spec.labels["app"]'],
});

webhookWarns(judge, {
  'a network without address': [{ network: 'other' }, 'workload-entry/endpoint-address-missing', 'spec.address', 'other'],
});
