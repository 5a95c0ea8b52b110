import { Assurance, AssuranceLevel } from '../../src';

test('reads as one paragraph', () => {
  const assurance = Assurance._of(AssuranceLevel.ADVISORY, ['It is not a firewall.', 'Gateways are free.']);
  expect(`${assurance}`).toEqual('ADVISORY: It is not a firewall. Gateways are free.');
});
