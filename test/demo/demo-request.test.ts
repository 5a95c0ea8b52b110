import { DemoRequest } from '../../src/demo/demo-request';

describe('items of REQUESTS', () => {
  test.each([
    [DemoRequest.http('http://httpbin.org/get'), 'http://httpbin.org/get#1'],
    [DemoRequest.http('http://httpbin.org/get', { times: 3 }), 'http://httpbin.org/get#3'],
    [DemoRequest.http('http://bookings:8080'), 'http://bookings:8080#1'],
    [DemoRequest.http('http://catalog:8080/', { times: 2 }), 'http://catalog:8080/#2'],
    [DemoRequest.http('HTTP://Httpbin.org/a%20b?c=%zz'), 'HTTP://Httpbin.org/a%20b?c=%zz#1'],
    [DemoRequest.http('http://httpbin.org?a=b'), 'http://httpbin.org?a=b#1'],
    [DemoRequest.http('http://httpbin.org./get'), 'http://httpbin.org./get#1'],
    [DemoRequest.http('http://10.0.0.1:80/'), 'http://10.0.0.1:80/#1'],
    [DemoRequest.http('http://[fd00::1]:8080/get'), 'http://[fd00::1]:8080/get#1'],
    [DemoRequest.http('http://[fd00::1]'), 'http://[fd00::1]#1'],
    [DemoRequest.https('https://api.stripe.com/v1/charges'), 'https://api.stripe.com/v1/charges#1'],
    [DemoRequest.https('https://api.stripe.com:65535', { times: 20 }), 'https://api.stripe.com:65535#20'],
    [DemoRequest.grpc('movies', 8082), 'grpc://movies:8082/allspark/Incoming#1'],
    [DemoRequest.grpc('movies', 8082, { times: 4 }), 'grpc://movies:8082/allspark/Incoming#4'],
    [DemoRequest.grpc('fd00::1', 8082), 'grpc://[fd00::1]:8082/allspark/Incoming#1'],
    [DemoRequest.tcp('database', 8083), 'tcp://database:8083/#1'],
    [DemoRequest.tcp('10.0.0.1', 5432, { mebibytes: 16 }), 'tcp://10.0.0.1:5432/#16'],
  ])('%s', (request, item) => {
    expect(request.toString()).toEqual(item);
    expect(`${request.url}#`).toEqual(item.replace(/#\d+$/, '#'));
  });
});

describe('refusals', () => {
  test.each<[() => DemoRequest, string]>([
    [() => DemoRequest.http('http://httpbin.org/get#1'),
      "url 'http://httpbin.org/get#1' contains '#', after which the image reads the count; leave it out and give a count as { times: 1 }"],
    [() => DemoRequest.https('https://httpbin.org/#top'),
      "url 'https://httpbin.org/#top' contains '#', after which the image reads the count; leave it out and give a count as { times: 1 }"],
    [() => DemoRequest.http('http://httpbin.org/a b'),
      "url 'http://httpbin.org/a b' contains white space, at which the image splits REQUESTS; encode a space as %20"],
    [() => DemoRequest.http('http://httpbin.org/\n'),
      "url 'http://httpbin.org/\n' contains white space, at which the image splits REQUESTS; encode a space as %20"],
    [() => DemoRequest.http('http://httpbin.org/\u0085'),
      "url 'http://httpbin.org/\u0085' contains white space, at which the image splits REQUESTS; encode a space as %20"],
    [() => DemoRequest.http(''),
      "url '' does not start with 'http://'; write 'http://host[:port]/path'"],
    [() => DemoRequest.http('httpbin.org/get'),
      "url 'httpbin.org/get' does not start with 'http://'; write 'http://host[:port]/path'"],
    [() => DemoRequest.http('http:/httpbin.org/get'),
      "url 'http:/httpbin.org/get' does not start with 'http://'; write 'http://host[:port]/path'"],
    [() => DemoRequest.http('https://httpbin.org/get'),
      "url 'https://httpbin.org/get' does not start with 'http://'; say DemoRequest.https('https://httpbin.org/get')"],
    [() => DemoRequest.https('http://httpbin.org/get'),
      "url 'http://httpbin.org/get' does not start with 'https://'; say DemoRequest.http('http://httpbin.org/get')"],
    [() => DemoRequest.http('tcp://database:8083'),
      "url 'tcp://database:8083' does not start with 'http://'; say DemoRequest.tcp(host, port)"],
    [() => DemoRequest.https('grpc://movies:8082'),
      "url 'grpc://movies:8082' does not start with 'https://'; say DemoRequest.grpc(host, port)"],
    [() => DemoRequest.http('ftp://example.com/'),
      "url 'ftp://example.com/' does not start with 'http://'; the image cannot send ftp; use DemoRequest.http, https, grpc or tcp"],
    [() => DemoRequest.http('kafka-produce://broker:9092/topic?message=x'),
      "url 'kafka-produce://broker:9092/topic?message=x' does not start with 'http://'; the image cannot send kafka-produce; use DemoRequest.http, https, grpc or tcp"],
    [() => DemoRequest.http('http:///get'),
      "url 'http:///get' has no host, on which the image crashes; write 'http://host[:port]/path'"],
    [() => DemoRequest.https('https://:8443/'),
      "url 'https://:8443/' has no host, on which the image crashes; write 'https://host[:port]/path'"],
    [() => DemoRequest.http('http://user:secret@httpbin.org/'),
      "url 'http://user:secret@httpbin.org/' carries credentials, which a manifest would publish; leave out what stands before '@'"],
    [() => DemoRequest.http('http://*.httpbin.org/'),
      "url 'http://*.httpbin.org/' has host '*.httpbin.org', which is neither a DNS name nor an IP address"],
    [() => DemoRequest.http('http://1.2.3.400/'),
      "url 'http://1.2.3.400/' has host '1.2.3.400', which is neither a DNS name nor an IP address"],
    [() => DemoRequest.http('http://[fe80::1%eth0]/'),
      "url 'http://[fe80::1%eth0]/' has host '[fe80::1%eth0]', which is neither a DNS name nor an IP address"],
    [() => DemoRequest.http('http://[fd00::1/'),
      "url 'http://[fd00::1/' has host '[fd00', which is neither a DNS name nor an IP address"],
    [() => DemoRequest.http('http://httpbin.org:0/'),
      "url 'http://httpbin.org:0/' has port '0'; use an integer from 1 to 65535"],
    [() => DemoRequest.http('http://httpbin.org:65536/'),
      "url 'http://httpbin.org:65536/' has port '65536'; use an integer from 1 to 65535"],
    [() => DemoRequest.http('http://httpbin.org:http/'),
      "url 'http://httpbin.org:http/' has port 'http'; use an integer from 1 to 65535"],
    [() => DemoRequest.http('http://httpbin.org:/'),
      "url 'http://httpbin.org:/' has port ''; use an integer from 1 to 65535"],
    [() => DemoRequest.http('http://httpbin.org/100%'),
      "url 'http://httpbin.org/100%' has a '%' without two hex digits after it, on which the image crashes; encode a percent sign as %25"],
    [() => DemoRequest.http('http://httpbin.org/', { times: 0 }),
      'times 0 is not a positive integer; leave it out for 1, or leave out the request of http://httpbin.org/'],
    [() => DemoRequest.https('https://httpbin.org/', { times: -1 }),
      'times -1 is not a positive integer; leave it out for 1, or leave out the request of https://httpbin.org/'],
    [() => DemoRequest.grpc('movies', 8082, { times: 1.5 }),
      'times 1.5 is not a positive integer; leave it out for 1, or leave out the request of grpc://movies:8082/allspark/Incoming'],
    [() => DemoRequest.http('http://httpbin.org/', { times: NaN }),
      'times NaN is not a positive integer; leave it out for 1, or leave out the request of http://httpbin.org/'],
    [() => DemoRequest.http('http://httpbin.org/', { times: Infinity }),
      'times Infinity is not a positive integer; leave it out for 1, or leave out the request of http://httpbin.org/'],
    [() => DemoRequest.tcp('database', 8083, { mebibytes: 0 }),
      'mebibytes 0 is not a positive integer; leave it out for 1, or leave out the request of tcp://database:8083/'],
    [() => DemoRequest.tcp('database', 0),
      'port 0 is not a port number; use an integer from 1 to 65535'],
    [() => DemoRequest.grpc('movies', 70000),
      'port 70000 is not a port number; use an integer from 1 to 65535'],
    [() => DemoRequest.grpc('movies', 80.5),
      'port 80.5 is not a port number; use an integer from 1 to 65535'],
    [() => DemoRequest.tcp('', 8083),
      "host '' is neither a DNS name nor an IP address; write it without scheme, port, path and brackets"],
    [() => DemoRequest.tcp('tcp://database', 8083),
      "host 'tcp://database' is neither a DNS name nor an IP address; write it without scheme, port, path and brackets"],
    [() => DemoRequest.grpc('movies:8082', 8082),
      "host 'movies:8082' is neither a DNS name nor an IP address; write it without scheme, port, path and brackets"],
    [() => DemoRequest.grpc('[fd00::1]', 8082),
      "host '[fd00::1]' is neither a DNS name nor an IP address; write it without scheme, port, path and brackets"],
    [() => DemoRequest.tcp('fd00::1', 8083),
      "host 'fd00::1' is an IPv6 address, which the image cannot dial over tcp; use a DNS name or an IPv4 address"],
  ])('%#', (request, message) => {
    expect(request).toThrow(new Error(message));
  });
});

describe('what a program without types may say', () => {
  const Untyped: any = DemoRequest;
  const NO_TIMES = 'is not an object; write one, such as { times: 2 }';

  test.each<[() => DemoRequest, string]>([
    [() => Untyped.http('http://a.com', null), `DemoRequest.http: options null ${NO_TIMES}`],
    [() => Untyped.https('https://a.com', 2), `DemoRequest.https: options 2 ${NO_TIMES}`],
    [() => Untyped.grpc('a.com', 8082, 'twice'), `DemoRequest.grpc: options 'twice' ${NO_TIMES}`],
    [() => Untyped.tcp('a.com', 8083, null), 'DemoRequest.tcp: options null is not an object; write one, such as { mebibytes: 2 }'],
    [() => Untyped.http('http://a.com', { time: 2 }), "DemoRequest.http: options has no 'time'; it has times"],
    [() => Untyped.grpc('a.com', 8082, { mebibytes: 2 }), "DemoRequest.grpc: options has no 'mebibytes'; it has times"],
    [() => Untyped.tcp('a.com', 8083, { times: 2 }), "DemoRequest.tcp: options has no 'times'; it has mebibytes"],
    [() => Untyped.http('http://a.com', { times: '2' }),
      "times '2' is not a positive integer; leave it out for 1, or leave out the request of http://a.com"],
    [() => Untyped.tcp('a.com', 8083, { mebibytes: null }),
      'mebibytes null is not a positive integer; leave it out for 1, or leave out the request of tcp://a.com:8083/'],
    [() => Untyped.http(undefined), "DemoRequest.http: url undefined is not a string; write one, such as 'http://httpbin.org/get'"],
    [() => Untyped.tcp(5, 8083), 'host 5 is neither a DNS name nor an IP address; write it without scheme, port, path and brackets'],
    [() => Untyped.tcp('a.com', '8083'), "port '8083' is not a port number; use an integer from 1 to 65535"],
  ])('%#', (request, message) => {
    expect(request).toThrow(new Error(message));
  });
});

describe('same URL', () => {
  test.each([
    ['http://catalog:8080', 'http://catalog:8080/', true],
    ['http://catalog', 'http://Catalog:80/', true],
    ['HTTP://catalog/a', 'http://catalog/a', true],
    ['http://catalog?a', 'http://catalog/?a', true],
    ['http://catalog/a', 'http://catalog/A', false],
    ['http://catalog/a', 'http://catalog/a?b', false],
    ['http://catalog', 'http://catalog:8080', false],
  ])('%s and %s: %s', (a, b, same) => {
    expect(DemoRequest.http(a)._hasUrlOf(DemoRequest.http(b))).toEqual(same);
  });

  test('https has a default port of its own', () => {
    expect(DemoRequest.https('https://catalog')._hasUrlOf(DemoRequest.https('https://catalog:443/'))).toEqual(true);
    expect(DemoRequest.https('https://catalog')._hasUrlOf(DemoRequest.http('http://catalog'))).toEqual(false);
  });
});
