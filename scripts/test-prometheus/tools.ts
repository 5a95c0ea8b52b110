import { existsSync, mkdirSync, renameSync, rmSync } from 'fs';
import { join, resolve } from 'path';
import { fetchPackage, isThere } from '../shared/debian';

const CACHE = resolve('.cache/test-prometheus');

/** Where the programs of Prometheus are. */
export interface PrometheusTools {
  readonly prometheus: string;
  readonly promtool: string;
}

/** Those of this machine; where there are none, those of Debian's package, unpacked: to install it would start a service. */
export function preparePrometheus(): PrometheusTools {
  if (isThere('prometheus') && isThere('promtool')) return { prometheus: 'prometheus', promtool: 'promtool' };
  const folder = join(CACHE, 'package');
  if (!existsSync(folder)) fetchInto(folder);
  const bin = (name: string) => join(folder, 'usr/bin', name);
  return { prometheus: bin('prometheus'), promtool: bin('promtool') };
}

/** Complete or not there at all, whatever interrupts it. */
function fetchInto(folder: string): void {
  console.log('apt-get download prometheus');
  const scaffold = `${folder}.part`;
  rmSync(scaffold, { recursive: true, force: true });
  mkdirSync(scaffold, { recursive: true });
  fetchPackage('prometheus', scaffold);
  renameSync(scaffold, folder);
}
