import { parse } from 'yaml';
import { toYaml } from '../../src/app/yaml-text';

test('keeps a string a string, and on one line', () => {
  const value = { long: `${'word '.repeat(100)}end`, number: '1', flag: 'yes', nothing: '' };
  const text = toYaml(value);

  expect(parse(text)).toEqual(value);
  expect(text.split('\n').filter((line) => line.startsWith('long'))[0]).toContain('end');
  expect(text).toContain('flag: "yes"');
});
