import { type Dashboard, DashboardBuilder, DashboardCursorSync, type Panel, RowBuilder, type RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PLACEHOLDERS } from '../../src/observe/dashboard/placeholders';
import { graph, rates, tops, totals } from './overview';
import { allServices, eachService } from './services';
import { datasource, namespace, service, workload } from './variables';

/** The dashboard, with placeholders for what only the app knows. */
export function egressDashboard(): Dashboard {
  const dashboard = new DashboardBuilder(PLACEHOLDERS.title)
    .uid(PLACEHOLDERS.uid)
    .description('What leaves the mesh: declared, passed through undeclared, or blocked. Written by cdk8s-istio-egress.')
    .tags(['istio', 'egress'])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-1h', to: 'now' })
    .refresh('1m')
    .withVariable(datasource()).withVariable(namespace()).withVariable(workload()).withVariable(service());
  for (const panel of [...totals(), graph(), rates(), ...tops()]) dashboard.withPanel(panel);
  dashboard.withRow(new RowBuilder('Declared services'));
  for (const panel of allServices()) dashboard.withPanel(panel);
  return numbered(dashboard.withRow(eachService()).build());
}

/** Grafana would number them as well, but it is by their numbers that links find panels. */
function numbered(dashboard: Dashboard): Dashboard {
  let number = 0;
  const visit = (panels: readonly (Panel | RowPanel)[] = []) => panels.forEach((panel) => {
    panel.id = ++number;
    if ('panels' in panel) visit(panel.panels);
  });
  visit(dashboard.panels);
  return dashboard;
}
