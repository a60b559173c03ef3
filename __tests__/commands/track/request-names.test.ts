import { checkRequest, foresee } from '../../../src/commands/track/foresee.js';
import { namesOf } from '../../../src/commands/track/request-names.js';
import type { TrackRequest } from '../../../src/commands/track/session.js';
import { Faults } from '../../../src/core/errors.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { policy } from '../../core/policy/support.js';

const S = 'xK9mP2qLw8';
const redactor = createRedactor([{ name: 'MY_SERVICE_TOKEN', value: S }]);
const request: TrackRequest = {
  experiment: 'clf',
  run_name: null,
  command: { run: `train ${S}`, shell: 'bash' },
  workspace: '/w',
  cwd: '/w',
  tags: '',
  datasets: '',
  params: '',
  metrics: '',
  artifacts: '',
  pictures: '',
  model: '',
  model_name: 'clf',
  flavor: null,
  base_models: '',
  stale: 'refuse',
  mlflow: 'auto',
  mlflow_registry: 'refuse',
  main_run: 'only',
  experiment_named: true,
  record: 'auto',
  comment: false,
};
const faultsOf = async (changes: Partial<TrackRequest>) => {
  const faults = new Faults();
  await checkRequest({ ...request, ...changes }, faults, redactor);
  return faults.list;
};

test('every name with a secret is told before the training, by its place and its variable, and all in one go', async () => {
  const faults = await faultsOf({
    experiment: `exp ${S}`,
    run_name: `run ${S}`,
    model_name: `model ${S}`,
    tags: `note=${S}\nof_${S}=x`,
    datasets: `orders=v1 data/${S}.csv`,
    params: `secret=${S}\n${S}=1\nconf/${S}.yaml`,
    metrics: `# a comment\n${S}.json`,
    artifacts: `out/${S}/*`,
    pictures: `${S}.png`,
    model: `${S}/model`,
  });
  expect(faults.map(({ where }) => where)).toEqual([
    ...['input experiment', 'input run-name', 'input model-name', 'datasets, line 1', 'artifacts, line 1'],
    ...[
      'pictures, line 1',
      'model, line 1',
      'tags, line 2',
      'params, line 2',
      'params, line 3',
      'metrics, line 2',
    ],
  ]);
  for (const { code, what, mend } of faults) {
    expect(code).toBe('E_SECRET_IN_NAME');
    expect(what).toBe('The name holds the value of the variable MY_SERVICE_TOKEN');
    expect(mend).toContain('rename MY_SERVICE_TOKEN');
  }
  expect(JSON.stringify(faults)).not.toContain(S);
});

test('a secret in a value or in the command is no fault: it is replaced', async () => {
  expect(await faultsOf({ tags: `note=${S}`, params: `api_key=${S}` })).toEqual([]);
  expect(namesOf(request)).toEqual([{ where: 'input experiment', name: 'clf' }]);
});

test('a version that is most often a slip is told before the training', async () => {
  const known = { code: null, triggered_by: 'local', policy: policy({ required_tags: [] }), env: {} };
  const told = (datasets: string) => foresee({ ...request, datasets }, known, new Faults());
  expect((await told('orders==v1')).warnings).toEqual([
    expect.stringContaining('The version "=v1" of the dataset "orders"'),
  ]);
  expect((await told('orders=v1')).warnings).toEqual([]);
});
