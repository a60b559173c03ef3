import { sha256 } from '../../../src/core/digest.js';
import { impactOf } from '../../../src/core/lineage/impact.js';
import type { LineageNode } from '../../../src/core/lineage/node.js';
import type { HoldFacts } from '../../../src/core/lineage/sources.js';
import { type Direction, trace } from '../../../src/core/lineage/trace.js';
import { lineageDot, lineageMermaid } from '../../../src/report/lineage/diagrams.js';
import {
  impactCsv,
  impactMarkdown,
  otherNamesWords,
  unjudgedWords,
} from '../../../src/report/lineage/impact.js';
import { lineageTree } from '../../../src/report/lineage/tree.js';
import { graphOf, idOf, run, versionOfRun } from '../../core/lineage/world.js';

const features = { path: 'features.csv', text: 'f' };
const make = run('a', { commit: 'c0ffee', reads: [{ digest: sha256('o') }], data: [features] });
const train = run('b', {
  ...{ at: 5, commit: 'c0ffee', parent: 'a' },
  reads: [
    { name: 'features', version: 'f1', digest: sha256('f'), scheme: 'file' },
    { name: 'holdout', version: '1', role: 'validation' },
  ],
  models: [{ path: 'm', files: { m: 'm' } }],
});
const since = '2026-01-02T00:00:00Z';
const holds: HoldFacts[] = [
  { of: { kind: 'stage', stage: 'Production' }, model: 'clf', version: 1, since, record: 'e' },
];
const graph = graphOf([make, train], { versions: [versionOfRun(1, train)], holds });
const stage: LineageNode = { kind: 'stage', model: 'clf', stage: 'Production' };
const of = (root: LineageNode, direction: Direction = 'up') => trace(graph, { roots: [root], direction });

test('a tree goes from what is asked about to what it comes from, and says what it has shown above', () => {
  const [m, f, o] = ['m', 'f', 'o'].map((text) => sha256(text).slice(0, 19));
  const manifest = train.outputs.models[0]?.manifest.digest.slice(0, 19);
  expect(m).not.toBe(manifest);
  expect(lineageTree(of(stage), graph)).toBe(
    [
      'models:/clf/Production',
      '└─ is models:/clf/1, Production',
      `   └─ registered from model m of run 626262626262, ${manifest}`,
      '      └─ written by run 626262626262 of clf_orders, FINISHED, 2026-01-01 00:05',
      `         ├─ dataset features@f1, ${f}`,
      `         │  └─ made by artifact features.csv of run 616161616161, ${f}`,
      '         │     └─ written by run 616161616161 of clf_orders, FINISHED, 2026-01-01 00:00',
      `         │        ├─ dataset orders@v1, ${o}`,
      '         │        └─ commit c0ffee of octo/clf',
      '         ├─ judged on dataset holdout@1',
      '         ├─ part of run 616161616161 of clf_orders, FINISHED, 2026-01-01 00:00 (shown above)',
      '         └─ commit c0ffee of octo/clf',
      '',
    ].join('\n'),
  );
});

test('what comes from itself is said to', () => {
  const [a, b] = [
    run('a', { reads: [{ name: 'y', digest: sha256('y'), made_by: idOf('b') }], data: [{ path: 'x' }] }),
    run('b', { reads: [{ name: 'x', digest: sha256('x'), made_by: idOf('a') }], data: [{ path: 'y' }] }),
  ];
  const circle = graphOf([a, b]);
  const walked = trace(circle, { roots: [{ kind: 'run', run_id: idOf('a') }], direction: 'up' });
  expect(lineageTree(walked, circle).split('\n').at(-2)).toMatch(
    /^ +└─ written by run 616161616161 .*\(a circle: it comes from itself\)$/,
  );
});

const HOSTILE = 'x"]\n%%{init}%% <img src=x> & `a` ::error:: \u202e#35; \\ |';
const hostile = graphOf([run('a', { reads: [{ name: HOSTILE, version: '"; }' }] })]);
const asked = trace(hostile, { roots: [{ kind: 'run', run_id: idOf('a') }], direction: 'up' });

test('names do nothing in a tree', () => {
  const lines = lineageTree(asked, hostile).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('\\u202e');
});

