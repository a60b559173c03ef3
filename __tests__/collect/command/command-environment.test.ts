import { commandEnvironment } from '../../../src/collect/command/command-environment.js';

const OWN = { runId: '0'.repeat(32), dir: '/tmp/lineage', inAction: true, platform: 'linux' } as const;

const OF_THE_ACTION = {
  INPUT_TOKEN: 'secret',
  'INPUT_WORKING-DIRECTORY': 'x',
  STATE_run: '1',
  ACTIONS_RUNTIME_TOKEN: 'secret',
  ACTIONS_RUNTIME_URL: 'u',
  ACTIONS_RESULTS_URL: 'u',
  ACTIONS_CACHE_URL: 'u',
  ACTIONS_CACHE_SERVICE_V2: 'true',
  GITHUB_STATE: '/state',
  GITHUB_ACTION_PATH: '/a',
  GITHUB_ACTION_REPOSITORY: 'o/r',
  GITHUB_ACTION_REF: 'v1',
};
const OF_A_STEP = {
  PATH: '/usr/bin',
  GITHUB_ENV: '/env',
  GITHUB_PATH: '/path',
  GITHUB_OUTPUT: '/output',
  GITHUB_STEP_SUMMARY: '/summary',
  GITHUB_ACTION: 'train',
  GITHUB_ACTIONS: 'true',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'for the job',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'u',
  ACTIONS_ORCHESTRATION_ID: 'o',
  NODE_OPTIONS: '--max-old-space-size=4096',
  MY_INPUT_FILE: 'stays',
  constructor: 'a name like a method',
};

test('a step gets what a run step would, and its run', () => {
  const env = commandEnvironment({ ...OF_THE_ACTION, ...OF_A_STEP, EMPTY: '', GONE: undefined }, OWN);
  expect({ ...env }).toEqual({
    ...OF_A_STEP,
    EMPTY: '',
    LINEAGE_RUN_ID: '0'.repeat(32),
    LINEAGE_DIR: '/tmp/lineage',
  });
});

test('an outer run does not show through', () => {
  const env = commandEnvironment({ LINEAGE_RUN_ID: 'outer', LINEAGE_DIR: '/outer' }, OWN);
  expect({ ...env }).toEqual({ LINEAGE_RUN_ID: OWN.runId, LINEAGE_DIR: OWN.dir });
});

test('on Windows names are the same in any case', () => {
  const env = commandEnvironment(
    { Input_Token: 'secret', Actions_Runtime_Token: 'secret', lineage_dir: 'old', Path: 'C:\\x' },
    { ...OWN, platform: 'win32' },
  );
  expect({ ...env }).toEqual({ Path: 'C:\\x', LINEAGE_RUN_ID: OWN.runId, LINEAGE_DIR: OWN.dir });
  expect(commandEnvironment({ input_token: 'x' }, OWN)['input_token']).toBe('x');
});

test('a laptop keeps its own variables', () => {
  const env = commandEnvironment({ INPUT_FILE: 'data.csv' }, { ...OWN, inAction: false });
  expect(env['INPUT_FILE']).toBe('data.csv');
});
