import { isHttp, isRawTcp, isTcp, isTls, parseProtocol, PROTOCOLS } from '../../../src/istio/syntax/protocols';

test('any case is understood', () => {
  expect(['http', 'Tls', 'GRPC-WEB', 'mongo'].map(parseProtocol)).toEqual(['HTTP', 'TLS', 'GRPC-Web', 'Mongo']);
});

test.each([undefined, '', 'FOO', 'HBONE', 'DoubleHBONE', 'UnsupportedProtocol', 'https ', 'h2'])('%j is no protocol', (text) => {
  expect(parseProtocol(text)).toBeUndefined();
});

test('what a protocol tells of the host', () => {
  expect(PROTOCOLS.filter(isHttp)).toEqual(['GRPC', 'GRPC-Web', 'HTTP', 'HTTP_PROXY', 'HTTP2']);
  expect(PROTOCOLS.filter(isTls)).toEqual(['HTTPS', 'TLS']);
  expect(PROTOCOLS.filter(isRawTcp)).toEqual(['TCP', 'Mongo', 'Redis', 'MySQL']);
  expect(PROTOCOLS.filter(isTcp)).toEqual(['TCP', 'HTTPS', 'TLS', 'Mongo', 'Redis', 'MySQL']);
});
