/** docs/images/egress-states.svg: the three states of the post, drawn from what the queries of the dashboard answer. */
import { type PrometheusServer } from '../server';
import { ask, askGraph, type Fields, type Graph, NODE_GRAPH } from './ask';
import { panelsOf } from './grafana';
import { layoutOf, type Place } from './layers';
import { sampleDashboard } from './program';
import { STATES } from './samples';

export const PICTURE = 'docs/images/egress-states.svg';

const TITLES = ['Everything is allowed', 'Restricted to the registry', 'httpbin.org is declared'];
const TOTALS: readonly [panel: string, color: string][] = [
  ['Calls to declared hosts', '#73BF69'], ['Calls to undeclared hosts', '#FF9830'], ['Blocked calls', '#F2495C'],
];
const DARK = '#24292f';
const LIGHT = '#57606a';
const WIDTH = 900;
const HEAD = 76;
const FOOT = 30;
const MARGIN = 110;
const ROW = 94;
const RADIUS = 26;

interface Shown {
  readonly title: string;
  readonly graph: Graph;
  readonly totals: readonly string[];
}

export async function drawStates(server: PrometheusServer): Promise<string> {
  const shown = await Promise.all(STATES.map(async ({ name, end }, at): Promise<Shown> => {
    const panels = panelsOf(sampleDashboard({ declared: name === 'declared' }));
    const totalOf = async (wanted: string) => {
      const [{ value: [, number] }] = await ask(server, panels.find(({ title }) => title === wanted)!.targets![0].expr, end);
      return number;
    };
    return {
      title: `${at + 1}. ${TITLES[at]}`,
      graph: await askGraph(server, panels.find(({ type }) => type === NODE_GRAPH)!, end),
      totals: await Promise.all(TOTALS.map(([panel]) => totalOf(panel))),
    };
  }));
  let height = 0;
  const drawn = shown.flatMap((state) => {
    const { lines, height: ofThis } = drawState(state);
    height += ofThis;
    return [`<g transform="translate(0 ${height - ofThis})">`, ...lines, '</g>'];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="Helvetica, Arial, sans-serif">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function drawState({ title, graph, totals }: Shown): { readonly lines: string[]; readonly height: number } {
  const { places, height } = layoutOf(graph, WIDTH - 2 * MARGIN, ROW);
  const lines = [
    `<text x="24" y="40" font-size="19" font-weight="bold" fill="${DARK}">${escaped(title)}</text>`,
    ...totals.map((number, at) => drawTotal(TOTALS[at], number, 390 + at * 175)),
    `<line x1="24" y1="${HEAD - 10}" x2="${WIDTH - 24}" y2="${HEAD - 10}" stroke="#d0d7de"/>`,
    `<g transform="translate(${MARGIN} ${HEAD - 10})">`,
    ...graph.edges.map((edge) => drawEdge(edge, places.get(edge.source)!, places.get(edge.target)!)),
    ...graph.nodes.map((node) => drawNode(node, places.get(node.id)!)),
    '</g>',
  ];
  return { lines, height: HEAD + height + FOOT };
}

function drawTotal([panel, color]: readonly [string, string], number: string, x: number): string {
  return [
    `<text x="${x}" y="32" font-size="18" font-weight="bold" fill="${color}">${escaped(number)}</text>`,
    `<text x="${x}" y="50" font-size="12" fill="${LIGHT}">${escaped(panel)}</text>`,
  ].join('\n');
}

/** From circle to circle, with a head, and the number of calls nearer to the end, where edges lie apart. */
function drawEdge({ color, mainstat, strokedasharray }: Fields, from: Place, to: Place): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const along = (a: number, b: number, distance: number) => a + (b - a) * distance / length;
  const at = (distance: number): Place => ({ x: along(from.x, to.x, distance), y: along(from.y, to.y, distance) });
  const [start, end, label] = [at(RADIUS + 6), at(length - RADIUS - 14), at(length * 0.62)];
  const angle = Math.atan2(to.y - from.y, to.x - from.x) * 180 / Math.PI;
  return [
    `<line x1="${round(start.x)}" y1="${round(start.y)}" x2="${round(end.x)}" y2="${round(end.y)}" stroke="${color}" stroke-width="2"`
      + `${strokedasharray ? ` stroke-dasharray="${strokedasharray}"` : ''}/>`,
    `<path d="M0 -5 L10 0 L0 5 Z" fill="${color}" transform="translate(${round(end.x)} ${round(end.y)}) rotate(${round(angle)})"/>`,
    `<text x="${round(label.x)}" y="${round(label.y - 6)}" font-size="12" fill="${LIGHT}" text-anchor="middle">${escaped(mainstat)}</text>`,
  ].join('\n');
}

function drawNode({ title, subtitle, color, mainstat }: Fields, { x, y }: Place): string {
  const text = (size: number, dy: number, words: string, fill = DARK) => (
    `<text x="${round(x)}" y="${round(y + dy)}" font-size="${size}" fill="${fill}" text-anchor="middle">${escaped(words)}</text>`
  );
  return [
    `<circle cx="${round(x)}" cy="${round(y)}" r="${RADIUS}" fill="#ffffff" stroke="${color}" stroke-width="4"/>`,
    text(11, 4, mainstat.replace(/ calls?$/, '')),
    text(13, RADIUS + 17, title),
    text(11, RADIUS + 31, subtitle, LIGHT),
  ].join('\n');
}

function round(value: number): string {
  return `${Number(value.toFixed(1))}`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
