import { join } from 'node:path';
import { Git } from '../../../src/ledger/git/git.js';
import { ObjectStore } from '../../../src/ledger/git/object-store.js';
import { ObjectStream, type StreamedObject } from '../../../src/ledger/git/object-stream.js';
import { BareRepo } from '../../support/bare-repo.js';
import { bareEnvironment } from '../../support/exec.js';
import { Folders } from '../fixtures.js';

const ID = 'a'.repeat(40);
const LARGEST = 1_000;
const CONTENTS = ['one', '', 'a blob 3\nlooks like a head\n', `${'x'.repeat(LARGEST)}`];

function answerOf(content: string): string {
  return `${ID} blob ${content.length}\n${content}\n`;
}

function collect(chunks: readonly Buffer[], largest = LARGEST) {
  const seen: { object: StreamedObject | null; text: string | undefined; index: number }[] = [];
  const stream = new ObjectStream((object, index) => {
    seen.push({ object, text: object?.bytes?.toString(), index });
  }, largest);
  for (const chunk of chunks) stream.take(chunk);
  return { seen, count: stream.end() };
}

test.each([1, 2, 3, 7, 50, 64, 1_000, 100_000])('objects that come in pieces of %i bytes', (size) => {
  const all = Buffer.from([...CONTENTS.map(answerOf), `${ID} missing\n`, answerOf('last')].join(''));
  const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.subarray(index * size, (index + 1) * size),
  );
  const { seen, count } = collect(chunks);
  expect(seen.map(({ text }) => text)).toEqual([...CONTENTS, undefined, 'last']);
  expect(seen.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(seen[4]?.object).toBeNull();
  expect(count).toBe(6);
});

test.each([1, 10, 100, 100_000])('what is too large is told and not held (pieces of %i bytes)', (size) => {
  const all = Buffer.from(`${answerOf('x'.repeat(11))}${answerOf('y'.repeat(10))}`);
  const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.subarray(index * size, (index + 1) * size),
  );
  const { seen } = collect(chunks, 10);
  expect(seen.map(({ object, text }) => [object?.size, text])).toEqual([
    [11, undefined],
    [10, 'y'.repeat(10)],
  ]);
});

test.each([1, 2, 30, 49, 50, 51, 100_000])(
  'what follows the objects that are wanted is handed back (pieces of %i bytes)',
  (size) => {
    const wanted = `${answerOf('one')}${ID} missing\n${answerOf('x'.repeat(LARGEST + 1))}`;
    const all = Buffer.from(`${wanted}${answerOf('next')}`);
    const seen: number[] = [];
    const stream = new ObjectStream((_, index) => seen.push(index), LARGEST, 3);
    let at = 0;
    let left: Buffer | undefined;
    while (left === undefined && at < all.length) {
      left = stream.take(all.subarray(at, at + size));
      at += size;
    }
    expect(seen).toEqual([0, 1, 2]);
    expect(`${left}${all.subarray(at)}`).toBe(answerOf('next'));
  },
);

test.each([
  ['in a head', `${ID} bl`],
  ['in a body', `${ID} blob 10\nabc`],
  ['before the last line feed', `${ID} blob 3\nabc`],
  ['in what is too large', `${ID} blob 5000\nabc`],
])('an answer that ends %s is an error', (_, answer) => {
  expect(() => collect([Buffer.from(answer)])).toThrow('ended within an object');
});

test('what is no answer of git is not gathered without end', () => {
  expect(() => collect([Buffer.alloc(5_000, 'x')])).toThrow('no object');
});

test('what the visitor throws is thrown at the end, and nothing more is shown', () => {
  let shown = 0;
  const stream = new ObjectStream(() => {
    shown += 1;
    throw new RangeError('enough');
  }, LARGEST);
  stream.take(Buffer.from(answerOf('a') + answerOf('b')));
  stream.take(Buffer.from(answerOf('c')));
  expect(() => stream.end()).toThrow(RangeError);
  expect(shown).toBe(1);
});

describe('of a repository', () => {
  const folders = new Folders();
  afterAll(() => folders.remove());

  test('objects are shown in the order of their names', async () => {
    const folder = await folders.make();
    const repo = await BareRepo.create(join(folder, 'repo.git'), 'octo/repo');
    const large = 'z'.repeat(300_000);
    const commit = await repo.commit({ 'a.txt': 'A', 'b/c.txt': 'C', large });
    const git = new Git({ folder, gitDir: repo.dir, env: bareEnvironment(folder) });
    const store = new ObjectStore(git, 'sha1', repo.dir);
    const seen: (readonly [string | undefined, string | undefined])[] = [];
    const names = ['b/c.txt', 'large', 'none', 'a.txt', 'b', 'a.txt'].map((path) => `${commit}:${path}`);
    await store.each(
      names,
      (object, index) => {
        expect(index).toBe(seen.length);
        seen.push([object?.type, object?.type === 'blob' ? object.bytes?.toString() : undefined]);
      },
      { largest: 1_000_000 },
    );
    expect(seen).toEqual([
      ['blob', 'C'],
      ['blob', large],
      [undefined, undefined],
      ['blob', 'A'],
      ['tree', undefined],
      ['blob', 'A'],
    ]);
    const failing = store.each(names, () => JSON.parse('{'), { largest: 10 });
    await expect(failing).rejects.toThrow(SyntaxError);
    await store.each([], () => expect('nothing').toBe('shown'), { largest: 10 });
  });
});
