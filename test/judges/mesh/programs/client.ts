/** Makes the calls of a pod. It runs in the pod's network namespace, beside the application, and does what it is told on stdin. */
import { resolve4 } from 'dns/promises';
import { Agent, request as httpRequest } from 'http';
import { request as httpsRequest } from 'https';
import { connect, type Socket } from 'net';
import { answer } from './spoken-to';

export interface GetOptions {
  readonly url: string;
  /** Instead of the host of the URL: a lie, if the two differ. */
  readonly host?: string;
  /** Default is GET. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeout?: number;
  /** Keeps the connection under this name, and takes it up again. */
  readonly connection?: string;
}

export interface ThroughOptions {
  /** A forward proxy, by address. */
  readonly proxy: string;
  readonly proxyPort: number;
  /** The end of the tunnel: `host:port`. */
  readonly target: string;
  readonly timeout?: number;
}

export interface SayOptions {
  readonly host: string;
  readonly port: number;
  /** Waits for the server to speak first. */
  readonly silently?: boolean;
  readonly timeout?: number;
  readonly connection?: string;
}

/** What came back, or how it failed. */
export interface Answer {
  readonly status?: number;
  /** Who says to have answered. */
  readonly server?: string;
  readonly body?: string;
  readonly failure?: string;
  /** Of a connection that was kept: whether this call went over the same one as the last. */
  readonly reused?: boolean;
}

const TIMEOUT = 5000;
const agents = new Map<string, Agent>();
const sockets = new Map<string, Socket>();

function get({ url, host, method, headers, timeout = TIMEOUT, connection }: GetOptions): Promise<Answer> {
  const { protocol, hostname } = new URL(url);
  const request = protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const call = request(url, {
      method,
      headers: { ...headers, ...host && { host } },
      agent: connection ? agentOf(connection) : new Agent(),
      timeout,
      // The servers sign their own certificates: who they are is not the question here, where the bytes go is.
      // Without an agent of its own a call would take up the connection of the last one, whatever has changed since.
      ...(protocol === 'https:' && { agent: false, rejectUnauthorized: false, servername: host ?? hostname }),
    }, (response) => {
      let body = '';
      response.on('data', (data) => (body += data));
      response.on('end', () => resolve({
        status: response.statusCode, server: [response.headers['x-server']].flat()[0], body, reused: call.reusedSocket,
      }));
      response.on('error', (error) => resolve({ failure: reasonOf(error) }));
    });
    call.on('timeout', () => call.destroy(new Error('timeout')));
    call.on('error', (error) => resolve({ failure: reasonOf(error) }));
    call.end();
  });
}

/** A GET over TLS through a tunnel for which the application itself asks a forward proxy. */
function through({ proxy, proxyPort, target, timeout = TIMEOUT }: ThroughOptions): Promise<Answer> {
  return new Promise((resolve) => {
    const tunnel = httpRequest({ host: proxy, port: proxyPort, method: 'CONNECT', path: target, timeout, agent: false });
    tunnel.on('timeout', () => tunnel.destroy(new Error('timeout')));
    tunnel.on('error', (error) => resolve({ failure: reasonOf(error) }));
    tunnel.on('response', ({ statusCode }) => resolve({ status: statusCode }));
    tunnel.on('connect', ({ statusCode }, socket) => {
      if (statusCode !== 200) return resolve({ status: statusCode });
      const [servername] = target.split(':');
      const call = httpsRequest({ host: servername, path: '/', agent: false, socket, servername, rejectUnauthorized: false } as object, (response) => {
        response.resume().on('end', () => resolve({ status: response.statusCode, server: [response.headers['x-server']].flat()[0] }));
      });
      call.on('error', (error) => resolve({ failure: reasonOf(error) }));
      call.end();
    });
    tunnel.end();
  });
}

function agentOf(name: string): Agent {
  const agent = agents.get(name) ?? new Agent({ keepAlive: true, maxSockets: 1 });
  agents.set(name, agent);
  return agent;
}

/** Says hello over TCP and hears who answers. */
function say({ host, port, silently, timeout = TIMEOUT, connection }: SayOptions): Promise<Answer> {
  const kept = connection ? sockets.get(connection) : undefined;
  return new Promise((resolve) => {
    const socket = kept ?? connect({ host, port });
    if (connection) sockets.set(connection, socket);
    const done = (result: Answer) => {
      socket.removeAllListeners();
      // A connection that ends later, unobserved, is no error of this program.
      socket.on('error', () => undefined);
      socket.setTimeout(0);
      if (!connection || result.failure) {
        socket.destroy();
        if (connection) sockets.delete(connection);
      }
      resolve({ ...result, reused: kept !== undefined });
    };
    if (socket.readyState === 'closed') return done({ failure: 'closed' });
    socket.setTimeout(timeout, () => done({ failure: 'timeout' }));
    socket.on('data', (data) => done({ server: data.toString().trim() }));
    socket.on('error', (error) => done({ failure: reasonOf(error) }));
    socket.on('close', () => done({ failure: 'closed' }));
    if (!silently) socket.write('hello\n');
  });
}

/** However a connection is cut, by an end or a reset, early or late: to the caller it is closed. */
function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ECONNRESET':
    case 'EPIPE': return 'closed';
    case undefined: return error.message;
    default: return error.code;
  }
}

answer({ get, through, say, resolve: (name: string) => resolve4(name) });
