import { strict as assert } from 'assert';
import { type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  CaBundle, ClientCertificate, EgressLockdown, EgressPort, ExportTo, ExternalService, type ExternalServiceProps, IstioVersion,
  LockdownScope, TlsOrigination, Workloads,
} from '../../../../src';
import { type Authority } from '../harness/authority';
import { type Mesh } from '../harness/mesh';
import { type Pod, summary } from '../harness/pod';
import { settled } from '../harness/wait';
import { seen } from './seen';
import { type Chapter, inMesh, type Stage } from './story';
import { synthesized } from './synthesized';

const NAMESPACE = 'shop';
const CLEAR_TEXT = 'ERR_SSL_HTTP_REQUEST';

export const tlsOrigination: Chapter = {
  title: 'TLS that the proxies start',
  tell: (stage) => inMesh(stage, (mesh) => new Telling(stage, mesh).tell()),
};

type Declaration = (chart: Chart, name: string) => ExternalService;

class Telling {
  /** Labelled for what only it has a certificate for. */
  private payments!: Pod;
  private web!: Pod;
  /** In another namespace. */
  private billing!: Pod;
  private readonly authority: Authority;
  private readonly stranger: Authority;
  private readonly ca: CaBundle;
  private readonly declarations: Declaration[] = [];
  private lastAddress = 20;

  constructor(private readonly stage: Stage, private readonly mesh: Mesh) {
    this.authority = mesh.authority('partner');
    this.stranger = mesh.authority('stranger');
    this.ca = CaBundle.file(mesh.mounted('ca.crt', this.authority.certificate));
  }

  public async tell(): Promise<void> {
    [this.payments, this.web, this.billing] = await Promise.all([
      this.mesh.pod({ name: 'payments', namespace: NAMESPACE, labels: { app: 'payments' }, serviceAccount: 'payments' }),
      this.mesh.pod({ name: 'web', namespace: NAMESPACE, labels: { app: 'web' } }),
      this.mesh.pod({ name: 'billing', namespace: 'billing' }),
    ]);
    await this.simple();
    await this.refusedByTheProxy();
    await this.wildcards();
    await this.casOfTheCluster();
    await this.clientCertificatesInFiles();
    await this.clientCertificatesInSecrets();
  }

  private async simple(): Promise<void> {
    this.section('Verified with a private CA: the application speaks HTTP, the wire is TLS');
    await this.serve('api.simple.example');
    await this.serve('wild.simple.example', ['*.simple.example']);
    await this.mesh.internet.serve('cache.simple.example', {
      address: '203.0.113.19', protocol: 'tls', port: 6379, certificate: this.authority.sign('cache.simple.example'),
    });
    const tls = TlsOrigination.simple({ caCertificates: this.ca });
    await this.declare({ hosts: ['api.simple.example', 'wild.simple.example'], ports: [EgressPort.http({ tls }), EgressPort.https()] });
    await this.declare({ hosts: ['cache.simple.example'], addresses: ['203.0.113.19'], endpoints: undefined, ports: [EgressPort.redis({ tls })] });

    await this.check('HTTP to port 80 reaches port 443 over TLS, with the name of the host in the handshake', async () => {
      await this.web.hears('200 from api.simple.example', 'http://api.simple.example/');
      const call = await this.web.getLogged('http://api.simple.example/');
      assert.match(call.entry.upstream, /:443$/);
      assert.equal(this.mesh.internet.seen('api.simple.example').at(-1)?.host, 'api.simple.example');
      return seen(call, { cluster: 'outbound|80||api.simple.example' });
    });
    await this.check('a certificate for all hosts of a domain is one for the host', () => this.web.hears('200 from wild.simple.example', 'http://wild.simple.example/'));
    await this.check('the TLS of the application to port 443 of the same host passes as it is', async () => {
      await this.web.hears('200 from api.simple.example', 'https://api.simple.example/');
      return seen(await this.web.getLogged('https://api.simple.example/'), { cluster: 'outbound|443||api.simple.example' });
    });
    await this.check('bytes, too: Redis in clear text leaves as TLS', async () => {
      await settled('web says hello to redis', 'from cache.simple.example', async () => summary(await this.web.say('203.0.113.19', 6379)));
      assert.equal(this.mesh.internet.seen('cache.simple.example').at(-1)?.host, 'cache.simple.example');
    });
    await this.mesh.internet.publish({ 'other.simple.example': '203.0.113.21' });
    await this.check('another host of the domain: refused', () => this.web.hears('502', 'http://other.simple.example/'));
  }

