import { catalogue } from '../../scripts/catalogue/page';
import { programsIn } from '../../scripts/catalogue/programs';
import { from } from '../scenarios/calls';
import { s04 } from '../scenarios/s04-one-host-over-http';
import { type Scenario } from '../scenarios/scenario';

function programOf(text: string): string | undefined {
  return programsIn('s99.ts', text).get('s99-way')?.code;
}

describe('the program of a scenario', () => {
  test('is the body of define, without its indentation, comments and all', () => {
    expect(programOf(`
export const s99: Scenario = {
  name: 's99-way',
  define: (chart) => {
    // Said first.
    const a = new A(chart);

    new B(chart, {
      a,
    });
  },
};`)).toBe('// Said first.\nconst a = new A(chart);\n\nnew B(chart, {\n  a,\n});');
  });

  test('comes with what it uses of its file, and with nothing else', () => {
    expect(programOf(`
const HOSTS = ['a.com'];
const shop = from('shop');
const ports = [80];
export function portOf(host: string) { return host.length; }
const s99 = { name: 's99-way', define: (chart) => new A(chart, { hosts: HOSTS, ports: portOf('shop'), x: y.ports }) };`))
      .toBe("const HOSTS = ['a.com'];\nfunction portOf(host: string) { return host.length; }\nnew A(chart, { hosts: HOSTS, ports: portOf('shop'), x: y.ports });");
  });

  test('is not there where a function makes the scenario', () => {
    expect(programsIn('s99.ts', 'const made = names.map((name) => ({ name: `s99-${name}`, define: (chart) => new A(chart) }));').size).toBe(0);
  });

  test('of several scenarios in a file each has its own', () => {
    const text = "const all = [{ name: 'a', define: () => one() }, { name: 'b', define: () => other() }];";
    expect([...programsIn('all.ts', text)]).toEqual([['a', { file: 'all.ts', code: 'one();' }], ['b', { file: 'all.ts', code: 'other();' }]]);
  });
});

describe('the catalogue', () => {
  const judged: Scenario = {
    ...s04,
    name: 's04-judged',
    also: ['S5'],
    chapter: 'the-post',
    messages: [{ code: 'IST0134', about: '', reason: 'it is meant' }],
    worlds: [{ title: 'a world', calls: [from('shop').http('a.com').isRefused(), from('shop').http('b.com').passesThrough()] }],
  };
  const page = catalogue([judged, { ...s04, name: 'beside' }], new Map([['s04-judged', { file: 's04.ts', code: 'program();' }]]));

  test('says what to write, what becomes of it, and what judged it, under its first number', () => {
    const section = `

**One external service over plain HTTP, seen and routed by the proxy.**

\`\`\`ts
program();
\`\`\`

- becomes ServiceEntry \`shop/httpbin.org\`
- judged by accept, analyze (which says IST0134: it is meant), decide with 2 calls, 1 of which must not get through, \
the chapter [the-post](../test/judges/mesh/chapters/the-post.ts)

[s04-judged](../test/scenarios/s04.ts)
`;
    const [, ofS4] = page.split('\n## S4\n');
    expect(ofS4).toMatch(/^\nIstio: \[Accessing External Services: an external HTTP service\]\(https:/);
    expect(ofS4).toContain(section);
    expect(page.split('\n## S5\n')[1]).toContain('**One external service over plain HTTP, seen and routed by the proxy.** See [S4](#s4).\n');
  });

  test('has a row for each number that is answered, one way or the other', () => {
    expect(page).toContain('\n| [S4](#s4) | one external service over plain HTTP, seen and routed by the proxy |\n');
    expect(page).toContain('\n| [S52](#s52) | refused |\n');
    expect(page).toContain('\n| [S57](#s57) | answered without a program |\n');
    expect(page).not.toContain('S13');
    expect(page).toContain('\n## S52\n\nIstio: [Routing egress traffic to wildcard destinations](https://istio.io/latest/blog/2023/egress-sni/)\n\n**Refused.** It patches');
  });

  test('ends with the scenarios without a number', () => {
    expect(page.split('\n## More\n')[1]).toMatch(/^\n\*\*One external service over plain HTTP/);
  });
});
