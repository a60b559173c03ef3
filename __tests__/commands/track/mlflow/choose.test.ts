import { chooseLogged, named } from '../../../../src/commands/track/mlflow/choose.js';
import { NOTHING_LOGGED } from '../../../../src/commands/track/mlflow/opened.js';
import { recordedId } from '../../../../src/commands/track/mlflow/recorded-id.js';
import type { Session } from '../../../../src/commands/track/session.js';
import { Faults } from '../../../../src/core/errors.js';
import { idOfRun, logged, MADE, made, runsAfter } from '../../../support/logged.js';

/** The first run that a client makes has the id of the command's own. */
const [FIRST, SECOND] = [idOfRun(1), idOfRun(2)];

test('where no run is the one, they are listed by the ids of their records: that of the command is of none of them', async () => {
  const runs = runsAfter(
    ...[FIRST, SECOND].flatMap((id) => [made(id), logged(id, { metrics: [{ key: 'auc', value: 0.9 }] })]),
  );
  const session = { run_id: FIRST, started_at_ms: MADE, request: { main_run: 'only' } } as Session;
  const faults = new Faults();
  const options = { wanted: [], quick: true, faults };
  const { main, others } = await chooseLogged(session, { ...NOTHING_LOGGED, runs }, options);
  expect([main, others]).toEqual([null, runs]);
  const told = faults.list[0]?.what ?? '';
  expect(told).not.toContain(FIRST);
  const numbering = { session, command: session, main: null };
  for (const run of others) expect(told).toContain(`(${recordedId(run.run_id, numbering)}, auc=0.9)`);
});

test('a run has the id that its client knew as a tag, but for one that logged nothing under the id of the command', async () => {
  const session = { run_id: FIRST, started_at_ms: MADE, request: { main_run: 'only' } } as Session;
  const [idle, busy] = runsAfter(made(FIRST), made(SECOND), logged(SECOND, { params: { a: '1' } }));
  if (idle === undefined || busy === undefined) throw new Error('no run');
  const runs = [idle, busy];
  const options = { wanted: [], quick: true, faults: new Faults() };
  const { main, others } = await chooseLogged(session, { ...NOTHING_LOGGED, runs }, options);
  expect(main?.tags).toEqual({ 'mlflow.runId': SECOND });
  expect(others).toEqual([idle]);
  const files = { root: '', artifacts: [], models: [], placed: new Map(), notes: [] };
  const parts = { run: idle, params: [], metrics: {}, tags: {}, files } as never;
  const OTHER = idOfRun(9);
  expect(named(parts, OTHER, { session }).tags).toEqual({});
  const client = { ...session, run_id: OTHER };
  expect(named(parts, idOfRun(8), { session: client }).tags).toEqual({ 'mlflow.runId': FIRST });
  const left = { ...files, artifacts: [{ path: 'a', kind: 'file' }] };
  expect(named({ ...(parts as object), files: left } as never, OTHER, { session }).tags).toEqual({
    'mlflow.runId': FIRST,
  });
});
