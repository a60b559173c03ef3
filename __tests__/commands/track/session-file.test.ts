import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { killedRuns, leaveFindable, OWN_FOLDER } from '../../../src/commands/track/killed.js';
import type { Session } from '../../../src/commands/track/session.js';
import {
  loadSession,
  saveSession,
  sessionDigest,
  sessionFile,
} from '../../../src/commands/track/session-file.js';
import { emptyContext } from '../../../src/core/nothing-known.js';
import { DAY, Folders, idAt } from '../../ledger/fixtures.js';
import { execOk } from '../../support/exec.js';

const folders = new Folders();
afterAll(() => folders.remove());

const SESSION: Session = {
  run_id: idAt(DAY),
  started_at_ms: DAY,
  started_elapsed_ms: 1234.5,
  request: {
    ...{ experiment: 'e', run_name: null, command: null, workspace: '/w', cwd: '/w', tags: '', datasets: '' },
    ...{ params: '', metrics: '', artifacts: '', pictures: '', model: '', model_name: 'm', flavor: null },
    ...{ base_models: '', stale: 'refuse', record: 'auto', comment: false },
    ...{ mlflow: 'auto', mlflow_registry: 'refuse', main_run: 'only', experiment_named: true },
  },
  code: null,
  context: emptyContext('1.2.3'),
  triggered_by: 'ci/github-actions',
  variables: ['SEED'],
  lineage_dir: '/t/files',
  not_recorded: null,
  evidence: false,
  ended: false,
};

async function file(): Promise<string> {
  return sessionFile(await folders.make(), SESSION.run_id);
}

test('what is saved is read as it was, with one digest whether it has ended or not', async () => {
  const place = await file();
  await saveSession(place, { ...SESSION, ended: true });
  const loaded = await loadSession(place);
  expect(loaded).toEqual({ ...SESSION, ended: true });
  expect(loaded && sessionDigest(loaded)).toBe(sessionDigest(SESSION));
  expect(sessionDigest({ ...SESSION, evidence: true })).not.toBe(sessionDigest(SESSION));
});

test('there is none', async () => {
  expect(await loadSession(await file())).toBeUndefined();
});

const with_ = (changes: object) => JSON.stringify({ ...SESSION, ...changes });

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['null', 'null'],
  ['a list', '[]'],
  ['no request', with_({ request: null })],
  ['a number for a text', with_({ request: { ...SESSION.request, metrics: 1 } })],
  ['a command of another kind', with_({ request: { ...SESSION.request, command: 'x' } })],
  ['a time that no date can hold', with_({ started_at_ms: 1e300 })],
  ['an id that is none', with_({ run_id: '../../x' })],
  ['a commit that is none', with_({ code: { commit: 'x' } })],
  ['a trust that is none', with_({ context: { ...SESSION.context, trust: 'very' } })],
  ['variables without end', with_({ variables: Array(5000).fill('X') })],
  ['a text for a truth', with_({ ended: 'yes' })],
])('with %s in its place it is an error with the path', async (_, text) => {
  const place = await file();
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
  await expect(loadSession(place)).rejects.toMatchObject({
    faults: [{ code: 'E_RUN_TAMPERED', where: place }],
  });
});

(process.platform === 'win32' ? test.skip : test)('a pipe in its place is not waited for', async () => {
  const place = await file();
  await mkdir(path.dirname(place), { recursive: true });
  await execOk('mkfifo', [place]);
  await expect(loadSession(place)).rejects.toMatchObject({ faults: [{ code: 'E_RUN_TAMPERED' }] });
});

test('a run is found once its process is gone, in its own work tree alone', async () => {
  const temp = await folders.make();
  const folder = path.join(temp, `${OWN_FOLDER}a`);
  await leaveFindable(folder, SESSION, process.pid);
  await mkdir(path.join(temp, `${OWN_FOLDER}b`));
  await writeFile(path.join(temp, `${OWN_FOLDER}b`, 'owner'), '1 ../../etc\n');
  expect(await killedRuns(temp, '/w')).toEqual([]);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await leaveFindable(folder, SESSION, pid);
  expect(await killedRuns(temp, '/v')).toEqual([]);
  expect(await killedRuns(temp, '/w')).toEqual([{ folder, session: SESSION }]);
});
