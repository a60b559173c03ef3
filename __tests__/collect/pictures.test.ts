import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { prepareLineageDir } from '../../src/collect/lineage-dir.js';
import {
  captionOf,
  collectPictures,
  type PicturesInput,
  picturesProblem,
  pictureType,
} from '../../src/collect/pictures.js';
import { isName } from '../../src/core/names.js';
import { createRedactor } from '../../src/core/redact/redactor.js';
import { GIF, JPEG, pngOf, SVG, WEBP } from '../support/pictures.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
let dir: string;
beforeEach(async () => {
  ws = await makeWorkspace();
  dir = join(ws.outside, 'lineage dir');
  await prepareLineageDir(dir);
});
afterEach(() => ws.remove());

const posix = process.platform === 'win32' ? test.skip : test;
const { secretIn } = createRedactor([{ name: 'MY_TOKEN', value: 'xK9mP2qLw8' }]);
const collect = (text: string, changes: Partial<PicturesInput> = {}) =>
  collectPictures({ text, workspace: ws.root, cwd: '.', lineageDir: dir, secretIn, ...changes });
const namesOf = async (text: string) => (await collect(text)).pictures.map(({ name }) => name);

test('nothing named and nothing dropped is nothing, without a warning', async () => {
  await ws.write('plot.png', pngOf());
  expect(await collect('')).toEqual({ pictures: [], warnings: [] });
  await rm(dir, { recursive: true });
  expect(await collect('', { lineageDir: null })).toEqual({ pictures: [], warnings: [] });
});

test('pictures by pattern and those dropped, as they are, sorted by name, with the end that their content has', async () => {
  await ws.write('out/roc curve.PNG', pngOf(1));
  await ws.write('out/b.jpeg', JPEG);
  await ws.write('out/debug/x.png', pngOf(2));
  await ws.write('out/c.png', GIF);
  await writeFile(join(dir, 'pictures', 'v1.5'), WEBP);
  expect(await collect('out/**\n!out/debug/**')).toEqual({
    pictures: [
      { name: 'b.jpg', bytes: JPEG },
      { name: 'c.gif', bytes: GIF },
      { name: 'roc%20curve.png', bytes: pngOf(1) },
      { name: 'v1.5.webp', bytes: WEBP },
    ],
    warnings: [],
  });
});

test('the caption is the name without its end', () => {
  expect(captionOf('roc%20curve.png')).toBe('roc curve');
  expect(captionOf('v1.5.webp')).toBe('v1.5');
  for (const name of ['x.svg', 'x', '.png', '%2e.png', 'a/b.png', '..', '../a.png', 'a b.png', 'a.PNG', ''])
    expect([name, captionOf(name)]).toEqual([name, undefined]);
});

test.each<[string, Buffer | string, RegExp]>([
  [
    'a page',
    '<html><script>alert(1)</script>',
    /"x\.png" is left out: it is no PNG, JPEG, GIF or WebP by its/,
  ],
  ['an SVG', SVG, /is no PNG/],
  ['nothing', '', /is no PNG/],
  ['a header that breaks off', pngOf().subarray(0, 7), /is no PNG/],
  ['a sound', Buffer.from('RIFF\0\0\0\0WAVEfmt '), /is no PNG/],
  [
    'a byte more than 1 MiB',
    Buffer.concat([pngOf(), Buffer.alloc(1 << 20)]),
    /has 10486\d\d bytes, and 1048576 /,
  ],
])('left out with a warning: %s', async (_, content, warning) => {
  await ws.write('x.png', content);
  await ws.write('y.png', pngOf());
  const { pictures, warnings } = await collect('*.png');
  expect(pictures.map(({ name }) => name)).toEqual(['y.png']);
  expect(warnings).toEqual([expect.stringMatching(warning)]);
  expect(warnings[0]).toMatch(/\. Save it /);
});

test('of 1 MiB exactly is taken', async () => {
  await ws.write('x.png', Buffer.concat([pngOf(), Buffer.alloc((1 << 20) - pngOf().length)]));
  expect(await namesOf('x.png')).toEqual(['x.png']);
});

