import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** Whether cdk8s-plus is loaded after some statements, in a process of their own: jest has a module registry per test file. */
function loadsPlus(statements: string): boolean {
  const script = `
    require('ts-node').register({ transpileOnly: true, project: 'test/tsconfig.json' });
    const { Chart, Testing } = require('cdk8s');
    ${statements}
    console.log(Object.keys(require.cache).some((file) => file.includes('cdk8s-plus-27')));`;
  return execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' }).trim() === 'true';
}

test('cdk8s-plus is loaded by an application, not by the library', () => {
  expect(loadsPlus("require('./src/demo/demo-app'); require('./src/index');")).toEqual(false);
  expect(loadsPlus("new (require('./src/demo/demo-app').DemoApp)(new Chart(Testing.app(), 'chart'), 'demo');")).toEqual(true);
});
