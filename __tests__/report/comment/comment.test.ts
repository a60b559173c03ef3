import { type CommentSections, MAX_COMMENT, mergeSections } from '../../../src/report/comment/comment.js';
import { commentMarkerStart, readSection, sectionMarker } from '../../../src/report/comment/markers.js';
import { gateComment } from '../../../src/report/gate/comment.js';
import type { GateView } from '../../../src/report/gate/view.js';
import { BELOW_MINIMUM, gateView, judgement, NEW_METRIC } from '../gate/views.js';

function legView(leg: string, changes: Partial<GateView> = {}): GateView {
  return gateView({ leg, ...changes });
}

function stamped(leg: string, run_id: string, changes: Partial<GateView> = {}): GateView {
  return legView(leg, { stamp: { run_id, run_attempt: 1, at: '2026-11-21T09:31:00Z' }, ...changes });
}

const FAILING = { judgements: [judgement({ verdict: 'fail' as const, findings: [BELOW_MINIMUM] })] };

/** What the comment is after these jobs have reported, one after the other. */
function after(...views: GateView[]): string {
  let body: string | null = null;
  for (const view of views) body = mergeSections(body, gateComment(view));
  return body ?? '';
}

function titles(body: string): string[] {
  return body.split('\n').filter((line) => line.startsWith('#'));
}

test('the first line is the marker by which the comment is found again', () => {
  const ours = gateComment(gateView());
  expect(mergeSections(null, ours).startsWith(commentMarkerStart(ours.key))).toBe(true);
});

test('legs of a matrix stand side by side, whatever their order, and the verdict is that of all', () => {
  const views = [legView('depth=4'), legView('depth=6', FAILING), legView('depth=8'), legView('depth=10')];
  const body = after(...views);
  expect(titles(body)).toEqual([
    '## ❌ clf\\_orders does not pass in 1 of 4 configurations: depth=6 (val\\_auc 0.9412 is below 0.9)',
    '### ❌ clf\\_orders, depth=6: val\\_auc 0.9412 is below 0.9',
    '### ✅ clf\\_orders, depth=4 passes',
    '### ✅ clf\\_orders, depth=8 passes',
    '### ✅ clf\\_orders, depth=10 passes',
  ]);
  expect(after(...views.reverse())).toBe(body);
});

test('a leg without a baseline is still said to have none when another one has reported', () => {
  const first = legView('depth=4', { judgements: [judgement({ baseline: null, no_baseline: 'none yet' })] });
  expect(titles(after(first))).toEqual(['## ✅ clf\\_orders, depth=4 passes (no baseline)']);
  expect(titles(after(first, legView('depth=6')))).toEqual([
    '## ✅ clf\\_orders passes in both configurations (1 without a baseline)',
    '### ✅ clf\\_orders, depth=4 passes (no baseline)',
    '### ✅ clf\\_orders, depth=6 passes',
  ]);
});

test('a leg that was judged by its tags only is still said to be', () => {
  const first = legView('depth=4', { judgements: [judgement({ tags_only: true })] });
  expect(titles(after(first, legView('depth=6')))).toEqual([
    '## ✅ clf\\_orders passes in both configurations (1 by tags only)',
    '### ✅ clf\\_orders, depth=4 passes (tags only: no metric has a limit)',
    '### ✅ clf\\_orders, depth=6 passes',
  ]);
});

test('a leg that was compared across different data is still said to be when another one has reported', () => {
  const first = legView('depth=4', { judgements: [judgement({ other_data: ['orders'] })] });
  expect(titles(after(first))).toEqual([
    '## ✅ clf\\_orders, depth=4 passes (compared across different data)',
  ]);
  expect(titles(after(first, legView('depth=6')))[0]).toBe(
    '## ✅ clf\\_orders passes in both configurations (1 compared across different data)',
  );
});

test('among many, sections with no more than notices are folded', () => {
  const judgements = ['a', 'b', 'c', 'd', 'e'].map((subject) =>
    judgement({ subject, findings: [NEW_METRIC] }),
  );
  const body = after(gateView({ judgements }));
  expect(titles(body)).toEqual(['## ✅ All 5 models pass']);
  expect(body.split('<details><summary>✅ ')).toHaveLength(6);
});

test('the same report twice changes nothing', () => {
  const view = legView('depth=4');
  const other = legView('depth=6');
  expect(after(view, other, view)).toBe(after(view, other));
});

