import { type Scenario } from './scenario';
import { risks } from './risks-that-are-accepted';
import { s01 } from './s01-everything-may-leave';
import { s02 } from './s02-only-what-is-declared';
import { s02Places } from './s02-places-of-mesh-policy';
import { s03 } from './s03-declare-first-lock-later';
import { s04 } from './s04-one-host-over-http';
import { s05 } from './s05-one-host-over-https';
import { s07 } from './s07-around-the-proxy';
import { s09 } from './s09-namespaces-and-workloads';
import { s12 } from './s12-unknown-names-are-resolved';
import { s13 } from './s13-several-hosts-over-tls';
import { s14 } from './s14-wildcard-to-the-dialled-address';
import { s15 } from './s15-wildcard-resolved-per-call';
import { s17 } from './s17-forward-proxy-by-address';
import { s19 } from './s19-tcp-by-range';
import { s20 } from './s20-databases';
import { s22 } from './s22-fixed-address-for-a-name';
import { s23 } from './s23-tcp-told-apart-by-allocated-addresses';
import { s24 } from './s24-endpoints-by-locality';
import { s25 } from './s25-one-host-many-endpoints';
import { s26 } from './s26-unix-socket';
import { s30 } from './s30-package-sources';
import { s34 } from './s34-virtual-machines';
import { s37 } from './s37-who-sees-a-service';
import { s38 } from './s38-race-to-the-first-address';

/** The documented ways of leaving a mesh that this library speaks for. */
export const scenarios: readonly Scenario[] = [
  s01, s02, ...s02Places, s03, s04, s05, s07, s09, s12, s13, s14, s15, s17, s19, s20, s22, s23, s24, s25, s26, s30, s34, s37, s38,
  ...risks,
];
