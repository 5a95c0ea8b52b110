/**
 * The servers that lie outside the cluster. Each says who it is, and reports each call on stdout. Those that speak HTTP do as the
 * path says: `/status/503` answers that, `/after/2000` answers after two seconds, `/broken` breaks the connection.
 */
import { type IncomingMessage, createServer as createHttpServer, type ServerResponse } from 'http';
import { createServer as createHttpsServer } from 'https';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'net';
import { createServer as createTlsServer, type TLSSocket } from 'tls';
import { answer, tell } from './spoken-to';

export interface ServerOptions {
  /** What it calls itself. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** greeting: TCP, and the server speaks first. tls: TCP inside TLS. proxy: an HTTP proxy that makes tunnels. */
  readonly protocol: 'http' | 'https' | 'tcp' | 'tls' | 'greeting' | 'proxy';
  /** PEM, for https and tls, and for a proxy that speaks TLS. */
  readonly certificate?: {
    readonly key: string;
    readonly cert: string;
    /** The authority that has to have signed the client's; without it none is asked for. */
    readonly ca?: string;
  };
}

/** A call that reached a server. */
export interface Seen {
  readonly server: string;
  readonly address: string;
  readonly port: number;
  /** The Host header; of https the name in the handshake, of a proxy the end of the tunnel. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  /** Of an HTTP request. */
  readonly method?: string;
  readonly path?: string;
  /** To whom the client's certificate was given, where one was asked for. */
  readonly client?: string;
  /** Why there was no handshake: `ERR_SSL_HTTP_REQUEST` for clear text. */
  readonly refused?: string;
}

const servers = new Map<string, Server>();

async function serve(options: ServerOptions): Promise<void> {
  const server = create(options);
  servers.set(`${options.address}:${options.port}`, server);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, options.address, resolve));
}

function create({ name, address, port, protocol, certificate }: ServerOptions): Server {
  const see = (more: Partial<Seen>) => tell({ event: { server: name, address, port, ...more } satisfies Seen });
  const respond = ({ socket, headers, method, url: path = '/' }: IncomingMessage, response: ServerResponse) => {
    const client = (socket as TLSSocket).getPeerCertificate?.()?.subject?.CN;
    see({ host: (socket as TLSSocket).servername || headers.host, headers, method, path, client: [client].flat()[0] });
    response.setHeader('x-server', name);
    const speak = () => response.end(`${name} at ${address}\n`);
    const [, how, what] = path.split('/');
    switch (how) {
      case 'status': response.statusCode = Number(what); return speak();
      case 'after': return setTimeout(speak, Number(what));
      case 'broken': return socket.destroy();
      default: return speak();
    }
  };
  const echo = (socket: Socket) => {
    see({ host: (socket as TLSSocket).servername || undefined });
    socket.on('data', () => socket.write(`${name}\n`)).on('error', () => undefined);
  };
  const tls = { ...certificate, requestCert: certificate?.ca !== undefined };
  const seeRefused = (error: NodeJS.ErrnoException) => see({ refused: error.code });
  switch (protocol) {
    case 'http': return createHttpServer(respond);
    case 'https': return createHttpsServer(tls, respond).on('tlsClientError', seeRefused);
    case 'tcp': return createTcpServer(echo);
    case 'tls': return createTlsServer(tls, echo).on('tlsClientError', seeRefused);
    case 'proxy': return (certificate ? createHttpsServer(certificate) : createHttpServer()).on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
      see({ host: url });
      tunnel(socket, url);
    });
    case 'greeting': return createTcpServer((socket) => {
      see({});
      socket.on('error', () => undefined).write(`${name}\n`);
    });
  }
}

function tunnel(client: Socket, target: string): void {
  const [host, port] = target.split(':');
  const site = connect({ host, port: Number(port) }, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(site).pipe(client);
  });
  site.on('error', () => client.destroy());
  client.on('error', () => site.destroy());
}

function stop({ address, port }: ServerOptions): void {
  servers.get(`${address}:${port}`)?.close();
  servers.delete(`${address}:${port}`);
}

answer({ serve, stop });
