import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesFindings } from '../../../src/commands/promote/bytes.js';
import { sha256 } from '../../../src/core/digest.js';
import { localSource } from '../../../src/stores/local-source.js';
import { Folders, modelVersion } from '../../ledger/fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

const DIGEST = sha256('x');
const base = modelVersion('Clf_Orders', 3);
const version = {
  ...base,
  manifest: { ...base.manifest, files: [{ path: 'm', size_bytes: 1, digest: DIGEST }] },
  stored: [{ type: 'local', name: 'model' }],
};

test('a version whose files a store has is fine; one whose files are gone is an error that names it as it is', async () => {
  const folder = join(await folders.make(), '.lineage');
  const sources = [localSource({ folder })];
  expect(await bytesFindings(version, 'Production', { sources })).toMatchObject([
    {
      ...{ rule: 'stages.Production.bytes', severity: 'error', subject: 'Clf_Orders' },
      message: expect.stringContaining('The files of version 3 of `Clf_Orders` cannot be had any more'),
    },
  ]);
  const hex = DIGEST.slice('sha256:'.length);
  await mkdir(join(folder, 'objects/sha256', hex.slice(0, 2)), { recursive: true });
  await writeFile(join(folder, 'objects/sha256', hex.slice(0, 2), hex), 'x');
  expect(await bytesFindings(version, 'Production', { sources })).toEqual([]);
  expect(await bytesFindings(version, 'Production', { sources, verifyIn: folder })).toEqual([]);
  await writeFile(join(folder, 'objects/sha256', hex.slice(0, 2), hex), 'y');
  // The store's own word is its name for the bytes.
  expect(await bytesFindings(version, 'Production', { sources })).toEqual([]);
  expect(await bytesFindings(version, 'Production', { sources, verifyIn: folder })).toMatchObject([
    {
      rule: 'stages.Production.bytes',
      severity: 'error',
      message: expect.stringContaining('E_STORE_DAMAGED'),
    },
  ]);
});

test('a version that nothing was stored of is an error, and a store that cannot be asked a warning', async () => {
  expect(await bytesFindings({ ...version, stored: [] }, 'Staging', { sources: [] })).toMatchObject([
    { severity: 'error', message: expect.stringContaining('no store has them') },
  ]);
  expect(await bytesFindings(version, 'Staging', { sources: [] })).toMatchObject([
    {
      severity: 'warning',
      message: expect.stringContaining('a store of the kind `local` cannot be read here'),
    },
  ]);
});
