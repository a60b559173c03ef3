import fc from 'fast-check';
import { MAX_COMMENT, mergeSections } from '../../../src/report/comment/comment.js';
import { annotationsOf } from '../../../src/report/gate/annotations.js';
import { gateComment } from '../../../src/report/gate/comment.js';
import { incompleteLines } from '../../../src/report/gate/problems.js';
import { statusDescription } from '../../../src/report/gate/status.js';
import { gateSummary } from '../../../src/report/gate/summary.js';
import type { GateView } from '../../../src/report/gate/view.js';
import { trackComment } from '../../../src/report/run/comment.js';
import { codePoint } from '../../support/code-points.js';
import { faultsOf } from '../page.js';
import { HOSTILE } from '../views.js';
import { CASES } from './case-views.js';
import { currentRun, gateView } from './views.js';

const FRAGMENTS = [
  ...HOSTILE.split(' '),
  HOSTILE,
  '<!-- lineage-gate:more -->',
  '\n<!-- lineage-gate:more -->\n',
  '<!-- /lineage-gate:section x -->',
  '-->',
  '```mermaid\n%%{init: {"securityLevel":"loose"}}%%\nclick A href "https://evil.test"\n```',
  '%%{init: {}}%%',
  '"]\nline [1, 2]',
  '\n::error::x',
  '\n##[error]x',
  '\n    code',
  '\n---\n',
  '\n1. one',
  '\\',
  '\\|',
  '`',
  '|',
  '@octocat',
  '#1',
  'GH-1',
  'www.evil.test',
  'https://evil.test/x.png',
  'javascript:alert(1)',
  '<b>',
  'https://github.com/evil/repo',
  '/../../../evil/repo',
  '/%2e%2e/%2E./x',
  '</summary>',
  '</details>',
  '\ud800',
  '\u0000',
  '\u202e',
  '\r',
  '\u2028',
];
const foreign = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: codePoint, maxLength: 8 })), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

/** Fields that hold one of a few known words, or by which links and curves are found. */
const KNOWN =
  'case severity status verdict outcome direction kind trust ending recorder lacking run_id key'.split(' ');

/** The view with foreign text in place of, before and after all its texts. */
function poisoned<T>(value: T, texts: readonly string[], keep: readonly string[] = KNOWN): T {
  let next = 0;
  const text = (old: string) => {
    const foreign = texts[next % texts.length] ?? '';
    next += 1;
    return next % 3 === 0 ? foreign : next % 3 === 1 ? `${old}${foreign}` : `${foreign}${old}`;
  };
  const walk = (item: unknown, key: string): unknown => {
    if (typeof item === 'string') return keep.includes(key) ? item : text(item);
    if (Array.isArray(item)) return item.map((one) => walk(one, key));
    if (item instanceof Map) return new Map([...item].map(([name, one]) => [name, walk(one, '')]));
    if (item === null || typeof item !== 'object') return item;
    return Object.fromEntries(Object.entries(item).map(([name, one]) => [name, walk(one, name)]));
  };
  return walk(value, '') as T;
}

/** A view as the gate makes it: whatever the records hold, addresses of the report itself are its own. */
function hostile(view: GateView, texts: readonly string[], keep = KNOWN): GateView {
  const pictures = poisoned(view.pictures, texts, ['url']);
  return { ...poisoned(view, texts, keep), urls: view.urls, pictures, places: new Map() };
}

const cases = Object.entries(CASES).flatMap(([name, make]) => (name === 'very-long' ? [] : [make]));
const views = fc
  .tuple(fc.constantFrom(...cases), fc.array(foreign, { minLength: 1, maxLength: 7 }), fc.boolean())
  .map(([make, texts, found]) => hostile(make(), texts, found ? KNOWN : KNOWN.slice(0, -2)));

const RUNS = { numRuns: 300 };

test('the checks of a page find what they look for', () => {
  for (const text of [
    '[x](https://evil.test)',
    '@octocat',
    '<b>x</b>',
    '<!-- x -->',
    '```\nx',
    '| a | b |\n|---|---|\n| c |',
    '#12',
    '<img src=x>',
    '</details>',
    '::error::x',
    '    x',
    'see https://evil.test',
  ]) {
    expect([text, faultsOf(text)]).not.toEqual([text, []]);
  }
});

test.each(Object.keys(CASES))('nothing but ours is active: %s', (name) => {
  const view = CASES[name]?.() ?? gateView();
  expect(faultsOf(mergeSections(null, gateComment(view)))).toEqual([]);
  expect(faultsOf(gateSummary(view))).toEqual([]);
});

test('whatever the texts of a view are, nothing in the comment is active, and it fits', () => {
  fc.assert(
    fc.property(views, (view) => {
      const body = mergeSections(null, gateComment(view));
      expect(faultsOf(body)).toEqual([]);
      expect(body.length).toBeLessThanOrEqual(MAX_COMMENT);
      expect(Buffer.byteLength(body)).toBeLessThan(4 * 65_536);
    }),
    RUNS,
  );
});

