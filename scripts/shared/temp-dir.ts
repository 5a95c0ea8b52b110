import { mkdtempSync, realpathSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const open = new Set<string>();

/** A fresh folder outside the repository that is gone when the process ends, also when it ends badly. */
export function tempDir(purpose: string): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `cdk8s-istio-egress-${purpose}-`)));
  if (open.size === 0) removeAllAtTheEnd();
  open.add(path);
  return path;
}

function removeAllAtTheEnd() {
  process.once('exit', () => open.forEach((path) => rmSync(path, { recursive: true, force: true })));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