test('names do nothing in Mermaid', () => {
  const text = lineageMermaid(asked, hostile);
  expect(text.split('\n')).toHaveLength(5);
  const label = /^ {2}n2\["(.*)"\]$/m.exec(text)?.[1] ?? '';
  expect(label).toContain('x#34;#93; #37;#37;#123;init#125;');
  expect(label).not.toMatch(/["\]<>`|\\%{}&]/);
});

test('names do nothing in DOT', () => {
  const text = lineageDot(asked, hostile);
  const label = /^ {2}n2 \[label="(.*)"\];$/m.exec(text)?.[1] ?? '';
  expect(label).toContain('x\\"]');
  expect(label.replaceAll('\\\\', '').replaceAll('\\"', '')).not.toMatch(/["\\]/);
  expect(label).toContain('&amp;');
});

test('diagrams have every thing and every arrow, data first', () => {
  const { nodes, edges } = of(stage);
  const mermaid = lineageMermaid(of(stage), graph);
  const dot = lineageDot(of(stage), graph);
  expect(mermaid.match(/^ {2}n\d+\["/gm)).toHaveLength(nodes.length);
  expect(mermaid.match(/ -->/g)).toHaveLength(edges.length);
  expect(dot.match(/^ {2}n\d+ \[label=/gm)).toHaveLength(nodes.length);
  expect(dot.match(/ -> /g)).toHaveLength(edges.length);
  expect(dot).toContain('n2 -> n1 [label="holds"]');
});

test('names do nothing in a table of Markdown', () => {
  const cell = 'a|b `c` <img src=x>';
  const one = graphOf([{ ...run('a', { reads: [{}] }), experiment: cell }]);
  const runs = [...one.runs.values()];
  const text = impactMarkdown(
    'x',
    { runs, judged: [], versions: [] },
    { commit: null, notes: [], graph: one, remarks: [] },
  );
  const row = text.split('\n').find((line) => line.includes('img')) ?? '';
  expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7);
});

test("requests that wait and other names of the data are on an incident's page, and requests in a table", () => {
  const made = run('a', { reads: [{ digest: sha256('o') }], models: [{ path: 'm', files: { m: '1' } }] });
  const one = graphOf([made], { versions: [versionOfRun(1, made)] });
  const asked = [...one.named()].filter(({ kind }) => kind === 'dataset');
  const requests = [{ model: 'clf', version: 1, event_id: 'r1' }];
  const impact = impactOf(one, asked, { tenures: [], requests });
  const others = [{ digest: sha256('o'), names: [{ name: 'sales', version: '`2024`\n' }] }];
  const text = impactMarkdown('x', impact, {
    ...{ commit: null, notes: [], graph: one, remarks: otherNamesWords(others) },
  });
  expect(text).toContain('### Requests that wait\n\n- `Request r1 for models:/clf/1 waits.`\n');
  expect(text).toContain('### What was asked about\n\n- ');
  expect(text).toContain("sales@'2024'\\n");
  expect(text).toContain(`: \`lineage-gate impact ${sha256('o')}\` has what`);
  expect(impactCsv(impact)).toContain('request,,,,clf,1,,,,,r1,\r\n');
  const many = Array.from({ length: 7 }, (_, index) => ({ name: 'sales', version: `${index}` }));
  expect(otherNamesWords([{ digest: 'd', names: many }])).toEqual([
    expect.stringContaining('`sales@4` and 2 more: '),
  ]);
});

test('a table for a spreadsheet says of versions and runs what the other forms do', () => {
  const made = run('a', { trust: 'fork', reads: [{}], models: [{ path: 'm', files: { m: '1' } }] });
  const versions = [{ ...versionOfRun(1, made), status: 'deleted' as const }, versionOfRun(2, made)];
  const one = graphOf([made], { versions });
  const asked = [...one.named()].filter(({ kind }) => kind === 'dataset');
  const rows = impactCsv(impactOf(one, asked, { tenures: [], requests: [] }))
    .split('\r\n')
    .map((row) => row.split(','));
  const column = (name: string) => rows.slice(1, 4).map((row) => row[rows[0]?.indexOf(name) ?? -1]);
  expect(column('kind')).toEqual(['version', 'version', 'run']);
  expect(column('status')).toEqual(['deleted', 'judged', 'FINISHED']);
  expect(column('trust')).toEqual(['', '', 'fork']);
});

test.each([
  [
    'versions of it are neither in the range nor out of it',
    'version of it is neither in the range nor out of it',
  ],
  ['model versions are of no run that can be read', 'model version is of no run that can be read'],
  ['records cannot be read', 'record cannot be read'],
  ['began with a model, or are part of a run', 'began with a model, or is part of a run'],
  ['runs were given data after their end', 'run was given data after its end'],
  ['were imported from elsewhere', 'was imported from elsewhere'],
  ['name no data and no model that they began with', 'names no data and no model that it began with'],
  ['share it, and count as if they had', 'share it, and counts as if it had'],
  ['read data of which no digest was recorded', 'read data of which no digest was recorded'],
])('what is said of many is said of one: %s', (many, one) => {
  expect(unjudgedWords({ why: many, ids: ['a'] })).toBe(`1 ${one}: a`);
  expect(unjudgedWords({ why: many, ids: ['a', 'b'] })).toBe(`2 ${many}: a, b`);
});
