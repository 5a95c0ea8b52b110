import { EgressPort, ExternalService } from 'cdk8s-istio-egress';
import { DIALLED_ADDRESS, from } from './calls';
import { type Scenario } from './scenario';

const builder = from('builds');
const shop = from('shop');

export const s30: Scenario = {
  name: 's30-package-sources',
  achieves: 'what a build needs: packages over HTTP and HTTPS, and git over SSH by the ranges of its host',
  namespace: 'builds',
  define: (chart) => {
    new ExternalService(chart, 'apt', { hosts: ['archive.ubuntu.com', 'security.ubuntu.com'], ports: [EgressPort.http()] });
    new ExternalService(chart, 'pypi', { hosts: ['pypi.org', 'files.pythonhosted.org'], ports: [EgressPort.https()] });
    new ExternalService(chart, 'github', { hosts: ['github.com'], ports: [EgressPort.https()] });
    new ExternalService(chart, 'github-ssh', {
      hosts: ['ssh.github.com'],
      addresses: ['192.0.2.0/26', '198.51.100.128/25', '203.0.113.4'],
      ports: [EgressPort.tcp(22, { name: 'tcp-ssh' })],
    });
  },
  worlds: [{
    title: 'a locked mesh',
    mode: 'REGISTRY_ONLY',
    calls: [
      builder.http('archive.ubuntu.com').reaches('outbound|80||archive.ubuntu.com'),
      builder.http('security.ubuntu.com').reaches('outbound|80||security.ubuntu.com'),
      builder.tls('pypi.org').reaches('outbound|443||pypi.org'),
      builder.tls('files.pythonhosted.org').reaches('outbound|443||files.pythonhosted.org'),
      builder.tls('github.com').reaches('outbound|443||github.com'),
      builder.dial('192.0.2.7', 22).reaches('outbound|22||ssh.github.com', DIALLED_ADDRESS),
      builder.dial('203.0.113.4', 22).reaches('outbound|22||ssh.github.com', DIALLED_ADDRESS),
      builder.http('mirror.example.com').isRefused(),
      builder.tls('archive.ubuntu.com').isClosed(),
      builder.tls('gist.github.com').isClosed(),
      builder.dial('192.0.2.64', 22).isClosed(),
      builder.dial('203.0.113.5', 22).isClosed(),
      builder.dial('192.0.2.7', 443).isClosed(),
      shop.tls('github.com').isClosed(),
      shop.dial('192.0.2.7', 22).isClosed(),
    ],
  }],
};
