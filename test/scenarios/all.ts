import { type Scenario } from './scenario';
import { risks } from './risks-that-are-accepted';
import { s01 } from './s01-everything-may-leave';
import { s02 } from './s02-only-what-is-declared';
import { s02Places } from './s02-places-of-mesh-policy';
import { s03 } from './s03-declare-first-lock-later';
import { s04 } from './s04-one-host-over-http';
import { s05 } from './s05-one-host-over-https';
import { s06 } from './s06-timeout';
import { s06HttpRoute } from './s06-timeout-as-http-route';
import { s07 } from './s07-around-the-proxy';
import { s08 } from './s08-retries-and-limits';
import { s09 } from './s09-namespaces-and-workloads';
import { s12 } from './s12-unknown-names-are-resolved';
import { s13 } from './s13-several-hosts-over-tls';
import { s14 } from './s14-wildcard-to-the-dialled-address';
import { s15 } from './s15-wildcard-resolved-per-call';
import { s16 } from './s16-any-service-of-the-cluster';
import { s17 } from './s17-forward-proxy-by-address';
import { s18 } from './s18-tunnel-through-a-forward-proxy';
import { s19 } from './s19-tcp-by-range';
import { s20 } from './s20-databases';
import { s22 } from './s22-fixed-address-for-a-name';
import { s23 } from './s23-tcp-told-apart-by-allocated-addresses';
import { s24 } from './s24-endpoints-by-locality';
import { s25 } from './s25-one-host-many-endpoints';
import { s26 } from './s26-unix-socket';
import { s27 } from './s27-firewall-by-name';
import { s28 } from './s28-alias-in-the-cluster';
import { s29 } from './s29-a-name-for-external-addresses';
import { s30 } from './s30-package-sources';
import { s32 } from './s32-listener-in-the-pod';
import { s33 } from './s33-authorization-beside-the-proxy';
import { s34 } from './s34-virtual-machines';
import { s36 } from './s36-in-front-of-an-external-service';
import { s37 } from './s37-who-sees-a-service';
import { s38 } from './s38-race-to-the-first-address';
import { s39 } from './s39-tls-starts-at-the-sidecar';
import { s40 } from './s40-client-certificates-at-the-sidecar';
import { s42 } from './s42-verified-with-certificates-of-ones-own';
import { s43 } from './s43-tls-by-the-gateway-api';
import { s44 } from './s44-a-gateway-of-its-own';
import { s45 } from './s45-http-through-a-gateway-that-is-there';
import { s46 } from './s46-tls-through-a-gateway-by-its-name';
import { s47 } from './s47-gateway-api';
import { s47ThatIsThere } from './s47-gateway-api-that-is-there';
import { s49 } from './s49-tls-started-by-a-gateway';
import { s50 } from './s50-client-certificate-at-a-gateway';
import { s51 } from './s51-wildcard-to-one-server';
import { s53, s53ByName } from './s53-tcp-through-a-gateway';
import { s54 } from './s54-only-some-paths';
import { s56 } from './s56-a-gateway-for-each-service';
import { s58 } from './s58-no-direct-path';
import { s59 } from './s59-egress-waypoint';
import { s61 } from './s61-tls-started-by-a-waypoint';
import { s62 } from './s62-central-waypoint';
import { s63 } from './s63-wildcard-via-waypoint';
import { s67 } from './s67-blocked-and-unknown-calls-are-seen';

/** The documented ways of leaving a mesh that this library speaks for. */
export const scenarios: readonly Scenario[] = [
  s01, s02, ...s02Places, s03, s04, s05, s06, s06HttpRoute, s07, s08, s09,
  s12, s13, s14, s15, s16, s17, s18, s19,
  s20, s22, s23, s24, s25, s26, s27, s28, s29,
  s30, s32, s33, s34, s36, s37, s38, s39,
  s40, s42, s43, s44, s45, s46, s47, s47ThatIsThere, s49,
  s50, s51, s53, s53ByName, s54, s56, s58, s59,
  s61, s62, s63, s67,
  ...risks,
];
