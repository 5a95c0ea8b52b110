import type * as fc from 'fast-check';
import { either, exactHost, ip, labels, object, portNumber, unixSocket } from './pieces';

const details = {
  labels,
  locality: exactHost,
  network: exactHost,
};

export const workloadEntrySpec: fc.Arbitrary<any> = either(
  object({ address: either(ip, exactHost) }, { ...details, ports: portNumber.map((number) => ({ http: number })) }),
  object({ address: unixSocket }, details),
  object({ network: exactHost }, { labels }),
);