test('of more than four the first by path are taken, and those that are none do not count', async () => {
  await ws.write('a.png', 'no picture');
  for (const name of ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) await ws.write(`${name}.png`, pngOf());
  const { pictures, warnings } = await collect('*.png');
  expect(pictures.map(({ name }) => name)).toEqual(['b.png', 'c.png', 'd.png', 'e.png']);
  expect(warnings).toHaveLength(2);
  expect(warnings[1]).toMatch(
    /4 are the most of a run: "f\.png", "g\.png", "h\.png" and 1 more\. Name fewer/,
  );
});

test('two of one name: the first by path is taken', async () => {
  await ws.write('seed1/roc.png', pngOf(1));
  await ws.write('seed2/ROC.png', pngOf(2));
  const { pictures, warnings } = await collect('seed*/*');
  expect(pictures).toEqual([{ name: 'roc.png', bytes: pngOf(1) }]);
  expect(warnings).toEqual([
    expect.stringMatching(/"seed2\/ROC\.png" is left out: another one has its name/),
  ]);
});

test('a picture with a secret in its name does not reach the ledger, under no other name either', async () => {
  await ws.write('of xK9mP2qLw8.png', pngOf());
  await ws.write('roc.png', pngOf(1));
  const { pictures, warnings } = await collect('*.png');
  expect(pictures.map(({ name }) => name)).toEqual(['roc.png']);
  expect(warnings).toEqual([
    expect.stringContaining(
      'is left out: its name holds a secret (value of the variable MY_TOKEN). Rename it',
    ),
  ]);
});

test('names that a ledger does not take, patterns without a file and patterns that lead out are warnings', async () => {
  await ws.write(`${'ü'.repeat(50)}.png`, pngOf());
  await ws.write('.gitx.png', pngOf());
  const { pictures, warnings } = await collect('*.png\nnone/*.gif');
  expect(pictures).toEqual([]);
  expect(warnings.join('\n')).toMatch(/No picture matches "none\/\*\.gif" \(pictures, line 2\)/);
  expect(warnings.filter((one) => one.includes('does not take its name'))).toHaveLength(2);
  expect((await collect('../*.png')).warnings).toEqual([expect.stringMatching(/leads out of the workspace/)]);
});

posix('a link that leads out is a warning and never read', async () => {
  await writeFile(join(ws.outside, 'far.png'), pngOf());
  await symlink(join(ws.outside, 'far.png'), join(ws.root, 'near.png'));
  await symlink(join(ws.outside, 'far.png'), join(dir, 'pictures', 'near.png'));
  const { pictures, warnings } = await collect('*.png');
  expect(pictures).toEqual([]);
  expect(warnings).toHaveLength(2);
  await ws.write('fine.png', pngOf());
  await writeFile(join(dir, 'pictures', 'also.png'), pngOf());
  expect(await namesOf('*.png')).toEqual(['also.png', 'fine.png']);
  for (const place of ['pictures', 'LINEAGE_DIR'])
    expect(warnings.join('\n')).toMatch(new RegExp(`E_ARTIFACT_SYMLINK: .* leads out .*\\(${place}\\)`));
});

test('a hundred that are none are not a hundred warnings', async () => {
  await mkdir(join(ws.root, 'out'));
  for (let made = 0; made < 100; made += 1) await ws.write(`out/${made}.png`, 'x');
  const { warnings } = await collect('out/');
  expect(warnings).toHaveLength(21);
  expect(warnings.at(-1)).toBe('80 more pictures were left out');
});

test('where only seconds remain nothing is taken', async () => {
  await ws.write('x.png', pngOf());
  expect(await collect('*.png', { quick: true })).toEqual({ pictures: [], warnings: [] });
});

test('whatever the names, what is taken can be published', async () => {
  const kinds = [pngOf(), JPEG, GIF, WEBP];
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { maxLength: 6 }), async (names) => {
      const folder = await makeWorkspace();
      const files = names.filter((one) => isName(one) && !/[/\\:*?"<>|]/.test(one));
      for (const [index, one] of files.entries()) await folder.write(one, kinds[index % 4]);
      const found = await collect('**', { workspace: folder.root, lineageDir: null });
      await folder.remove();
      expect(picturesProblem(found.pictures)).toBeUndefined();
      for (const one of found.pictures) expect(one.name.endsWith(`.${pictureType(one.bytes)}`)).toBe(true);
      if (files.length > 0) expect(found.pictures.length).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
});
