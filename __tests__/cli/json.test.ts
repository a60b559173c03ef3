import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { jsonText } from '../../src/cli/json.js';

test('no character of a record moves the cursor, turns the text or ends the line, and what is read back is the same', () => {
  const value = { 'k\u0085': 'a\u009b31m\u202eb\u2028c\u2029\u2066\u200f\u061c\u007fd\u001b\nü猫' };
  const text = jsonText(value);
  expect(text).toBe(
    '{\n  "k\\u0085": "a\\u009b31m\\u202eb\\u2028c\\u2029\\u2066\\u200f\\u061c\\u007fd\\u001b\\nü猫"\n}',
  );
  expect(JSON.parse(text)).toEqual(value);
});

test('all JSON that the command line prints goes through it', async () => {
  const folder = path.resolve('src/cli');
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.ts$/.test(file));
  const texts = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(path.join(folder, file), 'utf8') })),
  );
  const own = texts.flatMap(({ file, text }) => (text.includes('JSON.stringify(') ? [file] : []));
  expect(own).toEqual(['json.ts']);
});
