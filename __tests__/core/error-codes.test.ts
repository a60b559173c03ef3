import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ERROR_CODES } from '../../src/core/error-codes.js';

describe('error codes', () => {
  const root = path.resolve('.');

  test('every code is thrown somewhere, and none that is not listed', async () => {
    const files = await readdir(path.join(root, 'src'), { recursive: true });
    const sources = files.filter(
      (file) => file.endsWith('.ts') && !file.includes('generated') && !file.endsWith('error-codes.ts'),
    );
    const texts = await Promise.all(sources.map((file) => readFile(path.join(root, 'src', file), 'utf8')));
    const used = new Set(texts.join('\n').match(/(?<=['"])E_[A-Z_]+(?=['"])/g));
    expect([...used].sort()).toEqual([...ERROR_CODES].sort());
  });

  test('docs/troubleshooting.md has an entry for each, and no other', async () => {
    const text = await readFile(path.join(root, 'docs', 'troubleshooting.md'), 'utf8');
    const entries = text.match(/^#+ .*$/gm)?.flatMap((line) => line.match(/E_[A-Z_]+/g) ?? []);
    expect(entries?.sort()).toEqual([...ERROR_CODES].sort());
  });
});
