import { targetPortOf } from '../../../../src/path/gateway/workload/target-port';

test.each([
  [80, 10080], [443, 10443], [1023, 11023], [1024, 1024], [8080, 8080], [27017, 27017], [10443, 60443], [15021, 65021], [15100, 15100],
])(
  'port %s of the Service is port %s of the pods', (port, target) => expect(targetPortOf(port)).toBe(target),
);

test('no port of the pods is privileged, or one of those that the proxy uses itself', () => {
  const targets = Array.from({ length: 65535 }, (_, index) => targetPortOf(index + 1));
  expect(targets.filter((target) => target < 1024 || target > 65535 || (target >= 15000 && target <= 15099))).toEqual([]);
});
