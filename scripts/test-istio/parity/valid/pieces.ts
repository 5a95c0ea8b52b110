import * as fc from 'fast-check';

/** What several kinds are made of; all of it is right. */

export const exactHost = fc.constantFrom('example.com', 'api.example.com', 'a.b.c.example.com', 'localhost', 'EXAMPLE.net', 'example.org.', 'httpbin.org');
export const wildcardHost = fc.constantFrom('*.example.com', '*.org', '*.b.example.net');
export const ip = fc.constantFrom('1.2.3.4', '10.0.0.1', '2001:db8::1', '::ffff:1.2.3.4', '240.240.1.1');
export const range = fc.constantFrom('10.0.0.0/8', '1.2.3.4/32', '2001:db8::/32', '10.1.2.3/8');
export const unixSocket = fc.constantFrom('unix:///var/run/x.sock', 'unix://@abstract');
export const portNumber = fc.constantFrom(80, 443, 3306, 8080, 15443, 65535);
export const httpProtocol = fc.constantFrom('HTTP', 'http', 'HTTP2', 'GRPC', 'GRPC-Web', 'HTTP_PROXY');
export const tlsProtocol = fc.constantFrom('TLS', 'HTTPS', 'https');
export const bytesProtocol = fc.constantFrom('TCP', 'tcp', 'Mongo', 'REDIS', 'MySQL', 'UDP');
export const duration = fc.constantFrom('1s', '250ms', '1h30m', '1.5s', '1ms');
export const labels = fc.constantFrom<Record<string, string>>({ app: 'reviews' }, { 'app.kubernetes.io/name': 'a.b_c-d', 'version': 'v1' });
export const exportTo = fc.constantFrom<string[]>(['.'], ['*'], ['shop', 'warehouse'], ['.', 'warehouse'], []);
export const count = fc.constantFrom(0, 1, 5, 100, 2147483647);
export const percentage = fc.constantFrom({ value: 0 }, { value: 0.1 }, { value: 50 }, { value: 100 });

/** Any of several arbitraries, the first being the simplest. */
export function either<T>(...arbitraries: fc.Arbitrary<T>[]): fc.Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, ...arbitraries);
}

export function some<T>(item: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: 1, maxLength });
}

export type Fields = Record<string, fc.Arbitrary<unknown>>;

/** An object of which only some fields have to be there, and every other one is there one time in three. */
export function object(required: Fields, optional: Fields = {}): fc.Arbitrary<any> {
  const rarely = Object.fromEntries(Object.entries(optional).map(([name, value]) => [
    name, fc.oneof({ withCrossShrink: true }, { weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value }),
  ]));
  return fc.record({ ...required, ...rarely }).map(withoutGaps);
}

/** The same with at least one of the optional fields. */
export function objectWithAny(optional: Fields): fc.Arbitrary<any> {
  const names = Object.keys(optional);
  return fc.constantFrom(...names).chain((name) => {
    const rest = Object.fromEntries(Object.entries(optional).filter(([other]) => other !== name));
    return object({ [name]: optional[name] }, rest);
  });
}

export function withoutGaps(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
