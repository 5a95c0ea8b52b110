import { settled, until } from './wait';

test('what is awaited is given back', async () => {
  const answers = [undefined, false, 'there'] as const;
  let asked = 0;
  await expect(until('it', () => answers[asked++])).resolves.toBe('there');
});

test('a probe that throws has not seen it yet; its last words are told', async () => {
  const probe = () => {
    throw new Error('no route');
  };
  await expect(until('it', probe, { within: 0.1 })).rejects.toThrow('it: not within 0.1 s (last: no route)');
});

test('a verdict has settled when it is the same three times in a row', async () => {
  const verdicts = ['502', '200', '502', '502', '502'];
  let asked = 0;
  await settled('it', '502', () => Promise.resolve(verdicts[asked++]));
  expect(asked).toBe(5);
});

test('a verdict that changes its mind has not', async () => {
  let asked = 0;
  const verdict = () => Promise.resolve(++asked % 3 === 0 ? '200' : '502');
  await expect(settled('it', '502', verdict, { within: 0.5 })).rejects.toThrow('it: 502: not within 0.5 s');
});
