import { lossAmong, merged, type RuleParts } from '../../../../src/path/gateway/checks/hop-speech';
import { type Hop } from '../../../../src/path/gateway/shared/routing-gateway';

const MUTUAL = { tls: { mode: 'ISTIO_MUTUAL' as const } };
const CLEAR = { tls: { mode: 'DISABLE' as const } };
const OWN: RuleParts = { subsets: [{ name: 'a-com', trafficPolicy: MUTUAL }] };

function hop(subset?: string): Hop {
  return { service: { node: { path: 'chart/a' } }, host: 'a.com', next: { host: 'egress', port: 443, subset } } as unknown as Hop;
}

test('of several rules the first policy counts, and the first subset of a name', () => {
  expect(merged([{ subsets: [{ name: 'a', trafficPolicy: MUTUAL }] }, { trafficPolicy: CLEAR, subsets: [{ name: 'a' }, { name: 'b' }] }, { trafficPolicy: MUTUAL }]))
    .toEqual({ trafficPolicy: CLEAR, subsets: expect.arrayContaining([{ name: 'a', trafficPolicy: MUTUAL }, { name: 'b' }]) });
});

test('a port says all of itself: what stands above it is lost there', () => {
  const atPort = { ...MUTUAL, portLevelSettings: [{ port: { number: 443 } }] };

  expect(lossAmong({ trafficPolicy: MUTUAL }, [hop()], [{ trafficPolicy: atPort }])).toContain('with TLS mode DISABLE instead of ISTIO_MUTUAL');
  const elsewhere = { ...MUTUAL, portLevelSettings: [{ port: { number: 80 } }] };
  expect(lossAmong({ trafficPolicy: MUTUAL }, [hop()], [{ trafficPolicy: elsewhere }])).toBeUndefined();
});

test('a subset inherits what it does not say', () => {
  expect(lossAmong(OWN, [hop('a-com')], [{ trafficPolicy: MUTUAL, subsets: [{ name: 'a-com' }] }])).toBeUndefined();
  expect(lossAmong(OWN, [hop('a-com')], [{ trafficPolicy: MUTUAL, subsets: [{ name: 'a-com', trafficPolicy: CLEAR }] }])).toContain('TLS mode DISABLE');
});

test('what is routed to a subset that is not there fails; one bad outcome is enough', () => {
  expect(lossAmong(OWN, [hop('a-com')], [OWN, {}])).toBe('calls to a.com of chart/a fail, because they are routed to subset a-com, which it does not have');
});
