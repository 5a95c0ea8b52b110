/** The servers that lie outside the cluster. Each says who it is, and reports each call on stdout. */
import { type IncomingMessage, createServer as createHttpServer, type ServerResponse } from 'http';
import { createServer as createHttpsServer } from 'https';
import { createServer as createTcpServer, type Server } from 'net';
import { type TLSSocket } from 'tls';
import { answer, tell } from './spoken-to';

export interface ServerOptions {
  /** What it calls itself. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** greeting: TCP, and the server speaks first. */
  readonly protocol: 'http' | 'https' | 'tcp' | 'greeting';
  /** PEM, for https. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

/** A call that reached a server. */
export interface Seen {
  readonly server: string;
  readonly address: string;
  readonly port: number;
  /** The Host header or, of https, the name in the handshake. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
}

const servers = new Map<string, Server>();

async function serve(options: ServerOptions): Promise<void> {
  const server = create(options);
  servers.set(`${options.address}:${options.port}`, server);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, options.address, resolve));
}

function create({ name, address, port, protocol, certificate }: ServerOptions): Server {
  const see = (more: Partial<Seen>) => tell({ event: { server: name, address, port, ...more } satisfies Seen });
  const respond = ({ socket, headers }: IncomingMessage, response: ServerResponse) => {
    see({ host: (socket as TLSSocket).servername || headers.host, headers });
    response.setHeader('x-server', name).end(`${name} at ${address}\n`);
  };
  switch (protocol) {
    case 'http': return createHttpServer(respond);
    case 'https': return createHttpsServer({ ...certificate }, respond);
    case 'tcp': return createTcpServer((socket) => {
      see({});
      socket.on('data', () => socket.write(`${name}\n`)).on('error', () => undefined);
    });
    case 'greeting': return createTcpServer((socket) => {
      see({});
      socket.on('error', () => undefined).write(`${name}\n`);
    });
  }
}

function stop({ address, port }: ServerOptions): void {
  servers.get(`${address}:${port}`)?.close();
  servers.delete(`${address}:${port}`);
}

answer({ serve, stop });
