import { openSteps } from '../../../src/commands/track/open-steps.js';
import type { Session } from '../../../src/commands/track/session.js';
import { saveSession, sessionFile } from '../../../src/commands/track/session-file.js';
import { emptyContext } from '../../../src/core/nothing-known.js';
import { DAY, Folders, idAt } from '../../ledger/fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

const context = { ...emptyContext('1.2.3'), ci_run_id: '7' };
const READS = { datasets: 'features=v1 features', base_models: '' };

test('a run that an earlier step began and that goes on is told to who may read what it makes', async () => {
  const temp = await folders.make();
  const begun = async (number: number, changes: object = {}, run: string | null = null) => {
    const session: Session = {
      run_id: idAt(DAY, number),
      started_at_ms: DAY,
      started_elapsed_ms: 1,
      request: {
        ...{ experiment: 'features', run_name: null, command: null, workspace: '/w', cwd: '/w', tags: '' },
        ...{ datasets: '', params: '', metrics: '', artifacts: '', pictures: '', model: '', model_name: 'm' },
        ...{ flavor: null, base_models: '', stale: 'refuse', record: 'auto', comment: false, mlflow: 'auto' },
        ...{ mlflow_registry: 'refuse', main_run: 'only', experiment_named: true },
        ...(run === null ? {} : { command: { run, shell: null } }),
      },
      code: null,
      context,
      triggered_by: 'ci/github-actions',
      variables: [],
      lineage_dir: '/t/files',
      ...{ not_recorded: null, evidence: false, ended: false, ...changes },
    };
    await saveSession(sessionFile(temp, session.run_id), session);
  };
  expect(await openSteps(READS, { temp, context })).toEqual([]);
  await begun(1);
  await begun(2, { ended: true });
  await begun(4, {}, 'sh train.sh');
  await begun(3, { context: { ...context, ci_run_id: '6' } });
  const told = await openSteps(READS, { temp, context });
  expect(told).toEqual([expect.stringContaining(`Run ${idAt(DAY, 1)} of experiment \`features\``)]);
  expect(await openSteps({ datasets: '', base_models: '' }, { temp, context })).toEqual([]);
});
