import { Blockers } from './blockers';
import type { Companions } from './companions/companions';
import type { ExportTo } from './values/export-to';
import { HostRegistry } from './registry/host-registry';
import type { IExternalService } from './i-external-service';
import type { Location } from './values/location';
import { Resolution, type ResolutionChoice } from './resolution';
import type { Risk } from './values/risk';

/** What the description speaks of. */
interface Described extends IExternalService {
  readonly exportTo: ExportTo;
  readonly location: Location;
  readonly _callers: ExportTo;
}

/** Of whoever forwards: the proxies of the callers, of a gateway or of a waypoint; of none where something outside the mesh does it. */
const FORWARDING: Record<Resolution, string> = {
  [Resolution.NONE]: 'a proxy of the mesh that calls it forwards to the address the client dialled',
  [Resolution.STATIC]: 'a proxy of the mesh that calls it forwards to the addresses of the endpoints',
  [Resolution.DNS]: 'a proxy of the mesh that calls it resolves the name itself, whatever address the client dialled',
  [Resolution.DNS_ROUND_ROBIN]: 'a proxy of the mesh that calls it resolves the name itself and stays with the first address',
  [Resolution.DYNAMIC_DNS]: 'a proxy of the mesh that calls it resolves the name in each call, whatever address the client dialled',
};

/** One paragraph for a person. */
export function describeService(service: Described, choice: ResolutionChoice, risks: Risk[], companions?: Companions): string {
  const elsewhere = HostRegistry.of(service).sharingHostWith(service).filter((other) => other.namespace !== service.namespace);
  return [
    `${service.node.path} is ServiceEntry ${service.name}${service.namespace ? ` in namespace ${service.namespace}` : ''} (${service.location}).`,
    `It declares ${service.ports.join(', ') || 'no port'} of ${service.hosts.join(', ')}.`,
    `Resolution is ${choice.resolution}, because ${choice.because}: ${FORWARDING[choice.resolution]}.`,
    `It is visible to ${visibility(service)}.`,
    ...companions ? [
      `Calls go ${companions.way}.`,
      ...companions.tlsSentences,
      ...companions.remarks,
      `Beside the ServiceEntry it writes ${companions.objects.map(({ kind, name }) => `${kind} ${name}`).join(', ') || 'nothing'}.`,
      ...companions.notes,
    ] : [],
    ...elsewhere.map((other) => `${other.node.path} declares a host of it in namespace ${other.namespace ?? '(none)'} too: `
      + 'a caller in the namespace of one of the two uses that one, with the ports of that one alone.'),
    ...isPath(service) ? [] : Blockers.of(service).inWords(service),
    ...risks.map((risk) => `It accepts ${risk}: ${risk.reason}.`),
  ].join(' ');
}

/** What goes through a proxy does not call it. */
function isPath(service: object): boolean {
  return '_plan' in service;
}

function visibility({ exportTo, namespace }: Described): string {
  if (!exportTo.values) return "the namespaces of the mesh's defaultServiceExportTo";
  if (exportTo.values.includes('*')) return 'every namespace';
  if (exportTo.values.includes('~')) return 'nobody';
  return exportTo.values.map((value) => value === '.' ? `its own namespace${namespace ? ` (${namespace})` : ''}` : value).join(', ');
}
