import fc from 'fast-check';
import { Folder } from '../../../src/ledger/git/folder.js';
import { type TreeEntry, treeBytes } from '../../../src/ledger/git/objects.js';

const ID = { sha1: 40, sha256: 64 } as const;

const entry = (format: keyof typeof ID) =>
  fc.record({
    mode: fc.constantFrom('100644', '40000', '100755', '120000', '160000', '040000', '100664'),
    // A name may hold a blank, a mode, what is no UTF-8, and what sorts before and behind a slash.
    name: fc.string({
      unit: fc.constantFrom('a', 'b', '.', '-', '0', ' ', '\xff', '100644 '),
      minLength: 1,
      maxLength: 4,
    }),
    id: fc.string({
      unit: fc.constantFrom('0', '2', 'f', '7'),
      minLength: ID[format],
      maxLength: ID[format],
    }),
  });

describe.each(['sha1', 'sha256'] as const)('a folder of %s', (format) => {
  const folders = fc.uniqueArray(entry(format), { selector: ({ name }) => name });
  const sorted = (entries: readonly TreeEntry[]) => [...entries].sort(byName);

  test('has what was stored, all at once and one by one', () => {
    fc.assert(
      fc.property(folders, (stored) => {
        const folder = new Folder(treeBytes(stored), format);
        expect(sorted(folder.entries())).toEqual(sorted(stored));
        expect([...folder.names].sort()).toEqual(stored.map(({ name }) => name).sort());
        for (const one of stored) expect(folder.get(one.name)).toEqual(one);
        expect(sorted(folder.others())).toEqual(sorted(stored.filter(({ mode }) => mode !== '100644')));
        expect(folder.get('missing')).toBeUndefined();
        expect(folder.hasTwins).toBe(false);
      }),
    );
  });

  test('a name that is there twice shows, wherever it lies', () => {
    fc.assert(
      fc.property(folders, entry(format), fc.nat(), (stored, twin, at) => {
        const others = stored.filter(({ name }) => name !== twin.name);
        others.splice(at % (others.length + 1), 0, twin);
        const bytes = Buffer.concat(others.map((one) => treeBytes([one])));
        expect(new Folder(bytes, format).hasTwins).toBe(false);
        expect(new Folder(bytes, format).get(twin.name)).toEqual(twin);
        const twice = Buffer.concat([bytes, treeBytes([{ ...twin, mode: '40000' }])]);
        expect(new Folder(twice, format).hasTwins).toBe(true);
      }),
    );
  });

  test('one that is cut short is refused', () => {
    const bytes = treeBytes([{ mode: '100644', name: 'a', id: '0'.repeat(ID[format]) }]);
    for (let size = 1; size < bytes.length; size += 1)
      expect(() => new Folder(bytes.subarray(0, size), format)).toThrow('cut short');
  });
});

function byName(one: TreeEntry, other: TreeEntry): number {
  return one.name < other.name ? -1 : 1;
}
