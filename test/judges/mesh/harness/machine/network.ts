import { Namespace } from './namespace';
import { type Run } from './run';

/** Ranges for documentation: nobody has these addresses, so that they can be the internet of this judge. */
export const INTERNET_RANGES = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'];

const BRIDGE = 'br0';
const PREFIX_LENGTH = 16;
const CONTROL_ADDRESS = '10.244.0.1';
const INTERNET_ADDRESS = '10.244.0.2';

/**
 * The network of a run, without a link to the machine's: a namespace for the control plane, with a bridge that each pod has a cable
 * to, and one for all that lies outside the cluster, which is where the default route of a pod leads.
 */
export class Network {
  public readonly control: Namespace;
  public readonly internet: Namespace;
  private joined = 0;

  constructor(private readonly run: Run) {
    this.control = new Namespace(run, 'control', CONTROL_ADDRESS, this.files('', ''));
    this.control.ip('link', 'add', BRIDGE, 'type', 'bridge');
    this.control.ip('addr', 'add', `${CONTROL_ADDRESS}/${PREFIX_LENGTH}`, 'dev', BRIDGE);
    this.control.ip('link', 'set', BRIDGE, 'up');
    this.internet = this.join(new Namespace(run, 'internet', INTERNET_ADDRESS, this.files('', '')));
  }

  /** A namespace for a pod: resolves short names of Services as Kubernetes does, and finds istiod by the name it has in a cluster. */
  public pod(name: string, kubernetesNamespace: string, hosts: Readonly<Record<string, string>>): Namespace {
    const address = `10.244.${1 + Math.floor(this.joined / 200)}.${1 + this.joined % 200}`;
    const search = `search ${kubernetesNamespace}.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n`;
    const lines = Object.entries(hosts).map(([host, ip]) => `${ip} ${host}\n`).join('');
    const pod = this.join(new Namespace(this.run, name, address, this.files(search, lines)));
    pod.ip('route', 'add', 'default', 'via', INTERNET_ADDRESS);
    return pod;
  }

  /** Another address for the control plane, where a second istiod can listen. */
  public addControlAddress(address: string): void {
    this.control.ip('addr', 'add', `${address}/${PREFIX_LENGTH}`, 'dev', BRIDGE);
  }

  public addInternetAddress(address: string): void {
    this.internet.ip('addr', 'replace', `${address}/32`, 'dev', 'lo');
  }

  private join(namespace: Namespace): Namespace {
    const port = `port${this.joined++}`;
    namespace.connectTo(this.control, 'eth0', port);
    this.control.ip('link', 'set', port, 'master', BRIDGE);
    namespace.ip('addr', 'add', `${namespace.address}/${PREFIX_LENGTH}`, 'dev', 'eth0');
    return namespace;
  }

  private files(resolver: string, hosts: string) {
    return { 'resolv.conf': `nameserver ${CONTROL_ADDRESS}\n${resolver}`, 'hosts': `127.0.0.1 localhost\n${hosts}` };
  }
}
