/** What the node graph shows at the end of each state, a text for each node and edge. */
import { type Graph } from './ask';

export interface ExpectedGraph {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

const GREEN = '#73BF69';
const BLUE = '#5794F2';
const ORANGE = '#FF9830';
const RED = '#F2495C';
const GREY = '#8E8E8E';

/** Those that call in every state, as often. */
const NODES = [
  `backyards-demo/notifications-v1 | notifications-v1 | backyards-demo | ${GREY} | 120 calls`,
  `declared:*.partner.example.com | *.partner.example.com | shop/partner | ${GREEN} | 60 calls`,
  `declared:api.stripe.com | api.stripe.com | shop/stripe | ${GREEN} | 80 calls`,
  `istio-system/istio-egressgateway | istio-egressgateway | istio-system | ${GREY} | 60 calls`,
];
const EDGES = [
  `istio-system/istio-egressgateway -> declared:*.partner.example.com | ${GREEN} | 60 calls`,
  `shop/payments -> declared:api.stripe.com | ${GREEN} | 80 calls`,
  `shop/payments -> istio-system/istio-egressgateway | ${BLUE} | 60 calls`,
];

export const EXPECTED_GRAPHS: Readonly<Record<string, ExpectedGraph>> = {
  allowed: {
    nodes: [
      ...NODES,
      `backyards-demo/movies-v3 | movies-v3 | backyards-demo | ${GREY} | 40 calls`,
      `declared:status.example.net | status.example.net | not of this program | ${GREEN} | 19 calls`,
      `shop/payments | payments | shop | ${GREY} | 159 calls`,
      `unknown:198.51.100.20:5432 | 198.51.100.20:5432 | not declared | ${ORANGE} | 40 calls`,
      `unknown:httpbin.org | httpbin.org | not declared | ${ORANGE} | 120 calls`,
    ],
    edges: [
      ...EDGES,
      `backyards-demo/movies-v3 -> unknown:198.51.100.20:5432 | ${ORANGE} | 40 calls`,
      `backyards-demo/notifications-v1 -> unknown:httpbin.org | ${ORANGE} | 120 calls`,
      `shop/payments -> declared:status.example.net | ${GREEN} | 19 calls`,
    ],
  },
  restricted: {
    nodes: [
      ...NODES,
      `backyards-demo/movies-v3 | movies-v3 | backyards-demo | ${GREY} | 41 calls`,
      `blocked:198.51.100.20:5432 | 198.51.100.20:5432 | not declared | ${RED} | 40 calls`,
      `blocked:httpbin.org | httpbin.org | not declared | ${RED} | 120 calls`,
      `blocked:unknown | unknown | not declared | ${RED} | 1 call`,
      `declared:status.example.net | status.example.net | not of this program | ${GREEN} | 20 calls`,
      `shop/payments | payments | shop | ${GREY} | 160 calls`,
    ],
    edges: [
      ...EDGES,
      `backyards-demo/movies-v3 -> blocked:198.51.100.20:5432 | ${RED} | 40 calls | 6 4`,
      `backyards-demo/movies-v3 -> blocked:unknown | ${RED} | 1 call | 6 4`,
      `backyards-demo/notifications-v1 -> blocked:httpbin.org | ${RED} | 120 calls | 6 4`,
      `shop/payments -> declared:status.example.net | ${GREEN} | 20 calls`,
    ],
  },
  declared: {
    nodes: [
      `backyards-demo/notifications-v1 | notifications-v1 | backyards-demo | ${GREY} | 1200 calls`,
      `declared:*.partner.example.com | *.partner.example.com | shop/partner | ${GREEN} | 60 calls`,
      `declared:api.stripe.com | api.stripe.com | shop/stripe | ${GREEN} | 99 calls`,
      `declared:httpbin.org | httpbin.org | cinema/httpbin | ${GREEN} | 1200 calls`,
      `declared:status.example.net | status.example.net | not of this program | ${GREEN} | 20 calls`,
      `istio-system/istio-egressgateway | istio-egressgateway | istio-system | ${GREY} | 60 calls`,
      `shop/payments | payments | shop | ${GREY} | 179 calls`,
    ],
    edges: [
      `backyards-demo/notifications-v1 -> declared:httpbin.org | ${GREEN} | 1200 calls`,
      `istio-system/istio-egressgateway -> declared:*.partner.example.com | ${GREEN} | 60 calls`,
      `shop/payments -> declared:api.stripe.com | ${GREEN} | 99 calls`,
      `shop/payments -> declared:status.example.net | ${GREEN} | 20 calls`,
      `shop/payments -> istio-system/istio-egressgateway | ${BLUE} | 60 calls`,
    ],
  },
};

/** A graph in those texts. */
export function described({ nodes, edges }: Graph): ExpectedGraph {
  return {
    nodes: nodes.map(({ id, title, subtitle, color, mainstat }) => [id, title, subtitle, color, mainstat].join(' | ')).sort(),
    edges: edges.map(({ source, target, color, mainstat, strokedasharray }) => (
      [`${source} -> ${target}`, color, mainstat, ...strokedasharray ? [strokedasharray] : []].join(' | ')
    )).sort(),
  };
}