test('a leg that runs again replaces what it said before, also when it says it of other models', () => {
  const again = legView('depth=4', { stamp: { run_id: '6401', run_attempt: 2, at: '2026-11-21T10:00:00Z' } });
  const noRun = legView('depth=4', { case: 'no-runs', judgements: [] });
  expect(titles(after(noRun, legView('depth=6')))[0]).toContain('❌ 1 of 2 models does not pass');
  expect(titles(after(noRun, legView('depth=6'), again))[0]).toBe(
    '## ✅ clf\\_orders passes in both configurations',
  );
});

test('what an older attempt says late is not shown', () => {
  const newer = legView('depth=4', { stamp: { run_id: '6401', run_attempt: 2, at: '2026-11-21T10:00:00Z' } });
  const older = legView('depth=4', FAILING);
  expect(after(newer, legView('depth=6'), older)).toBe(after(newer, legView('depth=6')));
});

test('a newer commit clears the comment; an older one does not come back', () => {
  const old = stamped('depth=4', '6399', { head_sha: 'a'.repeat(40), ...FAILING });
  const now = stamped('depth=6', '6401');
  expect(after(old, now)).toBe(after(now));
  expect(after(now, old)).toBe(after(now));
});

test('run ids are compared as numbers, of any length', () => {
  const old = stamped('depth=4', '99999999999999999998', { head_sha: 'a'.repeat(40) });
  const now = stamped('depth=4', '99999999999999999999');
  expect(after(now, old)).toBe(after(now));
  const ten = stamped('depth=4', '10');
  expect(after(ten, stamped('depth=4', '9', { head_sha: 'a'.repeat(40) }))).toBe(after(ten));
});

test('the comment of another workflow or model, or any other text, is not taken for ours', () => {
  const ours = gateComment(gateView());
  const alone = mergeSections(null, ours);
  const others = [
    after(gateView({ workflow: 'other' })),
    after(gateView({ model: 'clf_orders' })),
    'hello',
    '',
  ];
  for (const other of others) expect(mergeSections(other, ours)).toBe(alone);
});

test('line breaks of an edit in the browser are no change', () => {
  const body = after(legView('depth=4', FAILING));
  const ours = gateComment(legView('depth=6'));
  expect(mergeSections(body.replaceAll('\n', '\r\n'), ours)).toBe(mergeSections(body, ours));
});

test('a section whose text was changed by hand keeps its verdict and says so', () => {
  const edited = after(legView('depth=4', FAILING)).replace(
    'it is too low',
    'it is too high </details> @all',
  );
  const body = mergeSections(edited, gateComment(legView('depth=6')));
  expect(titles(body)[0]).toBe(
    '## ❌ clf\\_orders does not pass in 1 of 2 configurations: depth=4 (val\\_auc 0.9412 is below 0.9)',
  );
  expect(body).toContain('This part was changed by hand and is left out.');
  expect(body).not.toContain('@all');
});

test.each([
  ['a verdict', (body: string) => body.replace('state=fail', 'state=pass')],
  ['the end of a section', (body: string) => body.replace(/<!-- \/lineage-gate:section .*/, '')],
])('%s that was changed by hand is left out, which is said', (_, edit) => {
  const edited = edit(after(legView('depth=4', FAILING)));
  const body = mergeSections(edited, gateComment(legView('depth=6')));
  expect(body).toContain('1 section changed by hand and left out.');
  expect(body).not.toContain('depth=4');
});

test('a stamp that was changed by hand does not keep ours out', () => {
  const edited = after(legView('depth=4')).replace('run=6401', 'run=9999999');
  const ours = gateComment(legView('depth=6'));
  expect(mergeSections(edited, ours)).toBe(mergeSections(null, ours));
});

test('a section within a section is not read', () => {
  const marker =
    after(legView('depth=4'))
      .split('\n')
      .find((line) => line.includes('lineage-gate:section')) ?? '';
  const edited = after(legView('depth=6')).replace('|  | metric', `${marker}\n|  | metric`);
  const body = mergeSections(edited, gateComment(legView('depth=8')));
  expect(titles(body)).toHaveLength(3);
  expect(body.split(marker)).toHaveLength(1);
});

