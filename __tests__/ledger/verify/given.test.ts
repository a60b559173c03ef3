import type { ModelEvent, RecallEvent } from '../../../src/core/generated/types.js';
import { type Descends, judgeGiven } from '../../../src/ledger/verify/given.js';
import type { EventAtTip, ModelAtTip, VersionAtTip } from '../../../src/ledger/verify/models.js';
import { cleared, recalled } from '../../report/recall/views.js';
import { idAt } from '../fixtures.js';

/** Commits of a history, oldest first. */
const HISTORY = ['before', 'recalled', 'after', 'cleared', 'later'];
const order = new Map(HISTORY.map((commit, index) => [commit, index]));
const BAD_RUN = idAt(0, 7);
let ids = 1;

function event(
  commit: string,
  change: Partial<ModelEvent> & Pick<ModelEvent, 'type' | 'version'>,
): EventAtTip {
  const event_id = idAt(0, 1000 + ids++);
  const path = `models/clf/events/${event_id}.json`;
  const file = {
    path,
    id: '',
    mode: '100644',
    commit,
    place: { kind: 'event', model: 'clf', event: event_id },
  };
  const common = {
    schema: 'lineage-gate/model-event/v1',
    event_id,
    model: 'clf',
    at: '2000-01-01T00:00:00Z',
  };
  return {
    file: file as EventAtTip['file'],
    digest: `sha256:${String(ids).padStart(64, '0')}`,
    event: { ...common, actor: null, ci_run_url: null, previous: null, ...change } as ModelEvent,
  };
}

const to = (commit: string, version: number, to_stage: string, policy?: object) =>
  event(commit, { type: 'stage-changed', version, from_stage: 'None', to_stage, policy } as never);

function version(number: number, run_id: string): VersionAtTip {
  const place = { kind: 'version', model: 'clf', version: number };
  const file = {
    path: `models/clf/versions/${number}.json`,
    id: '',
    mode: '100644',
    commit: 'before',
    place,
  };
  return {
    file: file as VersionAtTip['file'],
    digest: '',
    record: { run_id, run_path: 'm', manifest: null, tookClaimed: false },
  } as never;
}

async function given(events: EventAtTip[], recalls: [string, RecallEvent][], descends?: Descends) {
  const models: ModelAtTip[] = [
    {
      name: 'clf',
      versions: [version(1, idAt(0, 1)), version(2, idAt(0, 2)), version(3, BAD_RUN)],
      events,
      misplaced: [],
    },
  ];
  const files = recalls.map(([commit, one]) => ({
    file: { path: `recalls/${one.event_id}.json`, id: '', mode: '100644', commit },
    event: one,
  }));
  const found = await judgeGiven({ models, recalls: files, order, descends });
  expect(new Set(found.map(({ rule, severity }) => `${rule} ${severity}`)).size).toBeLessThanOrEqual(1);
  return found.map(({ what, commit }) => `${commit}: ${what.split(',')[0]}`);
}

/** Nobody had to approve it. */
const lift = (of: typeof recall) => ({ ...cleared(of), request: null, approvals: [] });
const recall = recalled({ affected: { ...recalled().affected, runs: [BAD_RUN] } });

test('what was given between the commits of a recall and of its end is named, by what the recall names and what it does not', async () => {
  const events = [
    to('before', 2, 'Production'),
    to('after', 2, 'Production'),
    to('after', 2, 'Archived'),
    to('after', 2, 'None'),
    to('after', 1, 'Production'),
    to('after', 3, 'Staging'),
    event('after', { type: 'alias-set', version: 2, alias: 'champion' } as never),
    event('after', { type: 'alias-deleted', version: 2, alias: 'champion' } as never),
    to('later', 2, 'Production'),
  ];
  const open = await given(events, [['recalled', recall]]);
  expect(open).toEqual([
    'after: gives Production to version 2',
    'after: gives Staging to version 3',
    'after: gives @champion to version 2',
    'later: gives Production to version 2',
  ]);
  const lifted = await given(events, [
    ['recalled', recall],
    ['cleared', lift(recall)],
  ]);
  expect(lifted).toEqual(open.slice(0, 3));
  const known = await given([to('after', 1, 'Production')], [['recalled', recall]], async ([one]) => {
    return new Map([[one?.event_id ?? '', { versions: [{ model: 'clf', version: 1 }], doubtful: [] }]]);
  });
  expect(known).toEqual(['after: gives Production to version 1']);
  // What only may come from it nobody was forbidden to give.
  const doubted = await given([to('after', 2, 'Production')], [['recalled', recall]], async ([one]) => {
    return new Map([[one?.event_id ?? '', { versions: [], doubtful: [{ model: 'clf', version: 2 }] }]]);
  });
  expect(doubted).toEqual([]);
  expect(await given(events, [])).toEqual([]);
});

