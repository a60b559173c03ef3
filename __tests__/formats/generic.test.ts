import { generic } from '../../src/formats/generic.js';

const left = (path: string, text: string) => generic.timeless?.(path, async () => text);

test('a Hugging Face configuration without the name of what was loaded', async () => {
  const config = (from: string) => JSON.stringify({ hidden: 1e-5, _name_or_path: from, model_type: 'bert' });
  expect(await left('config.json', config('out/checkpoint-500'))).toBe(
    await left('model/config.json', config('x')),
  );
  expect(await left('config.json', config('x').replace('bert', 'gpt2'))).not.toBe(
    await left('config.json', config('x')),
  );
});

test('what Keras says of the time', async () => {
  const metadata = (date: string) => JSON.stringify({ keras_version: '3.9.0', date_saved: date });
  expect(await left('metadata.json', metadata('2026-11-21@06:20:00'))).toBe(
    '{\n  "keras_version": "3.9.0"\n}\n',
  );
});

test('the marks by which Keras shares objects are places in memory, and say which objects are one', async () => {
  const config = (...marks: number[]) =>
    JSON.stringify({ layers: marks.map((shared_object_id) => ({ shared_object_id })) }).replaceAll(
      '":',
      '": ',
    );
  const one = await left('config.json', config(139908200965392, 7, 139908200965392));
  expect(one).toBe(await left('config.json', config(5, 140132213586896, 5)));
  expect(one).not.toBe(await left('config.json', config(5, 140132213586896, 140132213586896)));
});

test('arrays of skops are called by their place in memory', () => {
  const schema = (one: number, two: number) =>
    `{"a": {"__id__": 5, "file": "${one}.npy"}, "b": {"file": "${two}.npz"}, "c": {"file": "x.npy"}}`;
  const names = (text: string | undefined) => [...(generic.archives?.['.skops']?.(() => text) ?? [])];
  expect(names(schema(1405, 1399))).toEqual([
    ['1405.npy', '1.npy'],
    ['1399.npz', '2.npz'],
  ]);
  expect(names(undefined)).toEqual([]);
});

test('the arguments of a trainer are not what predicts, and a pickle is never read', async () => {
  const never = async () => {
    throw new Error('It was read');
  };
  expect(await generic.timeless?.('training_args.bin', never)).toBe('');
});

test.each([
  ['config.json', '{"hidden": 1}'],
  ['config.json', '[1]'],
  ['config.json', `{"_name_or_path": "x", "a": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ['config.json', 'null'],
  ['config.json', '{'],
  ['other.json', '{"_name_or_path": "x"}'],
  ['toString', '{}'],
])('all else counts as it is: %s, case %#', async (path, text) => {
  expect(await left(path, text)).toBeUndefined();
});
