import { strict as assert } from 'assert';
import { join, resolve } from 'path';
import { Chart } from 'cdk8s';
import {
  CaBundle, EgressLockdown, EgressPort, ExternalService, ForwardProxy, LockdownScope, TlsOrigination,
} from '../../../../src';
import { Authority } from '../harness/authority';
import { type Mesh } from '../harness/mesh';
import { type Pod, summary } from '../harness/pod';
import { settled } from '../harness/wait';
import { seen } from './seen';
import { type Chapter, inMesh, type Stage } from './story';
import { synthesized } from './synthesized';

const PROXY = '192.0.2.1';
const SECURE = '192.0.2.7';
const IMPOSTOR = '198.51.100.99';
const LEDGER = '203.0.113.30';

export const forwardProxy: Chapter = {
  title: 'Through a forward proxy, known to the application and unknown to it',
  tell: (stage) => inMesh(stage, (mesh) => new Telling(stage, mesh).tell()),
};

class Telling {
  /** May call the forward proxy, and nothing else. */
  private builds!: Pod;
  /** May call services that go through it, and knows nothing of it. */
  private shop!: Pod;
  /** May call one of them, which another namespace declares. */
  private billing!: Pod;

  private authority!: { readonly file: string };

  constructor(private readonly stage: Stage, private readonly mesh: Mesh) {}

  public async tell(): Promise<void> {
    const { internet } = this.mesh;
    await internet.serve('proxy', { address: PROXY, protocol: 'proxy', names: ['proxy.example.com'] });
    await internet.serve('another proxy', { address: IMPOSTOR, protocol: 'proxy', names: [] });
    await internet.serve('stripe.example', { address: '203.0.113.10', protocol: 'https' });
    await internet.serve('wiki.example', { address: '203.0.113.20', protocol: 'https' });
    await internet.serve('impostor', { address: IMPOSTOR, protocol: 'https', names: [] });
    await internet.serve('ledger.example', { address: LEDGER, protocol: 'tcp', port: 5432 });
    await internet.serve('impostor', { address: IMPOSTOR, protocol: 'tcp', port: 5432, names: [] });
    [this.builds, this.shop, this.billing] = await Promise.all(['builds', 'shop', 'billing'].map((namespace) => this.mesh.pod({ name: namespace, namespace })));
    await this.serveOverTls();
    await this.mesh.namespace('network');
    const program = (chart: Chart) => declare(chart, this.authority.file);
    await this.mesh.apply(synthesized(this.stage, program, { namespace: 'shop' }));
    await this.knownToTheApplication();
    await this.unknownToIt();
    await this.overTls();
  }

  private async serveOverTls(): Promise<void> {
    const { internet } = this.mesh;
    const authority = new Authority(join(this.stage.folder, 'authority'), 'private-authority');
    this.authority = { file: resolve(this.stage.folder, 'authority/private-authority.crt') };
    const serve = (name: string, address: string, namedIn: string) => internet.serve(name, {
      address, protocol: 'proxy', port: 3129, names: [`${name}.example.com`], certificate: authority.sign(`${namedIn}.example.com`),
    });
    await serve('secure', SECURE, 'secure');
    await serve('forged', '192.0.2.8', 'somebody-else');
    await internet.serve('elsewhere.example', { address: '203.0.113.50', protocol: 'https' });
    await internet.serve('vault.example', { address: '203.0.113.40', protocol: 'https' });
  }

  private async knownToTheApplication(): Promise<void> {
    this.stage.story.section('The application says CONNECT itself');
    await this.check('a site behind the forward proxy, of which nothing is declared', async () => {
      await this.connects(this.builds, '200 from wiki.example', 'wiki.example:443');
      const call = await this.builds.logged(() => this.builds.through({ proxy: PROXY, proxyPort: 3128, target: 'wiki.example:443' }));
      assert.equal(this.asked(), 'wiki.example:443');
      return `${seen(call, { cluster: 'outbound|3128||proxy.example.com' })}; the proxy was asked for ${this.asked()}`;
    });
    await this.check('the same site around it: closed', () => this.builds.hears('closed', 'https://wiki.example/'));
    await this.check('another proxy on that port: closed', () => this.connects(this.builds, 'closed', 'wiki.example:443', IMPOSTOR));
    await this.check('from namespaces whose lockdowns do not allow the forward proxy: closed', async () => {
      await this.connects(this.shop, 'closed', 'wiki.example:443');
      await this.connects(this.billing, 'closed', 'wiki.example:443');
    });
  }

