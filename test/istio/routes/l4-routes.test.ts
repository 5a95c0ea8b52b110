import { accepts, webhookRefuses, webhookWarns } from '../tables';
import { DESTINATION, judgeService } from './virtual-service';

const tls = (route: any) => judgeService({ hosts: ['api.example.com', '*.b.com'], tls: [{ route: [DESTINATION], ...route }] });
const tcp = (route: any) => judgeService({ tcp: [{ route: [DESTINATION], ...route }] });
const sni = (...sniHosts: string[]) => ({ match: [{ sniHosts }] });

describe('TLS', () => {
  accepts(tls, {
    'an SNI host': { match: [{ sniHosts: ['api.example.com'], port: 443, destinationSubnets: ['10.0.0.0/8'], sourceLabels: { app: 'a' } }] },
    'a part of a wildcard': sni('x.b.com', '*.x.b.com', '*.b.com'),
  });
  webhookRefuses(tls, {
    'no match': [{ match: [] }, 'virtual-service/tls-match-required', 'spec.tls[0].match', 'at least one match'],
    'no SNI host': [sni(), 'virtual-service/sni-hosts-required', 'spec.tls[0].match[0].sniHosts', 'at least one SNI host'],
    'an SNI host that is none': [sni('a_b'), 'virtual-service/sni-host-invalid', 'spec.tls[0].match[0].sniHosts[0]'],
    'an SNI host of nobody': [sni('other.com'), 'virtual-service/sni-host-foreign', 'spec.tls[0].match[0].sniHosts[0]', 'api.example.com, *.b.com'],
    'more than a host has': [sni('*.example.com'), 'virtual-service/sni-host-foreign', 'spec.tls[0].match[0].sniHosts[0]'],
    'no destination': [{ ...sni('x.b.com'), route: [] }, 'virtual-service/route-required', 'spec.tls[0].route', 'TLS route'],
    'a subnet that is none': [
      { match: [{ sniHosts: ['x.b.com'], destinationSubnets: ['10.0.0/8'] }] }, 'virtual-service/subnet-invalid', 'spec.tls[0].match[0].destinationSubnets[0]',
    ],
  });
  webhookWarns(tls, {
    'an address as SNI': [sni('192.0.2.1'), 'virtual-service/sni-host-is-ip', 'spec.tls[0].match[0].sniHosts[0]', 'no SNI'],
    'a gateway in the old form': [{ match: [{ sniHosts: ['x.b.com'], gateways: ['gw.ns'] }] }, 'virtual-service/gateway-legacy', 'spec.tls[0].match[0].gateways[0]'],
  });
});

describe('TCP', () => {
  accepts(tcp, {
    'every connection': {},
    'some connections': { match: [{ port: 5432, destinationSubnets: ['192.0.2.1', '2001:db8::/32'] }] },
    // istiod loses its warnings about TCP matches.
    'a gateway in the old form': { match: [{ gateways: ['gw.ns'] }] },
  });
  webhookRefuses(tcp, {
    'no destination': [{ route: undefined }, 'virtual-service/route-required', 'spec.tcp[0].route', 'TCP route'],
    'a port out of range': [{ match: [{ port: 65536 }] }, 'virtual-service/port-range', 'spec.tcp[0].match[0].port'],
    'destinations without weight': [{ route: [DESTINATION, DESTINATION] }, 'virtual-service/weights-zero', 'spec.tcp[0].route'],
  });
});
