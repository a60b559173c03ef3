import { sha256 } from '../../../src/core/digest.js';
import { findNodes, neitherIn } from '../../../src/core/lineage/find.js';
import { Needs } from '../../../src/core/lineage/needs.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { brief, givenAway, graphOf, idOf, run, versionOfRun } from './world.js';

const base = run('a', {
  ...{ commit: 'c0ffee11', reads: [{ digest: sha256('o') }, { name: 'a@b', version: '1' }] },
  models: [{ path: 'out/m', files: { w: 'w' } }],
});
const later = run('b', { at: 3, commit: 'c0ffee22', reads: [{ digest: sha256('other') }] });
const tagged = run('c', { at: 4, tags: { dataset_version: 'users_v3' } });
const since = '2026-01-02T00:00:00Z';
const hold = (of: object) => ({ of, model: 'clf', version: 1, since, record: 'e' }) as never;
const graph = graphOf([base, later, tagged], {
  versions: [
    versionOfRun(1, base),
    { ...versionOfRun(2, base), run_id: null, run_path: null },
    { ...versionOfRun(3, base), status: 'deleted', digest: null, files: [] },
  ],
  empty: ['new'],
  dated: [givenAway('old name', 'clf')],
  holds: [
    hold({ kind: 'stage', stage: 'Production' }),
    hold({ kind: 'alias', alias: 'champion' }),
    hold({ kind: 'endpoint', endpoint: '/predict' }),
  ],
});
const found = (text: string) => findNodes(graph, parseReference(text)).map(brief);

test.each([
  ['models:/clf/1', ['clf/1']],
  ['models:/clf/latest', ['clf/2']],
  ['models:/old name/1', ['clf/1']],
  ['models:/old name/Production', ['Production']],
  ['models:/clf/3', ['clf/3']],
  ['models:/clf/production', ['Production']],
  ['models:/clf@champion', ['@champion']],
  [`runs:/${idOf('a')}`, ['a']],
  [`run:${idOf('a').slice(0, 4)}`, ['a']],
  [`runs:/${idOf('a')}/out/m`, ['a:out/m']],
  [`runs:/${idOf('a')}/out%2Fm/`, ['a:out/m']],
  // One name and version, two contents: both are meant.
  ['dataset:orders@v1', ['orders@v1', 'orders@v1']],
  ['dataset:orders', ['orders@v1', 'orders@v1']],
  ['dataset:a@b@1', ['a@b@1']],
  ['dataset:users@v3', ['?@users_v3']],
  ['dataset:users', ['?@users_v3']],
  [sha256('w'), ['clf/1', 'clf/2', 'a:out/m']],
  [sha256('w').toUpperCase().replace('SHA256', 'sha256'), ['clf/1', 'clf/2', 'a:out/m']],
  [sha256('w').slice(7), ['clf/1', 'clf/2', 'a:out/m']],
  ['endpoint:/predict', ['/predict']],
  ['commit:c0ffee11', ['c0ffee11']],
  ['commit:OCTO/clf@c0ffee11', ['c0ffee11']],
  ['c0ffee2', ['c0ffee22']],
  [idOf('b').slice(0, 6), ['b']],
])('%s', (text, nodes) => {
  expect(found(text)).toEqual(nodes);
});