  private async unknownToIt(): Promise<void> {
    this.stage.story.section('The sidecar makes the tunnel');
    for (const pod of [this.shop, this.billing]) {
      await this.check(`TLS from ${pod.name}`, async () => {
        await pod.hears('200 from stripe.example', 'https://stripe.example/');
        const call = await pod.getLogged('https://stripe.example/');
        assert.equal(this.asked(), 'stripe.example:443');
        const cluster = 'outbound|3128|stripe-example-443|proxy.example.com';
        return `${seen(call, { cluster, sni: 'stripe.example' })}; the proxy was asked for ${this.asked()}`;
      });
    }
    await this.check('TCP with an address', async () => {
      await this.says(this.shop, 'from ledger.example', LEDGER);
      const call = await this.shop.logged(() => this.shop.say(LEDGER, 5432));
      assert.equal(this.asked(), 'ledger.example:5432');
      return `${seen(call, { cluster: 'outbound|3128|ledger-example-5432|proxy.example.com' })}; the proxy was asked for ${this.asked()}`;
    });
    await this.check('a forged SNI leads to the host of that name', () => this.shop.hears('200 from stripe.example', `https://${IMPOSTOR}/`, { host: 'stripe.example' }));
    await this.check('a host that is not declared, and an address that is not: closed, and the proxy hears nothing of it', async () => {
      const before = this.mesh.internet.seen('proxy').length;
      await this.shop.hears('closed', 'https://wiki.example/');
      await this.says(this.shop, 'closed', IMPOSTOR);
      assert.equal(this.mesh.internet.seen('proxy').length, before);
    });
    await this.check('what another namespace declares and does not export: closed', () => this.says(this.billing, 'closed', LEDGER));
    await this.check('without the forward proxy there is no way', async () => {
      await this.mesh.internet.stop(PROXY, 3128);
      await this.shop.hears('closed', 'https://stripe.example/');
      await this.says(this.shop, 'closed', LEDGER);
    });
  }

  private async overTls(): Promise<void> {
    this.stage.story.section('TLS to the forward proxy, which sidecars start');
    await this.check('around a tunnel', async () => {
      await this.shop.hears('200 from vault.example', 'https://vault.example/');
      // Connections that failed before are logged late.
      const call = await this.shop.logged(() => this.shop.get('https://vault.example/'), ({ sni }) => sni === 'vault.example');
      assert.equal(this.asked('secure'), 'vault.example:443');
      return `${seen(call, { cluster: 'outbound|3129|vault-example-443|secure.example.com' })}; the proxy was asked for ${this.asked('secure')}`;
    });
    await this.check('around what an application says to it in clear text', async () => {
      await this.connects(this.builds, '200 from wiki.example', 'wiki.example:443', SECURE, 3129);
      assert.equal(this.asked('secure'), 'wiki.example:443');
    });
    await this.check('a proxy that shows the certificate of another: closed, and it hears nothing', async () => {
      await this.shop.hears('closed', 'https://elsewhere.example/');
      assert.equal(this.asked('forged'), undefined);
    });
  }

  /** What a forward proxy was last asked for. */
  private asked(proxy = 'proxy'): string | undefined {
    return this.mesh.internet.seen(proxy).at(-1)?.host;
  }

  private connects(pod: Pod, expected: string, target: string, proxy = PROXY, proxyPort = 3128): Promise<void> {
    return settled(`${pod.name} asks ${proxy} for ${target}`, expected, async () => summary(await pod.through({ proxy, proxyPort, target })));
  }

  private says(pod: Pod, expected: string, address: string): Promise<void> {
    return settled(`${pod.name} says hello to ${address}`, expected, async () => summary(await pod.say(address, 5432)));
  }

  private check(claim: string, look: () => Promise<string | void>): Promise<void> {
    return this.stage.story.check(claim, look);
  }
}

/** The forward proxies are declared in a namespace of their own. */
function declare(chart: Chart, authority: string): void {
  const network = new Chart(chart, 'network', { namespace: 'network' });
  const proxy = new ForwardProxy(network, 'proxy', { host: 'proxy.example.com', port: 3128, addresses: [PROXY] });
  const tls = TlsOrigination.simple({ caCertificates: CaBundle.file(authority) });
  const secure = new ForwardProxy(network, 'secure', { host: 'secure.example.com', port: 3129, addresses: [SECURE], tls });
  const forged = new ForwardProxy(network, 'forged', { host: 'forged.example.com', port: 3129, addresses: ['192.0.2.8'], tls });
  const service = (id: string, via: ForwardProxy) => new ExternalService(chart, id, { hosts: [`${id}.example`], ports: [EgressPort.https()], via });
  const [stripe, vault, elsewhere] = [service('stripe', proxy), service('vault', secure), service('elsewhere', forged)];
  const ledger = new ExternalService(chart, 'ledger', { hosts: ['ledger.example'], ports: [EgressPort.tcp(5432)], addresses: [LEDGER], via: proxy });
  new EgressLockdown(chart, 'builds-lockdown', { scope: LockdownScope.namespace('builds', { allow: [proxy, secure] }) });
  new EgressLockdown(chart, 'shop-lockdown', { scope: LockdownScope.namespace('shop', { allow: [stripe, vault, elsewhere, ledger] }) });
  new EgressLockdown(chart, 'billing-lockdown', { scope: LockdownScope.namespace('billing', { allow: [stripe] }) });
}
