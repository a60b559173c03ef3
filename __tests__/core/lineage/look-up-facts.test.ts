import { sha256 } from '../../../src/core/digest.js';
import { isLineageFact, packageFact, packageStart, shardOf } from '../../../src/core/facts.js';
import { lineageFactsOf, packageFactsOf, walkFactsOf } from '../../../src/core/lineage/look-up-facts.js';
import { runFacts } from '../../../src/core/lineage/run-facts.js';
import { idOf, listed, run } from './world.js';

const short = (digest: string) => digest.slice('sha256:'.length).slice(0, 16);
const empty = { path: 'empty.csv', text: '' };

const record = run('a', {
  parent: 'p',
  commit: 'c'.repeat(40),
  reads: [
    { digest: sha256('o'), made_by: idOf('m') },
    { name: 'own', digest: null, made_by: idOf('a') },
  ],
  began: [
    { uri: 'models:/clf/2', version: '2', digest: sha256('b') },
    { uri: 'hf://bert', version: null, digest: null, made_by: idOf('n') },
  ],
  data: [
    { path: 'f.csv', text: 'f' },
    { path: 'f.pkl', text: 'pickled', kind: 'file' },
    { path: 'curve.png', kind: 'picture' },
    empty,
  ],
  models: [{ path: 'm', files: { w: 'w', nothing: '' } }],
  tags: { dataset_version: 'orders_v1+users_v3' },
});

test('a run is known by what it wrote, named and began with', () => {
  const facts = lineageFactsOf(record);
  expect(facts.filter((fact) => !fact.startsWith('environment='))).toEqual(
    [
      ...['f', 'pickled', '', 'w'].map((text) => `output=${short(sha256(text))}`),
      `output=${short(listed({ w: 'w', nothing: '' }))}`,
      ...['m', 'n'].map((letter) => `made-by=${idOf(letter)}`),
      'dataset-part=users_v3',
      `read=${short(sha256('o'))}`,
      `part-of=${idOf('p')}`,
      `base=${short(sha256('b'))}`,
      'base=models:/clf/2',
      'gap=digest',
    ].sort(),
  );
  expect(facts.filter((fact) => /^environment=[0-9a-f]{16}$/.test(fact))).toHaveLength(1);
  expect(facts.every(isLineageFact)).toBe(true);
});

test('a run of a command is known as its part, and names what it came from', () => {
  const of = (told: Parameters<typeof run>[1]) =>
    lineageFactsOf(run('a', told)).filter((fact) => /^(part-of|of-command|gap)=/.test(fact));
  expect(of({ command: 'p' })).toEqual([`of-command=${idOf('p')}`]);
  expect(of({ command: 'p', parent: 'q' })).toEqual([`of-command=${idOf('p')}`, `part-of=${idOf('q')}`]);
  expect(of({ command: 'p', parent: 'p' })).toEqual([`part-of=${idOf('p')}`]);
  expect(of({ command: 'a' })).toEqual(['gap=silent']);
});

test('runs of the same packages share a fact, and those of none that are known are told', () => {
  const of = (packages: Record<string, string> | null) =>
    lineageFactsOf(run('a', { packages })).filter((fact) => /^environment=|packages/.test(fact));
  expect(of({ b: '1', a: '2' })).toEqual(of({ a: '2', b: '1' }));
  expect(of({ a: '2' })).not.toEqual(of({ a: '1' }));
  expect(of(null)).toEqual(['gap=packages']);
});

test('a walk gets to it by other look-ups, too', () => {
  const facts = walkFactsOf(runFacts(record, 'r'));
  expect(facts.filter((fact) => !isLineageFact(fact))).toEqual([
    'dataset=orders=v1',
    'dataset=own=v1',
    `commit=${'c'.repeat(40)}`,
  ]);
  const bare = run('b', { tags: { git_commit: 'd'.repeat(40) } });
  expect(walkFactsOf(runFacts(bare, 'r'))).toEqual(['gap=silent', `tag.git_commit=${'d'.repeat(40)}`]);
});

test('it has a fact of each package that can be asked about, as names are compared', () => {
  const packages = {
    NumPy: '2.0',
    numpy: '1.26',
    'my_own.lib': '0.1.dev3+g1',
    'a b': '1',
    [`n${'m'.repeat(240)}`]: '',
  };
  const facts = packageFactsOf(run('a', { packages }));
  expect(facts.sort()).toEqual(
    ['my-own-lib=0.1.dev3+g1', `n${'m'.repeat(240)}=`, 'numpy=2.0'].map((one) => `package=${one}`),
  );
  expect(facts.some(isLineageFact)).toBe(false);
  expect(packageFactsOf(run('a', { packages: null }))).toEqual([]);
  // Who reads the record has the same one.
  const asked = { package: 'numpy' };
  expect(walkFactsOf(runFacts(run('a', { packages }), 'r', asked))).toContain('package=numpy=2.0');
});

test('it has the facts of all its interpreters, and is told where one of them listed nothing', () => {
  const others: Record<string, string>[] = [{ a: '2', b: '1' }, { A: '1' }];
  const told = { packages: { a: '1' }, others };
  expect(packageFactsOf(run('a', told)).sort()).toEqual(['package=a=1', 'package=a=2', 'package=b=1']);
  expect(walkFactsOf(runFacts(run('a', told), 'r', { package: 'a' }))).toEqual(
    expect.arrayContaining(['package=a=1', 'package=a=2']),
  );
  // Earlier releases know of the last one alone.
  const of = (record: ReturnType<typeof run>) =>
    lineageFactsOf(record).filter((fact) => /^environment=|packages/.test(fact));
  expect(of(run('a', told))).toEqual(of(run('a', { packages: { a: '1' } })));
  const some = run('a', { ...told, unlisted: 2 });
  expect(of(some)).toEqual([...of(run('a', told)), 'gap=packages']);
  expect(walkFactsOf(runFacts(some, 'r', { package: 'c' }))).toContain('gap=packages');
});

test('all versions of a package are in one part', () => {
  const parts = ['1.26', '2.0', '', '3=4'].map((version) => shardOf(packageFact('numpy', version)));
  expect(new Set(parts)).toEqual(new Set([shardOf(packageStart('numpy'))]));
});
