import { strict as assert } from 'assert';
import { Mesh, type MeshOptions } from '../harness/mesh';
import { type Tools } from '../harness/cluster/tools';

/** What a chapter tells its reader: each thing it claims, and what was seen. */
export interface Story {
  /** A claim. It holds when `look` does not throw; what `look` returns is printed as what was seen. */
  check(claim: string, look: () => Promise<string | void>): Promise<void>;
  /** Where the next claims belong. */
  section(title: string): void;
}

export interface Stage {
  readonly tools: Tools;
  /** The program of that name. */
  readonly prometheus: string;
  /** For what the processes of this chapter print. */
  readonly logs: string;
  /** manifests/ as `npm run synth` wrote it. */
  readonly manifests: string;
  /** For what the chapter itself writes. */
  readonly folder: string;
  readonly story: Story;
}

export interface Chapter {
  readonly title: string;
  tell(stage: Stage): Promise<void>;
}

/** Tells a chapter in a mesh of its own, which ends with it. */
export async function inMesh(stage: Stage, tell: (mesh: Mesh) => Promise<void>, options?: MeshOptions): Promise<void> {
  const mesh = await Mesh.start(stage.tools, stage.logs, options);
  try {
    await tell(mesh);
    if (mesh.hasPods()) {
      stage.story.section('In the end');
      await stage.story.check('no proxy has refused what istiod sent it', async () => assert.deepEqual(await mesh.refusedUpdates(), []));
    }
  } finally {
    mesh.stop();
  }
}