  private async refusedByTheProxy(): Promise<void> {
    this.section('What does not verify is not called');
    await this.serve('wrong-ca.example', undefined, this.stranger);
    await this.serve('system-ca.example');
    await this.serve('wrong-name.example', ['another.example']);
    await this.serve('names.example', ['tenant.names.example']);
    const withOurCa = TlsOrigination.simple({ caCertificates: this.ca });
    await this.declareHttp('wrong-ca.example', withOurCa);
    await this.declareHttp('system-ca.example', TlsOrigination.simple());
    await this.declareHttp('wrong-name.example', withOurCa);
    await this.declareHttp('names.example', TlsOrigination.simple({ caCertificates: this.ca, sni: 'tenant.names.example' }));

    for (const [what, host, reason] of [
      ['a certificate of another CA', 'wrong-ca.example', /CERTIFICATE_VERIFY_FAILED|unable to get local issuer/],
      ['a private CA, where those of the operating system are meant', 'system-ca.example', /CERTIFICATE_VERIFY_FAILED|unable to get local issuer/],
      ['a certificate for another name', 'wrong-name.example', /verify SAN list|CERTIFICATE_VERIFY_FAILED/],
    ] as const) {
      await this.check(`${what}: 503`, async () => {
        await this.web.hears('503', `http://${host}/`);
        const { answer, entry } = await this.web.getLogged(`http://${host}/`);
        assert.match(entry.line, reason);
        this.assertNothingInClear(host);
        return `${summary(answer)}, ${entry.failure}`;
      });
    }
    await this.check('the name that sni says is asked for and accepted', async () => {
      await this.web.hears('200 from names.example', 'http://names.example/');
      assert.equal(this.mesh.internet.seen('names.example').at(-1)?.host, 'tenant.names.example');
    });
  }

  private async wildcards(): Promise<void> {
    this.section('Wildcard hosts, resolved per call');
    await this.serve('en.wiki.example');
    await this.serve('de.wiki.example', ['fr.wiki.example']);
    await this.declare({ hosts: ['*.wiki.example'], ports: [EgressPort.http({ tls: TlsOrigination.simple({ caCertificates: this.ca }) })] });
    await this.check('the name in the call is looked up, asked for and verified', async () => {
      await this.web.hears('200 from en.wiki.example', 'http://en.wiki.example/');
      assert.equal(this.mesh.internet.seen('en.wiki.example').at(-1)?.host, 'en.wiki.example');
      return seen(await this.web.getLogged('http://en.wiki.example/'), { cluster: 'outbound|80||*.wiki.example' });
    });
    await this.check('a certificate for another host of the domain: 503', () => this.web.hears('503', 'http://de.wiki.example/'));
  }

  private async casOfTheCluster(): Promise<void> {
    this.section('CAs in a ConfigMap and in a Secret');
    await this.serve('tax.example');
    await this.serve('archive.example');
    await this.applyObjects((chart) => {
      new kplus.ConfigMap(chart, 'config-map', { metadata: { name: 'tax-ca' }, data: { 'ca.crt': this.authority.certificate } });
      new kplus.Secret(chart, 'secret', { metadata: { name: 'archive-ca' }, stringData: { 'ca.crt': this.authority.certificate } });
    });
    await this.declare({
      hosts: ['tax.example'], ports: [EgressPort.http({ tls: TlsOrigination.simple({ caCertificates: CaBundle.configMap('tax-ca') }) })],
      exportTo: ExportTo.ALL_NAMESPACES,
    });
    await this.declareHttp('archive.example', TlsOrigination.simple({ caCertificates: CaBundle.secret('archive-ca', { workloads: this.holders }) }));

    await this.check('the ConfigMap: from any namespace that sees the service', async () => {
      await this.web.hears('200 from tax.example', 'http://tax.example/');
      await this.billing.hears('200 from tax.example', 'http://tax.example/');
    });
    await this.check('the Secret: for the workloads that are named, without any permission', async () => {
      await this.payments.hears('200 from archive.example', 'http://archive.example/');
      assert.equal(this.mayListSecrets(), 'no');
    });
    await this.check('other workloads of the namespace: 503, and nothing in clear text', async () => {
      await this.web.hears('503', 'http://archive.example/');
      this.assertNothingInClear('archive.example');
    });
  }

  private async clientCertificatesInFiles(): Promise<void> {
    this.section('Client certificates in files');
    await this.serve('bank.example', undefined, undefined, this.authority.certificate);
    await this.serve('strict.example', undefined, undefined, this.authority.certificate);
    await this.declareHttp('bank.example', this.mutual(this.certificateIn('bank', this.authority, 'shop-of-ours')));
    await this.declareHttp('strict.example', this.mutual(this.certificateIn('strict', this.stranger, 'somebody')));

    await this.check('the server knows who calls', async () => {
      await this.web.hears('200 from bank.example', 'http://bank.example/');
      const client = this.mesh.internet.seen('bank.example').at(-1)?.client;
      assert.equal(client, 'shop-of-ours');
      return `200, CN=${client}`;
    });
    await this.check('a certificate that the server does not accept: 503', async () => {
      await this.web.hears('503', 'http://strict.example/');
      return `503, ${this.refusalsAt('strict.example').join()}`;
    });
  }

