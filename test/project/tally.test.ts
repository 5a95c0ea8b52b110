import { runAll, type Step } from '../../scripts/shared/step';
import { closingLine, FAILED, PASSED, SKIPPED, sum, type Tally } from '../../scripts/shared/tally';
import { tallyOf } from '../../scripts/test/jest';

beforeEach(() => {
  jest.spyOn(console, 'log').mockReturnValue();
  jest.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => jest.restoreAllMocks());

test('the closing line names skipped tests only if there are any', () => {
  expect(closingLine(sum([PASSED, PASSED, FAILED]))).toBe('2 passed, 1 failed');
  expect(closingLine(sum([PASSED, SKIPPED]))).toBe('1 passed, 0 failed, 1 skipped');
});

test('steps run after one has failed, but for those that need it', async () => {
  const ran: string[] = [];
  const step = (title: string, tally: Tally, needs?: Step): Step => ({ title, needs, run: () => { ran.push(title); return tally; } });
  const compile = step('compile', FAILED);
  const pack = step('pack', PASSED, compile);
  const tally = await runAll([compile, pack, step('install', PASSED, pack), step('lint', PASSED)]);
  expect(ran).toEqual(['compile', 'lint']);
  expect(tally).toEqual({ passed: 1, failed: 1, skipped: 2 });
});

test('a step that breaks is a failure', async () => {
  expect(await runAll([{ title: 'breaks', run: () => { throw new Error('on purpose'); } }])).toEqual(FAILED);
});

describe('what jest reports', () => {
  const report = {
    numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, numRuntimeErrorTestSuites: 0,
    snapshot: { unchecked: 0, filesRemoved: 0 },
  };

  test('is counted', () => {
    expect(tallyOf(report, true)).toEqual({ passed: 5, failed: 0, skipped: 2 });
    expect(tallyOf({ ...report, numFailedTests: 2 }, false)).toMatchObject({ failed: 2 });
  });

  test('includes suites that cannot be loaded', () => {
    expect(tallyOf({ ...report, numRuntimeErrorTestSuites: 1 }, false)).toMatchObject({ failed: 1 });
  });

  test('includes obsolete snapshots, which jest itself lets pass', () => {
    expect(tallyOf({ ...report, snapshot: { unchecked: 2, filesRemoved: 1 } }, true)).toMatchObject({ failed: 3 });
  });

  test('is a failure when jest fails without a failed test', () => {
    expect(tallyOf(report, false)).toMatchObject({ failed: 1 });
  });
});
