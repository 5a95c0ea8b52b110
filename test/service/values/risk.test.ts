import { EgressPort, ExternalService, type ExternalServiceProps, Resolution, Risk } from '../../../src';
import { complaintsOf, newChart, refusalOf } from '../../helpers';

const REASON = { reason: 'the other side is trusted' };

/** A service that takes a risk, and what accepts it. */
const RISKY: [string, ExternalServiceProps, Risk][] = [
  ['Risk.tcpAnyAddress', { hosts: ['db'], ports: [EgressPort.tcp(5432)] }, Risk.tcpAnyAddress(REASON)],
  ['Risk.plainHttpOn443', { hosts: ['a.com'], ports: [EgressPort.http({ number: 443 })] }, Risk.plainHttpOn443(REASON)],
  ['Risk.spoofableHost', { hosts: ['a.com'], ports: [EgressPort.tls()], resolution: Resolution.NONE }, Risk.spoofableHost(REASON)],
  ['Risk.spoofableHost', { hosts: ['*.a.com'], ports: [EgressPort.tls()] }, Risk.spoofableHost(REASON)],
];

/** What is said against a service, at once or at synthesis. */
function saidAgainst(props: ExternalServiceProps): string {
  const chart = newChart();
  try {
    new ExternalService(chart, 'service', props);
  } catch (error) {
    return (error as Error).message;
  }
  return complaintsOf(chart).join('\n');
}

describe.each(RISKY)('%s', (name, props, risk) => {
  test('not accepted', () => {
    expect(saidAgainst(props)).toContain(`accept it with acceptRisks: [${name}({ reason })]`);
  });

  test('accepted', () => {
    expect(saidAgainst({ ...props, acceptRisks: [risk] })).toEqual('');
    expect(saidAgainst({ ...props, acceptRisks: [risk, risk] })).toEqual('');
  });

  test('accepted where it is not taken', () => {
    expect(saidAgainst({ hosts: ['b.com'], ports: [EgressPort.https()], acceptRisks: [risk] }))
      .toEqual(`[chart/service] acceptRisks has ${name}, a risk that this service does not take; remove it`);
  });

  test('accepted beside another one that is taken', () => {
    const other = RISKY.find(([otherName]) => otherName !== name)![2];

    expect(saidAgainst({ ...props, acceptRisks: [other] })).toContain(`acceptRisks: [${name}({ reason })]`);
  });

  test('says itself', () => {
    expect(`${risk}`).toEqual(name);
    expect(risk.reason).toEqual('the other side is trusted');
  });
});

describe('a program without types', () => {
  const OPTIONS = "{ reason: 'why' }";

  test.each<[unknown, string]>([
    [undefined, `options undefined is not an object; write one, such as ${OPTIONS}`],
    [null, `options null is not an object; write one, such as ${OPTIONS}`],
    ['the reason', `options 'the reason' is not an object; write one, such as ${OPTIONS}`],
    [{}, "options.reason undefined is not a string; write one, such as 'why'"],
    [{ reason: 5 }, "options.reason 5 is not a string; write one, such as 'why'"],
    [{ ...REASON, until: 'June' }, "options has no 'until'; it has reason"],
  ])('says %j', (options: any, message) => {
    expect(refusalOf(() => Risk.tcpAnyAddress(options))).toEqual(`Risk.tcpAnyAddress: ${message}`);
    expect(refusalOf(() => Risk.plainHttpOn443(options))).toEqual(`Risk.plainHttpOn443: ${message}`);
    expect(refusalOf(() => Risk.spoofableHost(options))).toEqual(`Risk.spoofableHost: ${message}`);
    expect(refusalOf(() => Risk.protocolConflict(options))).toEqual(`Risk.protocolConflict: ${message}`);
  });
});

test.each(['', ' ', '\n\t'])('a reason %j is none', (reason) => {
  const props = { hosts: ['db'], ports: [EgressPort.tcp(5432)], acceptRisks: [Risk.tcpAnyAddress({ reason })] };

  expect(refusalOf(() => new ExternalService(newChart(), 'service', props)))
    .toEqual('chart/service: acceptRisks has Risk.tcpAnyAddress with an empty reason; say why the risk is taken');
});

test('a fixed service must drop its acceptance, which disappears from the complaints when it has', () => {
  const risk = Risk.tcpAnyAddress(REASON);
  const withAddress = { hosts: ['db'], ports: [EgressPort.tcp(5432)], addresses: ['192.0.2.1'] };

  expect(saidAgainst({ ...withAddress, acceptRisks: [risk] })).not.toEqual('');
  expect(saidAgainst(withAddress)).toEqual('');
});
