import { ALL } from '../behaviour/outlier-detection';
import { Resolution } from '../resolution';
import type { Endpoint } from '../values/endpoint';
import type { Behaviour } from '../companions/behaviour';
import type { RoutedService } from '../companions/routed-service';

/** Resolutions with which the proxy knows endpoints and picks one. */
const PICKS: (string | undefined)[] = [Resolution.STATIC, Resolution.DNS];
const BALANCING = ['outlierDetection', 'loadBalancing', 'failover'] as const;

/** What of a behaviour does not fit the endpoints of the service. */
export function endpointProblems(service: RoutedService, behaviour: Behaviour): string[] {
  const pickless = withoutChoice(service, behaviour);
  return pickless.length > 0 ? pickless : [...withoutLocalities(service, behaviour), ...toleratedOutliers(service, behaviour)];
}

function withoutChoice({ _settled }: RoutedService, behaviour: Behaviour): string[] {
  const resolution = _settled?.resolution ?? 'NONE or DYNAMIC_DNS';
  if (PICKS.includes(resolution)) return [];
  return BALANCING
    // One endpoint at a time can still be left out.
    .filter((prop) => behaviour[prop] && !(prop === 'outlierDetection' && resolution === Resolution.DNS_ROUND_ROBIN))
    .map((prop) => `${prop} has no effect with resolution ${resolution}, because the proxy has no endpoints to choose from; `
      + 'use resolution STATIC or DNS, or leave it out');
}

/** Where the endpoints are others' workloads, their localities are not known here. */
function withoutLocalities({ _given }: RoutedService, { failover }: Behaviour): string[] {
  if (!failover || _given.workloadSelector) return [];
  const endpoints = _given.endpoints ?? [];
  if (endpoints.length === 0) {
    return ['failover has no effect without endpoints, because only they have a locality; '
      + "write endpoints: [Endpoint.of('192.0.2.1', { locality: Locality.of('us-east-1') }), ...], or leave it out"];
  }
  const missing = endpoints.flatMap((endpoint, index) => endpoint._locality ? [] : ['failover needs the locality of each endpoint, and '
    + `endpoints[${index}] ${endpoint} has none; write Endpoint.of('${endpoint}', { locality: Locality.of('us-east-1') })`]);
  if (missing.length > 0) return missing;
  const localities = distinct(endpoints, (endpoint) => `${endpoint._locality}`);
  if (localities.length === 1) {
    return [`failover has no effect, because all endpoints are in ${localities[0]}; declare an endpoint in another locality, or leave it out`];
  }
  return emptyRegions(endpoints, failover.regions);
}

function emptyRegions(endpoints: Endpoint[], regions: Record<string, string> | undefined): string[] {
  if (!regions) return [];
  if (Object.keys(regions).length === 0) {
    return ["failover names no region; write Failover.betweenRegions({ 'eu-central-1': 'eu-west-1' }), or Failover.nearestFirst()"];
  }
  const there = distinct(endpoints, (endpoint) => endpoint._locality!.region);
  return Object.entries(regions)
    .filter(([, to]) => !there.includes(to))
    .map(([from, to]) => `failover goes from ${from} to ${to}, where no endpoint is: they are in ${there.join(', ')}; name one of these`);
}

function toleratedOutliers({ _given, _settled }: RoutedService, { failover, outlierDetection }: Behaviour): string[] {
  const most = outlierDetection?.maxEjectionPercent ?? ALL;
  if (failover && most < ALL) {
    return [`outlierDetection.maxEjectionPercent ${most} keeps endpoints in use that are gone, so that calls go on to them; with failover leave it out, which is ${ALL}`];
  }
  const count = _given.endpoints?.length ?? 0;
  // A name may stand for several addresses.
  if (_settled?.resolution !== Resolution.STATIC || count === 0 || most * count >= ALL) return [];
  return [`outlierDetection.maxEjectionPercent ${most} has no effect on ${count} endpoint${count === 1 ? '' : 's'}, of which one is more than that; `
    + `write ${Math.ceil(ALL / count)} or more, or leave it out, which is ${ALL}`];
}

function distinct(endpoints: Endpoint[], of: (endpoint: Endpoint) => string): string[] {
  return [...new Set(endpoints.map(of))];
}