  private async clientCertificatesInSecrets(): Promise<void> {
    this.section('Client certificates in a Secret');
    await this.serve('partner.example', undefined, undefined, this.authority.certificate);
    const { cert, key } = this.authority.sign('payments-of-ours');
    await this.applyObjects((chart) => {
      new kplus.Secret(chart, 'secret', {
        metadata: { name: 'partner-client' }, stringData: { 'tls.crt': cert, 'tls.key': key, 'ca.crt': this.authority.certificate },
      });
    });
    await this.declareHttp('partner.example', this.mutual(ClientCertificate.secret('partner-client', { workloads: this.holders, serviceAccount: 'payments' })));

    await this.check('the workloads that are named show it, with the permission that the library writes', async () => {
      await this.payments.hears('200 from partner.example', 'http://partner.example/');
      assert.equal(this.mesh.internet.seen('partner.example').at(-1)?.client, 'payments-of-ours');
      assert.equal(this.mayListSecrets(), 'yes');
      return seen(await this.payments.getLogged('http://partner.example/'), { cluster: 'outbound|80||partner.example' });
    });
    await this.check('other workloads of the namespace: 503, and nothing in clear text', async () => {
      await this.web.hears('503', 'http://partner.example/');
      this.assertNothingInClear('partner.example');
    });
    await this.check('a namespace that does not see the service calls port 80, where nobody listens', async () => {
      await this.billing.hears('503', 'http://partner.example/');
      this.assertNothingInClear('partner.example');
      return seen(await this.billing.getLogged('http://partner.example/'), { cluster: 'PassthroughCluster' });
    });
  }

  private get holders(): Workloads {
    return Workloads.select({ namespace: NAMESPACE, labels: { app: 'payments' } });
  }

  private mutual(clientCertificate: ClientCertificate): TlsOrigination {
    return TlsOrigination.mutual({ clientCertificate });
  }

  private certificateIn(folder: string, authority: Authority, name: string): ClientCertificate {
    const { cert, key } = authority.sign(name);
    return ClientCertificate.files({
      clientCertificate: this.mesh.mounted(`${folder}/tls.crt`, cert),
      privateKey: this.mesh.mounted(`${folder}/tls.key`, key),
      caCertificates: this.mesh.mounted(`${folder}/ca.crt`, this.authority.certificate),
    });
  }

  private serve(host: string, names: string[] = [host], authority = this.authority, clientsOf?: string): Promise<void> {
    return this.mesh.internet.serve(host, {
      address: `203.0.113.${++this.lastAddress}`, protocol: 'https', certificate: { ...authority.sign(...names), ca: clientsOf },
    });
  }

  private declareHttp(host: string, tls: TlsOrigination): Promise<void> {
    return this.declare({ hosts: [host], ports: [EgressPort.http({ tls })] });
  }

  /** Declares one more service in the locked namespace, which may call what is declared there. */
  private async declare(props: ExternalServiceProps): Promise<void> {
    this.declarations.push((chart, name) => new ExternalService(chart, name, props));
    await this.applyObjects((chart) => {
      const services = this.declarations.map((declaration, at) => declaration(chart, `service-${at}`));
      new EgressLockdown(chart, 'lockdown', { scope: LockdownScope.namespace(NAMESPACE, { allow: services }) });
    });
  }

  private applyObjects(program: (chart: Chart) => void): Promise<void> {
    return this.mesh.apply(synthesized(this.stage, program, { mesh: { version: IstioVersion.V1_31 }, namespace: NAMESPACE }));
  }

  private mayListSecrets(): string {
    return this.mesh.kubectl('auth', 'can-i', 'list', 'secrets', '-n', NAMESPACE, `--as=system:serviceaccount:${NAMESPACE}:payments`).output.trim();
  }

  private refusalsAt(host: string): string[] {
    return [...new Set(this.mesh.internet.seen(host).flatMap(({ refused }) => refused ?? []))];
  }

  private assertNothingInClear(host: string): void {
    assert.ok(!this.refusalsAt(host).includes(CLEAR_TEXT), `${host} was called in clear text`);
  }

  private section(title: string): void {
    this.stage.story.section(title);
  }

  private check(claim: string, look: () => Promise<string | void>): Promise<void> {
    return this.stage.story.check(claim, look);
  }
}
