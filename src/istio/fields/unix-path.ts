import type { Findings } from '../findings';

const UNIX_PREFIX = 'unix://';

/** Whether an address is a socket in the file system. */
export function isUnixAddress(address: string | undefined): address is string {
  return address?.startsWith(UNIX_PREFIX) ?? false;
}

/** Whether a `unix://` address names a socket: an absolute path to a file, or `@` and the name of an abstract socket. */
export function isUnixPath(address: string): boolean {
  const socket = address.slice(UNIX_PREFIX.length);
  return socket.startsWith('@') || (socket.startsWith('/') && !socket.endsWith('/'));
}

/** istiod's rule for a `unix://` address. */
export function checkUnixPath(findings: Findings, path: string, address: string): void {
  if (isUnixPath(address)) return;
  findings.webhook('unix-path', path, address,
    'a unix:// address must be the absolute path of a socket, or "@" and the name of an abstract one', 'write unix:///path/to/socket');
}
