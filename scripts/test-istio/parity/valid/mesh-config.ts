import * as fc from 'fast-check';
import { object } from './pieces';

/** A mesh config with an outbound traffic policy, spelled in every way that istiod reads or does not read. */
export const meshConfig: fc.Arbitrary<any> = object({ outboundTrafficPolicy: policy() }, {
  accessLogFile: fc.constant('/dev/stdout'),
  trustDomain: fc.constantFrom('cluster.local', 'example.com'),
  outbound_traffic_policy: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: policy() }),
  outboundTrafficpolicy: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: policy() }),
});

function policy(): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: object({ mode: mode() }, { tls: tls(), bogus: fc.constant(1) }) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, {}, [], '', 'ALLOW_ANY', 1, true, [{ mode: 'ALLOW_ANY' }]) },
  );
}

function mode(): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('REGISTRY_ONLY', 'ALLOW_ANY', 'ALLOW_ANY_DYNAMIC_DNS') },
    { weight: 3, arbitrary: fc.constantFrom<unknown>(0, 1, 2, 3, -1, 1.5, '1', null, '', true, 'registry_only', 'Allow_Any', ' ALLOW_ANY', ['ALLOW_ANY'], {}, 2147483648, 'SOMETIMES') },
  );
}

function tls(): fc.Arbitrary<unknown> {
  const text = fc.oneof({ weight: 4, arbitrary: fc.constant('a') }, { weight: 1, arbitrary: fc.constantFrom<unknown>('', 1, true, null, ['a'], {}) });
  return fc.oneof(
    { weight: 5, arbitrary: object({}, {
      mode: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL') },
        { weight: 1, arbitrary: fc.constantFrom<unknown>('', 'simple', 1, 9, null, 'OTHER', true) },
      ),
      sni: text, credentialName: text, caCertificates: text, clientCertificate: text, privateKey: text, caCrl: text,
      subjectAltNames: fc.constantFrom<unknown>(['a'], [], null, 'a', [1]),
      insecureSkipVerify: fc.constantFrom<unknown>(true, false, null, 'true', 1),
    }) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, {}, [], 'SIMPLE', 1) },
  );
}
