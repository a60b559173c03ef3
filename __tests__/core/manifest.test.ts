import { createHash } from 'node:crypto';
import { buildManifest, type FormatFacts } from '../../src/core/manifest.js';

const FACTS: FormatFacts = {
  format: 'generic',
  flavors: {},
  signature: null,
  dependencies: [],
  framework: null,
};
const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const FILES = ['b', 'a/z', 'é', 'Z', 'a.x'].map((path) => ({ path, size_bytes: 3, digest: digest(path) }));

test('files are sorted by the bytes of their paths, and the digest is of that list', () => {
  const manifest = buildManifest({ files: FILES, timeless: FILES, facts: FACTS });
  const paths = ['Z', 'a.x', 'a/z', 'b', 'é'];
  expect(manifest.files.map((file) => file.path)).toEqual(paths);
  expect(manifest.digest).toBe(digest(paths.map((path) => `${digest(path).slice(7)} 3 ${path}\n`).join('')));
  expect(manifest.size_bytes).toBe(15);
});

test('the order that files come in changes nothing, a byte of one does', () => {
  const manifest = buildManifest({ files: FILES, timeless: FILES, facts: FACTS });
  expect(buildManifest({ files: [...FILES].reverse(), timeless: FILES, facts: FACTS })).toEqual(manifest);
  const changed = FILES.map((file, index) => (index === 2 ? { ...file, digest: digest('other') } : file));
  expect(buildManifest({ files: changed, timeless: changed, facts: FACTS }).digest).not.toBe(manifest.digest);
});

test('what the format says does not change the digest of the files', () => {
  const other = buildManifest({
    files: FILES,
    timeless: FILES,
    facts: { ...FACTS, flavors: { sklearn: {} } },
  });
  expect(other.digest).toBe(buildManifest({ files: FILES, timeless: FILES, facts: FACTS }).digest);
});

test('the content digest is of the files as they count, the digest of all of their bytes', () => {
  const timeless = FILES.map((file, index) => (index === 2 ? { ...file, digest: digest('no time') } : file));
  const manifest = buildManifest({ files: FILES, timeless, facts: FACTS });
  expect(manifest.digest).toBe(buildManifest({ files: FILES, timeless: FILES, facts: FACTS }).digest);
  expect(manifest.content_digest).toBe(buildManifest({ files: timeless, timeless, facts: FACTS }).digest);
  expect(manifest.content_digest).not.toBe(manifest.digest);
});
