/**
 * A stand-in for the image of the demo application: servers for HTTP, gRPC and TCP that make the calls of REQUESTS for each call they
 * get, and answer what WORKLOAD says. Each call it gets and each it makes is a line of JSON on stdout.
 *
 * REQUESTS is a list of `<url>#<count>` separated by spaces: `http` and `grpc` calls as often as the count says, and for `tcp` one
 * connection with that many MiB. A call that fails changes nothing for the caller, as in the image.
 */
import { createServer as createHttpServer, get } from 'http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'http2';
import { connect as connectTcp, createServer as createTcpServer } from 'net';

const MIB = 1024 * 1024;
const EMPTY_GRPC_MESSAGE = Buffer.alloc(5);
const { REQUESTS = '', WORKLOAD, ECHO_STR = '' } = process.env;
const body = WORKLOAD === 'Echo' ? ECHO_STR : 'ok';

const requests = REQUESTS.split(/\s+/).filter(Boolean).map((item) => {
  const [url, count = '0'] = item.split('#');
  return { url: new URL(url), count: Number(count) };
});

function note(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function makeRequests(): Promise<void> {
  await Promise.all(requests.flatMap(({ url, count }) => {
    if (url.protocol === 'tcp:') return [make(url, () => sendBytes(url, count * MIB || 1024))];
    return Array.from({ length: count }, () => make(url, () => url.protocol === 'grpc:' ? callGrpc(url) : callHttp(url)));
  }));
}

async function make(url: URL, call: () => Promise<string>): Promise<void> {
  const result = await call().catch((error: NodeJS.ErrnoException) => error.code ?? error.message);
  note({ made: url.href, result });
}

/** The identity that the proxies have made sure of. */
function callerOf(headers: Readonly<Record<string, unknown>>): string | undefined {
  return /URI=([^;,]+)/.exec(String(headers['x-forwarded-client-cert']))?.[1];
}

function callHttp(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, timeout: 10_000 }, (response) => response.resume().on('end', () => resolve(`${response.statusCode}`)))
      .on('timeout', function (this: { destroy(error: Error): void }) { this.destroy(new Error('timeout')); })
      .on('error', reject);
  });
}

function callGrpc(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const session = connectHttp2(`http://${url.host}`).on('error', reject);
    const call = session.request({ ':method': 'POST', ':path': url.pathname, 'content-type': 'application/grpc', 'te': 'trailers' });
    call.on('response', (headers) => headers['grpc-status'] && resolve(`grpc-status ${headers['grpc-status']}`));
    call.on('trailers', (trailers) => resolve(`grpc-status ${trailers['grpc-status']}`));
    call.on('error', reject).on('close', () => session.close());
    call.resume().end(EMPTY_GRPC_MESSAGE);
  });
}

function sendBytes(url: URL, size: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(Number(url.port), url.hostname, () => socket.end(Buffer.alloc(size)));
    socket.resume().on('error', reject).on('close', () => resolve(`${size} bytes sent`));
  });
}

const http = createHttpServer((request, response) => {
  note({ got: 'http', from: callerOf(request.headers) });
  void makeRequests().then(() => response.end(body));
});

const grpc = createHttp2Server().on('stream', (stream, headers) => {
  note({ got: 'grpc', from: callerOf(headers) });
  stream.on('error', () => undefined);
  void makeRequests().then(() => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(EMPTY_GRPC_MESSAGE);
  });
});

const tcp = createTcpServer((socket) => {
  let bytes = 0;
  socket.on('data', (data) => (bytes += data.length)).on('error', () => undefined).on('end', () => {
    note({ got: 'tcp', bytes });
    void makeRequests();
  });
});

const listening = [[http, 8080], [grpc, 8082], [tcp, 8083]] as const;
void Promise.all(listening.map(([server, port]) => new Promise<void>((resolve) => server.listen(port, '0.0.0.0', () => resolve()))))
  .then(() => note({ ready: true }));
