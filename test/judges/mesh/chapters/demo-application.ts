import { strict as assert } from 'assert';
import { type Mesh } from '../harness/mesh';
import { type Pod } from '../harness/pod';
import { until } from '../harness/wait';

const NAMESPACE = 'backyards-demo';
const DEPLOYMENTS = [
  'frontpage-v1', 'catalog-v1', 'movies-v1', 'movies-v2', 'movies-v3', 'database-v1', 'bookings-v1', 'analytics-v1', 'payments-v1',
  'notifications-v1',
];
const MOVIES = ['movies-v1', 'movies-v2', 'movies-v3'];

/** How many calls each pod got, by the protocol it got them over. */
type Counts = Readonly<Record<string, number>>;

/** The demo application in the mesh, one pod per Deployment, each with the environment that its Deployment has in the cluster. */
export class DemoApplication {
  private readonly pods = new Map<string, Pod>();

  constructor(private readonly mesh: Mesh) {}

  public async deploy(): Promise<void> {
    await Promise.all(DEPLOYMENTS.map((name) => this.rollOut(name)));
  }

  /** A new pod of a Deployment in place of the old one. */
  public async rollOut(name: string): Promise<Pod> {
    const old = this.pods.get(name);
    if (old) await this.mesh.removePod(old);
    const pod = await this.mesh.deploy(NAMESPACE, name);
    this.pods.set(name, pod);
    return pod;
  }

  /** Waits until every proxy knows every pod: calls that fail inside the mesh change nothing for the caller of frontpage. */
  public async settle(client: Pod): Promise<void> {
    await until('the application is complete', async () => {
      assertTopology(await this.calls(client, 1), 1);
      return true;
    }, { within: 60 });
  }

  /** Calls frontpage that often, and gives the calls this led to. */
  public async calls(client: Pod, times: number): Promise<Counts> {
    await this.databaseHasAll();
    const before = this.counts();
    for (let done = 0; done < times; done += 10) {
      await Promise.all(Array.from({ length: Math.min(10, times - done) }, async () => {
        const { status, body, failure } = await client.get('http://frontpage:8080/', { timeout: 20_000 });
        assert.equal(failure ?? `${status} ${body}`, '200 frontpage');
      }));
    }
    await this.databaseHasAll();
    return difference(this.counts(), before);
  }

  /** movies does not wait for what it sends there. */
  private async databaseHasAll(): Promise<void> {
    await until('the database has got what movies v3 sent', () => {
      const counts = this.counts();
      return counts['database-v1 tcp'] === counts['movies-v3 grpc'];
    });
  }

  /** The identities with which calls of HTTP and gRPC came to a pod. */
  public callers(pod: string): string[] {
    return [...new Set(this.pods.get(pod)!.demoLog().filter(({ got }) => got).map(({ from }) => from))];
  }

  private counts(): Counts {
    const counts: Record<string, number> = {};
    for (const [name, pod] of this.pods) {
      for (const { got } of pod.demoLog()) if (got) counts[`${name} ${got}`] = (counts[`${name} ${got}`] ?? 0) + 1;
    }
    return counts;
  }
}

function difference(after: Counts, before: Counts): Counts {
  const more = Object.entries(after).map(([key, count]) => [key, count - (before[key] ?? 0)] as const);
  return Object.fromEntries(more.filter(([, count]) => count > 0));
}

/** The topology: what calls of frontpage lead to. Which versions of movies answer is a matter of chance. */
export function assertTopology(calls: Counts, times: number): void {
  const { movies, others } = split(calls);
  assert.deepEqual(others, {
    'frontpage-v1 http': times,
    'catalog-v1 http': 2 * times,
    'bookings-v1 http': times,
    'analytics-v1 http': times,
    'payments-v1 http': times,
    'notifications-v1 http': times,
    ...(calls['movies-v3 grpc'] && { 'database-v1 tcp': calls['movies-v3 grpc'] }),
  });
  assert.equal(Object.values(movies).reduce((sum, count) => sum + count, 0), 2 * times);
}

/** 33, 33 and 34 of a hundred, give or take five standard deviations: a right mesh fails this once in a million runs. */
export function assertShares(calls: Counts): string {
  const { movies } = split(calls);
  const counts = MOVIES.map((name) => movies[`${name} grpc`] ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  [33, 33, 34].forEach((weight, at) => {
    const expected = total * weight / 100;
    const tolerance = 5 * Math.sqrt(expected * (1 - weight / 100));
    assert.ok(Math.abs(counts[at] - expected) <= tolerance, `${MOVIES[at]}: ${counts[at]} of ${total}, expected ${expected} ± ${tolerance}`);
  });
  return `${total} calls of movies: ${counts.join(', ')}`;
}

function split(calls: Counts) {
  const isMovies = ([key]: [string, number]) => key.startsWith('movies-');
  const entries = Object.entries(calls);
  return {
    movies: Object.fromEntries(entries.filter(isMovies)),
    others: Object.fromEntries(entries.filter((entry) => !isMovies(entry))),
  };
}
