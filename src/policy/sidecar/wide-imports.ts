import { isHostSubsetOf } from '../../istio/syntax/hosts';
import type { Complaint } from '../../app/final-checks';
import { groupBy } from '../../app/group-by';
import { type IIstioMesh, IstioMesh } from '../../mesh/istio-mesh';
import { HostRegistry, type RegisteredService } from '../../service/registry/host-registry';
import type { IExternalService } from '../../service/i-external-service';
import type { CompiledSidecar } from './compiled-sidecar';

/**
 * What Sidecars import beside what their lockdowns allow.
 *
 * Istio imports by host: every declaration of that host in the namespace, and for a wildcard every host below it. An allow list
 * that lets more pass than it names is worth no trust.
 */
export function wideImports(sidecars: CompiledSidecar[]): Complaint[] {
  const declared = new Map<IIstioMesh, Map<string, RegisteredService[]>>();
  return sidecars.flatMap((sidecar) => {
    const imports = importsByNamespace(sidecar);
    if (imports.size === 0) return [];
    const mesh = IstioMesh.of(sidecar);
    const services = declared.get(mesh) ?? groupBy(HostRegistry.of(sidecar).inMesh(mesh), ({ namespace }) => namespace ?? '');
    declared.set(mesh, services);
    return [...imports].flatMap(([namespace, imported]) => (services.get(namespace) ?? []).flatMap((service) => {
      const wide = widestImport(service, imported);
      return wide === undefined || sidecar.lets(service) ? [] : [{ about: sidecar.speaker, message: tooWide(sidecar, service, wide) }];
    }));
  });
}

interface Imports {
  readonly exact: Set<string>;
  readonly wildcards: string[];
}

function importsByNamespace(sidecar: CompiledSidecar): Map<string, Imports> {
  const imports = new Map<string, Imports>();
  for (const entry of sidecar.governedHosts()) {
    const slash = entry.indexOf('/');
    const namespace = entry.slice(0, slash) === '.' ? sidecar.namespace : entry.slice(0, slash);
    const host = entry.slice(slash + 1);
    const known = imports.get(namespace) ?? { exact: new Set(), wildcards: [] };
    imports.set(namespace, known);
    if (host.startsWith('*')) known.wildcards.push(host);
    else known.exact.add(host);
  }
  return imports;
}

function widestImport({ hosts }: IExternalService, imports: Imports): string | undefined {
  for (const host of hosts) {
    const wildcard = imports.wildcards.find((candidate) => isHostSubsetOf(host, candidate));
    if (wildcard !== undefined) return wildcard;
    if (imports.exact.has(host)) return host;
  }
  return undefined;
}

function tooWide(sidecar: CompiledSidecar, service: IExternalService, host: string): string {
  return `${service.node.path} is not allowed, and ${sidecar.pods} could call it all the same: a Sidecar imports by host, and imports ${host} `
    + `of namespace ${service.namespace}; allow it, too, or declare it in another namespace`;
}
