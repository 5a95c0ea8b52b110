/** Where the nodes of a graph are drawn: callers left, what they call to the right of them, and what ends there at the right edge. */
import { type Fields, type Graph } from './ask';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly height: number;
}

const LAYERS = 3;

/** The places of the nodes, by id, in a box that is as high as the longest layer needs. */
export function layoutOf({ nodes, edges }: Graph, width: number, rowHeight: number): Layout {
  const isCalled = (id: string) => edges.some(({ target }) => target === id);
  const calls = (id: string) => edges.some(({ source }) => source === id);
  const layerOf = ({ id }: Fields) => !isCalled(id) ? 0 : calls(id) ? 1 : LAYERS - 1;
  const layers = Array.from({ length: LAYERS }, (_, layer) => nodes.filter((node) => layerOf(node) === layer));
  const height = Math.max(...layers.map(({ length }) => length)) * rowHeight;

  const places = new Map<string, Place>();
  // What is called stands beside who calls it.
  const callersOf = (id: string) => edges.filter(({ target }) => target === id).map(({ source }) => source);
  const besideCallers = (id: string) => average(callersOf(id).map((caller) => places.get(caller)?.y ?? 0));
  layers.forEach((layer, at) => {
    const beside = new Map(layer.map(({ id }) => [id, besideCallers(id)]));
    const ordered = [...layer].sort((a, b) => beside.get(a.id)! - beside.get(b.id)! || (a.id < b.id ? -1 : 1));
    ordered.forEach(({ id }, index) => {
      const y = at === 1 ? beside.get(id)! + rowHeight / 3 : (index + 0.5) * height / ordered.length;
      places.set(id, { x: at * width / (LAYERS - 1), y });
    });
  });
  return { places, height };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
