import { run } from '../shared/shell';
import { verdict } from '../shared/tally';
import { type Step } from '../shared/step';

export const types: Step = {
  title: 'types of tests, examples, scripts and bench (tsc)',
  run: () => verdict(run('tsc', ['-p', 'test/tsconfig.json', '--noEmit']).ok),
};

export const lint: Step = {
  title: 'lint (eslint)',
  run: () => verdict(run('eslint', ['--max-warnings', '0', '.']).ok),
};

/** test/project/rooms.test.ts shows that every one of these rules can fail. */
export const rooms: Step = {
  title: 'rooms (dependency-cruiser)',
  run: () => verdict(run('depcruise', ['--config', '.dependency-cruiser.cjs', 'src']).ok),
};
