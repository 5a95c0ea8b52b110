import { checkVirtualService } from '../../../src/istio/kinds/virtual-service';
import { accepts, brief, webhookRefuses } from '../tables';

const judge = (spec: any) => checkVirtualService({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'x', namespace: 'shop' }, spec });
const route = [{ destination: { host: 'api.example.com' } }];
const http = [{ route }];
const service = (overrides: object) => ({ hosts: ['api.example.com'], http, ...overrides });
const claim = [{ match: [{ headers: { '@request.auth.claims.group': { exact: 'a' } } }], route }];

accepts(judge, {
  'routes for a host': service({ exportTo: ['.'] }),
  'a wildcard and an address': service({ hosts: ['*.example.com', '192.0.2.1', '::1'] }),
  'a delegate': { http },
  'every host, for a gateway': service({ hosts: ['*'], gateways: ['istio-system/egress'] }),
  'claims at a gateway': service({ gateways: ['gw'], http: claim }),
  'hosts that have nothing in common': service({ hosts: ['a.com', 'b.com', '*.a.com'] }),
  'a made-up host at a gateway': { hosts: ['outbound_.80_._.a.com'], gateways: ['gw'], tls: [{ match: [{ sniHosts: ['outbound_.80_._.a.com'] }], route }] },
});

webhookRefuses(judge, {
  'no routes': [service({ http: [] }), 'virtual-service/routes-required', 'spec', 'http, tls or tcp'],
  'gateways of a delegate': [{ gateways: ['gw'], http }, 'virtual-service/delegate-field', 'spec.gateways', 'must have no gateways'],
  'TCP routes of a delegate': [{ tcp: [{ route }], http }, 'virtual-service/delegate-field', 'spec.tcp'],
  'a host that is none': [service({ hosts: ['a_b'] }), 'virtual-service/host-invalid', 'spec.hosts[0]', 'IP address'],
  'a made-up host of another form': [service({ hosts: ['outbound_.80_._.a.com'], gateways: ['gw'] }), 'virtual-service/host-invalid', 'spec.hosts[0]'],
  'every host, for sidecars': [service({ hosts: ['*'], gateways: ['mesh', 'gw'] }), 'virtual-service/host-wildcard', 'spec.hosts[0]', 'for gateways'],
  'a host twice': [service({ hosts: ['a.com', 'b.com', 'a.com'] }), 'virtual-service/host-duplicate', 'spec.hosts[2]', 'a.com overlaps with a.com'],
  'a host and its wildcard': [service({ hosts: ['*.a.com', 'x.a.com'] }), 'virtual-service/host-duplicate', 'spec.hosts[1]', '*.a.com'],
  'claims at sidecars': [service({ http: claim }), 'virtual-service/claim-needs-gateway', 'spec.http[0].match[0].headers["@request.auth.claims.group"]', 'gateways'],
  'exportTo nobody': [service({ exportTo: ['~'] }), 'virtual-service/export-to-invalid', 'spec.exportTo[0]'],
});

test('overlaps are only looked for among hosts that are valid', () => {
  expect(brief(judge(service({ hosts: ['a.com', 'a.com', 'a_b'] })))).toEqual(['WEBHOOK ERROR virtual-service/host-invalid at spec.hosts[2]']);
});
