import { reportJson } from '../../../src/commands/recall/report.js';
import type { ClearRequestedEvent } from '../../../src/core/generated/types.js';
import { quoted } from '../../../src/core/printable.js';
import { recallIssue, recallMarker, recallTitle } from '../../../src/report/recall/issue.js';
import { recallReport } from '../../../src/report/recall/report.js';
import { clearSummary, recallSummary } from '../../../src/report/recall/summary.js';
import type { Move } from '../../../src/report/recall/view.js';
import { idAt } from '../../ledger/fixtures.js';
import { faultsOf } from '../page.js';
import { AT, cleared, impacted, recalled, reportView, view } from './views.js';

const URLS = { server: 'https://github.com', repository: 'octo/models' };
const HOSTILE =
  'x` | <!-- lineage-gate recall 1 --> </details><img src=x> @everyone #1 [a](https://evil.example/) ::error::no\n## \u202e$(id)';

/** As faults of a page, without the marker and title line that only these pages have. */
function faults(text: string): string[] {
  return faultsOf(text.replace(/^<!-- lineage-gate recall [0-9a-f]{32} -->\n/, '').replace(/^# /gm, '## '));
}

test('an issue says what is recalled, what still gives it out and how that ends, and how it is lifted', () => {
  const { recall } = view();
  const text = recallIssue(view(), URLS);
  expect(text.startsWith(recallMarker(recall.event_id))).toBe(true);
  expect(recallTitle(view())).toBe('Recalled: dataset:orders@v2.1');
  expect(text).toContain('labels leak into the features');
  expect(text).toContain('models:/clf/2 in Production');
  const left = text.slice(text.indexOf('### Still in use'));
  expect(left.match(/`lineage-gate [a-z]+[^`]*`/g)?.slice(0, 3)).toEqual([
    `\`lineage-gate rollback clf Production --reason 'recall ${recall.event_id}'\``,
    `\`lineage-gate withdrawn /predict --reason 'recall ${recall.event_id}'\``,
    '`lineage-gate models unalias clf champion`',
  ]);
  expect(left).toContain(`\`clear: ${recall.event_id}\``);
  expect(faults(text)).toEqual([]);
});

test('of two that a stage holds one is rolled back, which moves out both, and the other is archived', () => {
  const of = { model: 'clf', stage: 'Production', versions: [1, 2], unjudged: [] };
  const stages = [{ ...of, state: 'would' as const, to: 3 }];
  const now = { runs: [], judged: [], versions: [impacted('clf', 1), impacted('clf', 2)] };
  const { still_in_use } = reportJson(reportView({ now, stages }));
  const ofStages = still_in_use.filter(({ kind }) => kind === 'stage');
  expect(ofStages.map(({ command }) => command?.replace(/ --reason .*/, ''))).toEqual([
    'lineage-gate promote clf 1 Archived',
    'lineage-gate rollback clf Production',
  ]);
});

test('an issue marks versions that are deleted, as a report does', () => {
  const versions = [{ ...impacted('clf', 2), status: 'deleted' as const }];
  const given = { now: { runs: [], judged: [], versions }, doubtful: { runs: [], versions } };
  const rows = (text: string) => text.match(/^\|? ?`models:\/clf\/2 \(deleted\)`/gm);
  expect(rows(recallIssue(view(given), URLS))).toHaveLength(2);
  expect(recallReport(reportView(given))).toContain('| `models:/clf/2 (deleted)` |');
});

test('a contact can be copied, and nobody is called by it', () => {
  const given = { recall: recalled({ contact: 'ml@example.com, @octo/ml' }) };
  for (const text of [recallIssue(view(given), URLS), recallReport(reportView(given))])
    expect(text).toContain('`ml@example.com, @octo/ml`');
});

test('an issue of what is lifted, or never counted, asks for nothing', () => {
  const { recall } = view();
  const done = recallIssue(view({ cleared: cleared(recall) }), URLS);
  expect(done).toContain('Cleared at 2026-11-22T00:00:00Z.');
  const forged = recallIssue(view({ uncounted: 'names no workflow run' }), URLS);
  expect(forged).toContain('This recall does not count.');
  for (const text of [done, forged]) expect(text).not.toMatch(/Still in use|clear: /);
});

test('an issue names what a waiver lets pass as that, and what was judged on it apart', () => {
  const versions = [impacted('clf', 2), impacted('clf', 3)];
  const why = 'waived by bob until 2999-01-01 (known)';
  const given = {
    now: { runs: [], judged: [], versions },
    waived: [{ model: 'clf', version: 2, why }],
    judged: [{ model: 'other', version: 4, run_id: idAt(0, 4), holds: ['Production', '@champion'] }],
  };
  const text = recallIssue(view(given), URLS);
  const part = (title: string) => text.slice(text.indexOf(`### ${title}`)).split('\n### ')[0] ?? '';
  expect(text).toContain('; 1 still in use; 1 in use as a waiver lets them; models:/clf/3 in Production.');
  expect(part('Still in use')).not.toContain('models:/clf/2');
  expect(part('Waived')).toContain(
    '- `models:/clf/2` `Production` `@champion` `serves at /predict`: waived by bob until 2999-01-01 \\(known\\)',
  );
  expect(part('Judged on it, and not made of it')).toContain(
    `- \`models:/other/4\` \`Production\` \`@champion\`, by run \`${idAt(0, 4).slice(0, 12)}\``,
  );
  const none = recallIssue(view({ ...given, now: { ...given.now, versions: [impacted('clf', 2)] } }), URLS);
  expect(none).toMatch(/come from it; 1 in use as a waiver lets them\./);
  expect(none).not.toContain('Still in use');
  expect(faults(text)).toEqual([]);
  const done = recallIssue(view({ ...given, cleared: cleared(view().recall) }), URLS);
  expect(done).not.toMatch(/### (?:Waived|Judged)/);
});

test('an issue has 100 versions at most and the command that shows all, and fits whatever they are called', () => {
  const many = Array.from({ length: 120 }, (_, index) => impacted('clf', index + 1));
  const text = recallIssue(view({ now: { runs: [], judged: [], versions: many } }), URLS);
  const rows = text.split('\n').filter((line) => line.startsWith('| `models:/'));
  expect(rows).toHaveLength(100);
  expect(text).toMatch(/and 20 more: `lineage-gate recalls show [0-9a-f]{32}`/);
  const long = Array.from({ length: 120 }, (_, index) => impacted(`${index}${'é'.repeat(190)}`, 1));
  const notes = Array.from({ length: 200 }, () => 'n'.repeat(2000));
  const fits = recallIssue(view({ notes, now: { runs: [], judged: [], versions: long } }), URLS);
  expect(fits.length).toBeLessThanOrEqual(65_536);
  expect(fits).toMatch(/\d+ more: `lineage-gate recalls show/);
});

test('foreign text does nothing in an issue, a report or a summary', () => {
  const request: ClearRequestedEvent = {
    ...{ schema: 'lineage-gate/recall-event/v1', type: 'clear-requested', event_id: idAt(0, 5), at: AT },
    ...{ actor: HOSTILE, ci_run_url: `https://evil.example/${HOSTILE}`, reason: HOSTILE, approvals: 2 },
    ...{ recalls: [view().recall.event_id], requester: { login: HOSTILE, id: null, type: null } },
  };
  const person = { login: HOSTILE, id: null, type: null };
  const approval = {
    ...{
      schema: 'lineage-gate/recall-event/v1' as const,
      type: 'clear-approved' as const,
      at: AT,
      actor: null,
    },
    ...{ event_id: idAt(0, 6), ci_run_url: null, reason: HOSTILE, request: request.event_id, person },
    evidence: { via: 'dispatch' as const },
  };
  const what = { kind: 'package' as const, name: HOSTILE, range: HOSTILE };
  const recall = recalled({
    ...{ what, reason: HOSTILE, actor: HOSTILE, contact: HOSTILE, incident: `https://${HOSTILE}` },
    ...{ ci_run_url: 'https://evil.example/run', discovered_at: HOSTILE },
    affected: { runs: [], versions: [{ model: HOSTILE, version: 1 }], contents: [], left_out: 3 },
  });
  const all = {
    ...{ recall, notes: [HOSTILE], now: { runs: [], judged: [], versions: [impacted(HOSTILE, 1)] } },
    waived: [{ model: HOSTILE, version: 1, why: HOSTILE }],
    ways: [{ run_id: idAt(0, 7), versions: [HOSTILE], way: [quoted(HOSTILE), HOSTILE] }],
    judged: [{ model: HOSTILE, version: 1, run_id: idAt(0, 7), holds: [HOSTILE] }],
    clears: [{ event: request, approvals: [approval], ends: [], answered: null }],
  };
  const summary = recallSummary({
    ...{
      recall,
      dry_run: false,
      already: null,
      impact: all.now,
      doubtful: all.now,
      short: (id: string) => id,
      notes: [HOSTILE],
    },
    rollbacks: [{ model: HOSTILE, stage: HOSTILE, version: 1, state: 'failed', to: null, why: HOSTILE }],
    ...{ url: null, issue: null },
  });
  const lifting = clearSummary({
    ...{ state: 'pending-approval', dry_run: false, recalls: [recall], reason: HOSTILE, url: null },
    ...{ request: { id: request.event_id, given: 0, needed: 2 }, approvers: [HOSTILE], cancelled: [] },
  });
  const texts = [recallIssue(view(all), URLS), recallReport(reportView(all)), summary, lifting];
  expect(texts.map(faults)).toEqual([[], [], [], []]);
  for (const text of texts) expect(text.match(/<!--/g)?.length ?? 0).toBeLessThanOrEqual(1);
});

test('a report says then and now, exposure, what was done and what is open, as Markdown and as JSON', () => {
  const { recall } = view();
  const base = {
    ...{
      schema: 'lineage-gate/model-event/v1' as const,
      event_id: idAt(0, 8),
      model: 'clf',
      version: 1,
      at: AT,
    },
    ...{ actor: 'octocat', ci_run_url: null, previous: null, reason: `recall ${recall.event_id}` },
  };
  const back = {
    event: {
      ...base,
      type: 'stage-changed' as const,
      from_stage: 'Archived',
      to_stage: 'Production',
      rollback: true as const,
    },
    became: '',
  };
  const way = ['dataset `orders@v2.1`', 'model `c.bin`, which holds the same bytes as `m` of run `a`'];
  const ways = [{ run_id: idAt(0, 9), versions: ['models:/copied/1'], way }];
  const given = reportView({ moves: [back], notes: ['2 name no data: a, b'], ways });
  const text = recallReport(given);
  for (const part of [
    'When it was recalled: 0 runs, 1 model version: `models:/clf/2`.',
    'Now: 0 runs, 1 model version, models:/clf/2 in Production.',
    '| `models:/clf/2` |',
    'Production of clf back to version 1',
    'orders-copy@1',
    '`models:/copied/1`: dataset `orders@v2.1` → model `c.bin`, which holds the same bytes as `m` of run `a`',
    '2 name no data: a, b',
    '`lineage-gate verify` in a clone says it',
    "`lineage-gate rollback clf Production --reason 'recall",
  ])
    expect(text.replaceAll(':\u200b/', ':/')).toContain(part);
  expect(faults(text)).toEqual([]);
  expect(reportJson(given)).toMatchObject({
    state: 'open',
    affected_now: { versions: [{ model: 'clf', version: 2 }], ways },
    still_in_use: [{ holds: 'Production' }, { holds: '/predict' }, { holds: '@champion' }],
    moves: [{ event: { type: 'stage-changed' }, became: null }],
    not_judged: ['2 name no data: a, b'],
    verification: null,
  });
});

test('a report says what left service after the recall, what became of requests, and which versions were judged on it', () => {
  const { recall } = view();
  const [version] = view().now.versions;
  if (version === undefined) throw new Error('no version');
  const by = { event_id: idAt(0, 7), actor: 'carol' };
  const gone = version.tenures.map((one) =>
    one.kind === 'alias' ? { ...one, to: '2026-11-23T00:00:00Z', ended: by } : one,
  );
  const request = {
    ...{ schema: 'lineage-gate/model-event/v1' as const, type: 'approval-requested' as const },
    ...{ event_id: idAt(0, 8), model: 'clf', version: 1, at: AT, actor: 'octocat', ci_run_url: null },
    ...{ previous: null, reason: `recall ${recall.event_id}`, approvals: 1, expires_at: AT },
    change: { type: 'stage' as const, from_stage: 'Archived', to_stage: 'Production', rollback: true },
  };
  const move = {
    event: request as unknown as Move['event'],
    became: 'request x cancelled: nothing was moved',
  };
  const bad = { ...version, tenures: gone, waiting: ['another-request'] };
  const given = {
    now: { runs: [], judged: [], versions: [bad] },
    moves: [move],
    judged: [{ model: 'eval', version: 3, run_id: idAt(0, 9), holds: ['Production'] }],
  };
  const markdown = recallReport(reportView(given));
  const text = markdown.replace(/[\u200b\\]/g, '');
  expect(text).toContain('models:/clf/2 no longer is @champion, by carol');
  expect(text).toMatch(/octocat asked for Production of clf back to version 1 \(request .*nothing was moved/);
  expect(text).toMatch(/\| `models:\/eval\/3` \| `[0-9a-f]{12}` \| `Production` \|/);
  expect(text).toContain('another-request');
  expect(recallReport(reportView({ ...given, cleared: cleared(recall) }))).not.toContain('another-request');
  expect(faults(markdown)).toEqual([]);
  const waived = [{ model: 'clf', version: 2, why: `waived by ${HOSTILE}` }];
  const passed = recallReport(reportView({ waived }));
  expect(passed).toContain('`models:/clf/2` may pass: waived by');
  expect(passed).not.toContain('lineage-gate rollback');
  expect(faults(passed)).toEqual([]);
});
