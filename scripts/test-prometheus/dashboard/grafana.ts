/** What Grafana does with a query before Prometheus gets it, and with a variable, as far as the dashboard of this library needs it. */

export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly format?: string;
}

export interface Panel {
  readonly title: string;
  readonly type: string;
  readonly repeat?: string;
  readonly targets?: readonly Target[];
  readonly transformations?: readonly unknown[];
  /** Of a row that is folded. */
  readonly panels?: readonly Panel[];
}

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query?: string | { readonly query: string };
}

export interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
}

/** Every panel that asks for something, those in rows as well. */
export function panelsOf({ panels }: Pick<Dashboard, 'panels'>): Panel[] {
  return panels.flatMap((panel) => [...panel.targets ? [panel] : [], ...panelsOf({ panels: panel.panels ?? [] })]);
}

/** A query with the values of its variables. What stands for a part of a match, such as `$1`, is none. */
export function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:\{(\w+)(?::raw)?\}|([a-zA-Z_]\w*))/g, (written, braced?: string, plain?: string) => {
    const value = values[braced ?? plain!];
    if (value === undefined) throw new Error(`nothing gives ${written} a value in ${text}`);
    return value;
  });
}

/** The values of a custom variable by their texts, of which commas are not a part. */
export function optionsOf(query: string): Map<string, string> {
  return new Map(query.split(',').map((option) => /^\s*(.+)\s:\s(.+)$/.exec(option)!.slice(1, 3) as [string, string]));
}