test('whatever the texts of a problem are, nothing in its line is active', () => {
  fc.assert(
    fc.property(fc.array(foreign, { minLength: 4, maxLength: 4 }), ([a = '', b = '', c = '', d = '']) => {
      const problems = [{ code: a, what: b, where: c, mend: d }];
      const run = { ...currentRun(), problems };
      const finding = {
        rule: 'run.complete',
        severity: 'error' as const,
        subject: run.run_id,
        message: a,
        mend: b,
      };
      const lines = incompleteLines(finding, [run], { rows: 5, text: 500, charts: 0, values: true }) ?? [];
      expect(lines).toHaveLength(2);
      expect(faultsOf(lines.join('\n'))).toEqual([]);
    }),
    RUNS,
  );
});

test('whatever the texts of a view are, nothing in the job summary is active, and it fits', () => {
  fc.assert(
    fc.property(views, (view) => {
      const text = gateSummary(view);
      expect(faultsOf(text)).toEqual([]);
      expect(Buffer.byteLength(text)).toBeLessThan(1 << 20);
    }),
    RUNS,
  );
});

test('whatever the texts of a run are, nothing in the comment of track is active', () => {
  fc.assert(
    fc.property(views, fc.array(foreign), foreign, (view, missing_tags, not_recorded) => {
      const record = view.judgements[0]?.runs[0];
      fc.pre(record !== undefined);
      const body = mergeSections(null, trackComment({ ...view, record, missing_tags, not_recorded }));
      expect(faultsOf(body)).toEqual([]);
    }),
    RUNS,
  );
});

test('texts of any length leave the comment and the summary within their limits, and the verdict in its place', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(CASES)),
      fc.constantFrom('@', '<', '\u20ac', '|', '🎉', '`'),
      (make, letter) => {
        const view = hostile(make(), [letter.repeat(20_000)]);
        const body = mergeSections(null, gateComment(view));
        expect(body.length).toBeLessThanOrEqual(MAX_COMMENT);
        expect(body.split('\n')[2]).toMatch(/^## (?:✅|❌) /);
        expect(faultsOf(body)).toEqual([]);
        expect(Buffer.byteLength(gateSummary(view))).toBeLessThan(1 << 20);
      },
    ),
    { numRuns: 40 },
  );
});

test('status and annotations are single lines of plain text within their limits', () => {
  fc.assert(
    fc.property(views, (view) => {
      const description = statusDescription(view);
      expect(description.length).toBeLessThanOrEqual(140);
      const annotations = annotationsOf(view);
      for (const text of [description, ...annotations.flatMap(({ title, message }) => [title, message])]) {
        expect(text).not.toMatch(/\p{Cc}|^\s*::|##\[/u);
      }
    }),
    RUNS,
  );
});

test.each(['\n    code', '1. one', '- one', '---', '===', '> one', '\u0000    code', ''])(
  'a metric called %j is no structure of the page above its curve',
  (key) => {
    const [run] = gateView().judgements[0]?.runs ?? [];
    const points = [1, 2, 3].map((step) => ({ key, step, value: step, at: null }));
    const body = mergeSections(
      null,
      gateComment(gateView({ series: new Map([[run?.run_id ?? '', points]]) })),
    );
    expect(body).toContain('```mermaid');
    expect(faultsOf(body)).toEqual([]);
  },
);

const [ONE, OTHER] = [gateView({ leg: 'depth=4' }), gateView({ leg: 'depth=6' })].map((view) =>
  gateComment(view),
);

test('whatever the comment has become, ours is in it and nothing is thrown', () => {
  const lines = mergeSections(null, OTHER ?? gateComment(gateView())).split('\n');
  const existing = fc
    .array(fc.oneof(fc.constantFrom(...lines), foreign), { maxLength: 60 })
    .map((parts) => parts.join('\n'));
  const mutated = fc
    .tuple(fc.nat({ max: lines.length }), fc.nat({ max: 5 }), fc.array(foreign, { maxLength: 3 }))
    .map(([at, gone, added]) => lines.toSpliced(at, gone, ...added).join('\n'));
  fc.assert(
    fc.property(fc.oneof(existing, mutated), (before) => {
      const ours = ONE ?? gateComment(gateView());
      const body = mergeSections(before, ours);
      expect(body.length).toBeLessThanOrEqual(MAX_COMMENT);
      expect(body).toContain('### ✅ clf\\_orders, depth=4 passes'.slice(body.includes('### ') ? 0 : 4));
      expect(faultsOf(body)).toEqual([]);
      expect(mergeSections(mergeSections(body, ours), ours)).toBe(mergeSections(body, ours));
    }),
    { numRuns: 500 },
  );
});