function long(
  key: string,
  state: 'pass' | 'fail',
  parts: readonly string[],
): CommentSections['sections'][number] {
  const counts = {
    errors: Number(state === 'fail'),
    warnings: 0,
    waived: 0,
    no_baseline: false,
    tags_only: false,
    other_data: false,
  };
  return { key, name: key, model: key, reason: '', state, ...counts, parts };
}

test('what is too long loses the last parts first, then those of what passes, and the findings at the very end', () => {
  const parts = ['finding', 'metrics', 'details', 'c'.repeat(3000)];
  const ours: CommentSections = {
    key: 'k',
    leg: 'l',
    stamp: { head_sha: 'a'.repeat(40), run_id: '1', run_attempt: 1, at: '2026-11-21T09:31:00Z' },
    sections: [long('bad', 'fail', parts), long('good', 'pass', parts)],
  };
  const charts = mergeSections(null, ours, 5000);
  expect(charts.split('c'.repeat(3000))).toHaveLength(2);
  expect(charts.indexOf('### ✅')).toBeGreaterThan(charts.indexOf('c'.repeat(3000)));
  expect(charts.split('Shortened.')).toHaveLength(2);
  const none = mergeSections(null, ours, 2000);
  expect(none).not.toContain('ccc');
  expect(none.split('details')).toHaveLength(3);
  const whole = mergeSections(null, ours, none.length);
  expect(whole).toBe(none);
  const least = mergeSections(null, ours, 750);
  expect(least.length).toBeLessThanOrEqual(750);
  expect(least).toContain('## ❌ 1 of 2 models does not pass: bad');
  expect(least).toContain('… and 1 more, of which 0 do not pass. The job summary has all.');
});

test('what was shortened once stays so, and says it once', () => {
  const big = legView('depth=4', {
    judgements: Array.from({ length: 40 }, (_, index) => judgement({ subject: `m${index}` })),
  });
  const body = mergeSections(
    mergeSections(null, gateComment(big), 40_000),
    gateComment(legView('depth=6')),
    30_000,
  );
  expect(body.length).toBeLessThanOrEqual(30_000);
  for (const section of body.split('<!-- /lineage-gate:section')) {
    expect(section.split('Shortened.').length).toBeLessThanOrEqual(2);
  }
});

test('a thousand failing models still make a comment that GitHub takes', () => {
  const judgements = Array.from({ length: 1000 }, (_, index) =>
    judgement({ ...FAILING.judgements[0], subject: `m${index}` }),
  );
  const body = mergeSections(null, gateComment(gateView({ judgements })));
  expect(body.length).toBeLessThanOrEqual(MAX_COMMENT);
  expect(titles(body)[0]).toBe(
    '## ❌ 1000 of 1000 models do not pass: m0, m1, m2 and 997 more (val\\_auc 0.9412 is below 0.9)',
  );
});

test('what was shortened beside others is left as it is', () => {
  const legs = [4, 6, 8].map((depth) =>
    gateComment(
      legView(`depth=${depth}`, {
        judgements: Array.from({ length: 20 }, (_, index) => judgement({ subject: `m${index}` })),
      }),
    ),
  );
  const body = legs.reduce<string | null>((before, ours) => mergeSections(before, ours), null) ?? '';
  expect(body).toContain('Shortened.');
  for (const ours of legs) expect(mergeSections(body, ours)).toBe(body);
});

test('a section of an earlier version, which names no model and no cause, is counted by its name', () => {
  const stamp = { head_sha: 'a'.repeat(40), run_id: '1', run_attempt: 1, at: '2026-11-21T09:31:00Z' };
  const counts = {
    errors: 1,
    warnings: 0,
    waived: 0,
    no_baseline: false,
    tags_only: false,
    other_data: false,
  };
  const facts = { key: 'k', leg: 'l', name: 'clf (a=1)', state: 'fail' as const, stamp, ...counts };
  const marker = sectionMarker({ ...facts, model: 'clf (a=1)', reason: '' }, 'body');
  expect(marker).not.toMatch(/model=|reason=/);
  expect(readSection(marker, 'body')).toEqual({
    intact: true,
    facts: { ...facts, model: 'clf (a=1)', reason: '' },
  });
  const told = sectionMarker({ ...facts, model: 'clf', reason: 'auc 0.8 is below 0.9 -->' }, 'body');
  expect(told.indexOf('-->')).toBe(told.length - 3);
  expect(readSection(told, 'body')?.facts).toMatchObject({
    model: 'clf',
    reason: 'auc 0.8 is below 0.9 -->',
  });
});