test.each([
  ['models:/clg/1', 'There is no registered model "clg"', 'Did you mean `clf`?'],
  ['models:/clf/9', '"clf" has no version 9', 'The newest is 3'],
  ['models:/new/1', '"new" has no version 1', 'It has none'],
  ['models:/clf/Staging', 'No version of "clf" is in Staging', 'lineage-gate models show'],
  ['models:/clf@chalenger', 'No version of "clf" is called @chalenger', 'lineage-gate models show'],
  ['runs:/ffff', 'No run begins with ffff', 'lineage-gate runs ls'],
  [`runs:/${idOf('a')}/out/n`, `Run ${idOf('a')} made no "out/n"`, 'Did you mean `out/m`?'],
  ['dataset:ordres@v1', 'No run has read a dataset "ordres"', 'Did you mean `orders`?'],
  ['dataset:orders@v2', 'No run has read version "v2" of "orders"', 'Did you mean `v1`?'],
  [sha256('x'), `No run has read or written ${sha256('x')}`, 'Fetch the ledger'],
  ['models:/old name/9', '"clf", as "old name" is called now, has no version 9', 'The newest is 3'],
  ['models:/old name/Staging', 'of "clf", as "old name" is called now, is in Staging', 'models show'],
  ['endpoint:/predicts', 'Nothing serves at "/predicts"', 'Did you mean `/predict`?'],
  ['commit:c0ffee', 'c0ffee begins more than one: commit c0ffee11, commit c0ffee22', 'Give more digits'],
  ['commit:octo/other@c0ffee11', 'No run of `octo/other` is of a commit that', 'lineage-gate runs ls'],
  ['commit:dead', 'No run is of a commit that begins with dead', 'lineage-gate runs ls'],
  ['dead', 'No run and no commit of a run begins with dead', 'lineage-gate runs ls'],
])('%s is not there: what is nearest is said', (text, what, mend) => {
  let error: unknown;
  try {
    found(text);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({ faults: [{ code: 'E_LINEAGE_NOT_FOUND' }] });
  const [fault] = (error as { faults: { what: string; mend: string }[] }).faults;
  expect(fault?.what).toContain(what);
  expect(fault?.mend).toContain(mend);
});

test.each([
  ['model.pkl', 'is nothing that has a lineage, and no file or folder here'],
  ['dataset:', 'names no dataset'],
  ['dataset:@v1', 'names no dataset'],
  ['dataset:orders@', 'names no dataset'],
  ['runs:/', 'names no run'],
  ['runs:/xyz', 'names no run'],
  ['endpoint:', 'names no endpoint'],
  ['commit:main', 'names no commit'],
  ['commit:octo/clf@main', 'names no commit'],
  ['models:/clf', 'does not say which version'],
  ['sha256:abc', 'is no digest'],
])('%s is no reference', (text, what) => {
  expect(() => parseReference(text)).toThrow(what);
});

test('what was recorded under a name and version is meant beside a range, and wherever an `@` parts them', () => {
  const odd = graphOf([
    run('a', { reads: [{ version: 'v1' }] }),
    run('b', { at: 2, reads: [{ version: '=v1' }] }),
    run('c', { at: 4, reads: [{ version: 'v1@rc' }] }),
    run('d', { at: 6, tags: { dataset_version: 'orders_first-used:x' } }),
    run('e', { at: 8, reads: [{ name: 'orders@v2', version: 'rc' }] }),
    run('f', { at: 9, reads: [{ version: 'v2@rc' }] }),
  ]);
  const meant = (text: string) => {
    const reference = parseReference(text);
    return [...findNodes(odd, reference).map(brief), ...neitherIn(odd, reference).map((one) => `? ${one}`)];
  };
  const neither = ['? orders_first-used:x', '? v1@rc', '? v2@rc'];
  expect(meant('dataset:orders@=v1')).toEqual(['orders@=v1', 'orders@v1', ...neither]);
  expect(meant('dataset:orders@==v1')).toEqual([...['orders@v1', '? =v1', ...neither]]);
  expect(meant('dataset:orders@first-used:x')).toEqual(['?@orders_first-used:x']);
  expect(meant('dataset:orders@v1@rc')).toEqual(['orders@v1@rc']);
  // Whoever may push could give a name that takes over the question about another: both are meant.
  expect(findNodes(odd, parseReference('dataset:orders@v2@rc'))).toMatchObject([
    { name: 'orders@v2', version: 'rc' },
    { name: 'orders', version: 'v2@rc' },
  ]);
  expect(() => meant('dataset:orders@v3@rc')).toThrow('No run has read a dataset "orders@v3"');
  const walked = Needs.ofReference(parseReference('dataset:orders@v1@rc'));
  expect([...(walked?.facts ?? [])]).toEqual([
    ...['dataset=orders@v1=rc', 'dataset-part=orders@v1_rc'],
    ...['dataset=orders=v1@rc', 'dataset-part=orders_v1@rc'],
  ]);
});

test('a dataset is found by each spelling that looks the same, and looked up in the forms that programs write', () => {
  const [composed, apart] = ['caf\u00e9', 'cafe\u0301'];
  const odd = graphOf([
    run('a', { reads: [{ name: composed }] }),
    run('b', { at: 2, reads: [{ name: apart }] }),
    run('c', { at: 4, reads: [{ name: `${composed}\u200b` }] }),
    run('d', { at: 6, tags: { dataset_version: `${apart}_v1` } }),
  ]);
  const all = [composed, apart, `${composed}\u200b`].map((name) => `${name}@v1`);
  for (const text of [composed, apart]) {
    const reference = parseReference(`dataset:${text}@v1`);
    expect(findNodes(odd, reference).map(brief)).toEqual(expect.arrayContaining(all));
    expect(findNodes(odd, parseReference(`dataset:${text}`)).map(brief)).toEqual(expect.arrayContaining(all));
    expect([...(Needs.ofReference(reference)?.facts ?? [])]).toEqual(
      expect.arrayContaining([`dataset=${composed}=v1`, `dataset=${apart}=v1`]),
    );
  }
});

test('a version that a tag alone names has its place in a range', () => {
  const reads = [{ version: 'v1.9' }];
  const tagged = (letter: string, at: number, name: string) =>
    run(letter, { at, tags: { dataset_version: name } });
  const some = graphOf([
    run('a', { reads }),
    tagged('b', 2, 'orders_v1.10.1'),
    tagged('c', 4, 'orders_v2'),
    tagged('d', 6, 'orders_eu_v1.9'),
  ]);
  const reference = parseReference('dataset:orders@>=v1.9 <v2');
  expect(findNodes(some, reference).map(brief)).toEqual(['orders@v1.9', '?@orders_v1.10.1']);
  expect(neitherIn(some, reference)).toEqual(['orders_eu_v1.9']);
});

test('data is asked about as that of one repository', () => {
  const of = (letter: string, at: number, repository: string | null, version = 'v1') => {
    const one = run(letter, { at, commit: 'c', reads: [{ version, digest: sha256('o') }] });
    return { ...one, inputs: { ...one.inputs, code: { ...one.inputs.code, repository } as never } };
  };
  const some = graphOf([
    of('a', 0, 'git@github.com:acme/a.git'),
    of('b', 2, 'acme/b'),
    of('c', 4, null),
    of('d', 6, 'acme/b', 'v2'),
    run('e', { at: 8, reads: [{ name: 'acme/a:odd' }, { name: 'odd' }] }),
  ]);
  const asked = (text: string) => findNodes(some, parseReference(text)).map(brief);
  expect(asked('dataset:acme/a:orders@v1')).toEqual(['a', 'c']);
  expect(asked('dataset:Acme/B:orders')).toEqual(['b', 'c', 'orders@v2']);
  expect(asked('dataset:acme/b:orders@>=v2')).toEqual(['orders@v2']);
  expect(asked('dataset:acme/a:odd@v1')).toEqual(['acme/a:odd@v1', 'odd@v1']);
  const called = graphOf([
    of('a', 0, 'acme/a'),
    of('b', 2, 'acme/b'),
    run('e', {
      at: 8,
      reads: [{ name: 'acme/a:orders' }, { name: 'acme/a:orders', version: 'v7' }, { name: 'acme/c:orders' }],
    }),
  ]);
  for (const [text, nodes] of [
    ['dataset:acme/a:orders@v1', ['acme/a:orders@v1', 'a']],
    ['dataset:acme/a:orders', ['acme/a:orders@v1', 'acme/a:orders@v7', 'a']],
    ['dataset:acme/a:orders@<v2', ['acme/a:orders@v1', 'a']],
    ['dataset:acme/c:orders@<v2', ['acme/c:orders@v1']],
  ] as const)
    expect(findNodes(called, parseReference(text)).map(brief)).toEqual(nodes);
  expect(() => asked('dataset:acme/x:orders@v1')).toThrow('No run of `acme/x` has read it');
  const needs = Needs.ofReference(parseReference('dataset:acme/a:orders@v1'));
  expect(needs?.facts).toContain('dataset=orders=v1');
});
