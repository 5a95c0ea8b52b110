import type generated from '../../../imports/egress-dashboard.json';
import { hostPattern, type NamedService, withNames } from './declared-names';
import { DATASOURCE_VARIABLE, PLACEHOLDERS, SERVICE_VARIABLE } from './placeholders';

/** What only the app knows of a dashboard. */
export interface DashboardFilling {
  readonly title: string;
  readonly uid: string;
  readonly datasourceUid?: string;
  readonly gateways: readonly string[];
  readonly services: readonly NamedService[];
}

/** A dashboard as Grafana reads it, as far as we change it. */
interface Model {
  readonly templating: { list: { readonly name: string; query?: unknown; current?: unknown }[] };
  panels: { readonly repeat?: string }[];
}

/** The dashboard of scripts/dashboard.ts, filled in. */
export function dashboardModel(filling: DashboardFilling): Record<string, unknown> {
  const { datasourceUid, services } = filling;
  const model = JSON.parse(template(), (_key, value) => typeof value === 'string' ? filled(value, filling) : value) as Model;
  const variable = (name: string) => model.templating.list.find((one) => one.name === name)!;

  if (datasourceUid !== undefined) variable(DATASOURCE_VARIABLE).current = { text: datasourceUid, value: datasourceUid };
  if (services.length > 0) {
    variable(SERVICE_VARIABLE).query = services.map(({ name, hosts }) => `${name} : ${hostPattern(hosts)}`).join(', ');
  } else {
    // Grafana would show the row once, for a service without a name.
    model.templating.list = model.templating.list.filter(({ name }) => name !== SERVICE_VARIABLE);
    model.panels = model.panels.filter(({ repeat }) => repeat !== SERVICE_VARIABLE);
  }
  return model as unknown as Record<string, unknown>;
}

function filled(value: string, { title, uid, gateways, services }: DashboardFilling): string {
  if (value === PLACEHOLDERS.title) return title;
  if (value === PLACEHOLDERS.uid) return uid;
  // No Service is called `-`; nothing at all would match where the label is missing.
  const query = value.replaceAll(PLACEHOLDERS.gateways, gateways.join('|') || '-');
  const { open, close } = PLACEHOLDERS.nameHosts;
  const [before, named, after] = query.split(open).flatMap((part) => part.split(close));
  return named === undefined ? query : `${before}${withNames(named, services)}${after}`;
}

/** Loaded when the first dashboard is written: who has none should not wait for it. */
function template(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it together with this library
  return JSON.stringify(require('../../../imports/egress-dashboard.json') as typeof generated);
}