test('what lifts a recall by its word alone, with a request that is not there, ends nothing', async () => {
  const forged = { ...lift(recall), request: idAt(0, 999) };
  const events = [to('later', 2, 'Production')];
  const found = await given(events, [
    ['recalled', recall],
    ['cleared', forged],
  ]);
  expect(found).toEqual(['later: gives Production to version 2']);
});

test('a waiver is told, and what an event says of its time plays no part', async () => {
  const message = `dataset \`orders@v2.1\` is recalled (${recall.event_id})`;
  const finding = { rule: 'recalled', severity: 'error', subject: 'clf', message, mend: '' };
  const waived = [{ finding, waiver: {} }];
  const moved = to('after', 2, 'Production', { digest: '', verdict: 'pass', findings: [], waived });
  const named = event('after', { type: 'alias-set', version: 2, alias: 'champion', waived } as never);
  const model = { name: 'clf', versions: [], events: [moved, named], misplaced: [] };
  const file = { path: 'recalls/x.json', id: '', mode: '100644', commit: 'recalled' };
  const found = await judgeGiven({ models: [model], recalls: [{ file, event: recall }], order });
  expect(found).toEqual(
    [moved, named].map(({ file: { path } }) =>
      expect.objectContaining({
        ...{ rule: 'given-recalled', severity: 'warning', path },
        what: expect.stringMatching(/, as a waiver lets it$/),
      }),
    ),
  );
});

test('a version is the same by every name of its model, also by one that it was given since', async () => {
  const counterpart = idAt(0, 9001);
  const rename = { type: 'model-renamed', version: null, from: 'clf', to: 'orders', reason: null } as const;
  const chained = (model: string, after: EventAtTip[], commit: string, body: object): EventAtTip => {
    const next = event(commit, { model, previous: after.at(-1)?.digest ?? null, ...body } as never);
    after.push(next);
    return next;
  };
  const old: EventAtTip[] = [];
  chained('clf', old, 'before', { type: 'registered', version: 2, run_id: idAt(0, 2) });
  chained('clf', old, 'before', { type: 'registered', version: 3, run_id: BAD_RUN });
  const giving = chained('clf', old, 'before', { ...rename, counterpart });
  const now: EventAtTip[] = [];
  const half = { ...rename, event_id: counterpart, counterpart: giving.event?.event_id };
  chained('orders', now, 'before', half);
  for (const number of [2, 3])
    chained('orders', now, 'after', { type: 'alias-set', version: number, alias: `a${number}` });
  const models: ModelAtTip[] = [
    { name: 'clf', versions: [version(2, idAt(0, 2)), version(3, BAD_RUN)], events: old, misplaced: [] },
    { name: 'orders', versions: [], events: now, misplaced: [] },
  ];
  const file = { path: 'recalls/x.json', id: '', mode: '100644', commit: 'recalled' };
  const given = async (of: RecallEvent, descends?: Descends) => {
    const found = await judgeGiven({ models, recalls: [{ file, event: of }], order, descends });
    return found.map(({ what }) => what.split(',')[0]);
  };
  // By the run that the recall names, and by the name that the version had when it was recalled.
  expect(recall.affected.versions).toEqual([{ model: 'clf', version: 2 }]);
  const both = ['gives @a2 to version 2', 'gives @a3 to version 3'];
  expect(await given(recall)).toEqual(both);
  const doubtful = [{ model: 'clf', version: 2 }];
  expect(await given(recall, async () => new Map([[recall.event_id, { versions: [], doubtful }]]))).toEqual(
    both.slice(1),
  );
});
