import { existsSync } from 'fs';
import { scenarios } from './all';
import { DOCUMENTED } from './documented';
import { numbersOf } from './scenario';

const shown = new Set(scenarios.flatMap(numbersOf));

/** Other ways are documented, too; the issue that brought the catalogue names these. */
const WANTED = [
  [1, 2], [4, 9], [13, 36], [38, 47], [49, 54], [56, 59], [61, 63],
].flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => `S${first + at}`));

test('the catalogue has a page for each documented way that is wanted', () => {
  expect(Object.keys(DOCUMENTED)).toEqual(WANTED);
});

test('every one of them has a scenario, a refusal with its reason, or an answer', () => {
  const open = WANTED.filter((number) => !shown.has(number) && !DOCUMENTED[number].refused && !DOCUMENTED[number].answer);

  expect(open).toEqual([]);
});

test('nothing else is refused', () => {
  expect(WANTED.filter((number) => DOCUMENTED[number].refused)).toEqual(['S28', 'S35', 'S52']);
});

test.each(scenarios.filter(({ chapter }) => chapter).map(({ name, chapter }) => [name, chapter]))('%s names a chapter that there is: %s', (_name, chapter) => {
  expect(existsSync(`test/judges/mesh/chapters/${chapter}.ts`)).toBe(true);
});
