import {
  hasOwnServer,
  jobVariables,
  trackingEnvironment,
  unsetVariables,
} from '../../../../src/commands/track/mlflow/environment.js';

const OURS = { url: 'http://127.0.0.1:4000/secret', platform: 'linux' } as const;

test('the client is led to the server, and past any proxy', () => {
  expect(trackingEnvironment({ PATH: '/bin', gone: undefined }, OURS)).toEqual({
    env: {
      PATH: '/bin',
      MLFLOW_TRACKING_URI: 'http://127.0.0.1:4000/secret',
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: '3',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT: 'true',
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    },
    blanked: [],
  });
});

test('what would lead it elsewhere is taken away and named', () => {
  const { env, blanked } = trackingEnvironment(
    { MLFLOW_RUN_ID: 'a', MLFLOW_EXPERIMENT_ID: 'b', MLFLOW_WORKSPACE: '', MLFLOW_REGISTRY_URI: 'c' },
    OURS,
  );
  expect(blanked).toEqual(['MLFLOW_RUN_ID', 'MLFLOW_EXPERIMENT_ID', 'MLFLOW_REGISTRY_URI']);
  for (const name of [...blanked, 'MLFLOW_WORKSPACE']) expect(env).not.toHaveProperty(name);
});

test('what a user has chosen himself stays', () => {
  const own = {
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
    MLFLOW_DISABLE_TELEMETRY: 'false',
    MLFLOW_EXPERIMENT_NAME: 'mine',
    // A script that logs to a server of its own needs them.
    MLFLOW_TRACKING_USERNAME: 'ada',
    MLFLOW_TRACKING_PASSWORD: 'p',
    MLFLOW_TRACKING_TOKEN: 't',
  };
  expect(trackingEnvironment(own, OURS)).toMatchObject({ env: own, blanked: [] });
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['one of them', { NO_PROXY: 'a.b, c' }, { NO_PROXY: 'a.b,c,127.0.0.1', no_proxy: 'a.b,c,127.0.0.1' }],
  ['both', { NO_PROXY: 'a', no_proxy: 'b' }, { NO_PROXY: 'a,127.0.0.1', no_proxy: 'b,127.0.0.1' }],
  ['everything', { no_proxy: '*' }, { NO_PROXY: '*', no_proxy: '*' }],
  ['the server already', { no_proxy: '127.0.0.1' }, { NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' }],
])('hosts without a proxy stay when %s is set', (_, own, wanted) => {
  expect(trackingEnvironment(own, OURS).env).toMatchObject(wanted);
});

test('on Windows there is one name for both', () => {
  const { env } = trackingEnvironment({ NO_PROXY: 'a' }, { ...OURS, platform: 'win32' });
  expect(env).toMatchObject({ NO_PROXY: 'a,127.0.0.1' });
  expect(env).not.toHaveProperty('no_proxy');
});

test('an address of the user that is empty is none', () => {
  expect(hasOwnServer({ MLFLOW_TRACKING_URI: 'sqlite:///x.db' })).toBe(true);
  expect(hasOwnServer({ MLFLOW_TRACKING_URI: ' ' })).toBe(false);
  expect(hasOwnServer({})).toBe(false);
});

describe('for the later steps of a job', () => {
  const JOB = { url: OURS.url };

  /** As the runner does: what is set counts from then on. */
  function stepsLater(env: Record<string, string>, set: readonly (readonly [string, string])[]) {
    return { ...env, ...Object.fromEntries(set) };
  }

  test('only what is to be otherwise is set, and what leads elsewhere is emptied', () => {
    const env = { PATH: '/bin', MLFLOW_RUN_ID: 'a', MLFLOW_DISABLE_TELEMETRY: 'true', NO_PROXY: '127.0.0.1' };
    const set = jobVariables(env, JOB);
    expect(Object.fromEntries(set)).toMatchObject({ MLFLOW_TRACKING_URI: OURS.url, MLFLOW_RUN_ID: '' });
    // The client takes an empty one for an id, which a store of files does not have.
    const named = Object.fromEntries(jobVariables({ MLFLOW_EXPERIMENT_ID: '7' }, JOB));
    expect(named).toMatchObject({ MLFLOW_EXPERIMENT_ID: '0' });
    expect(set.map(([name]) => name)).not.toContain('PATH');
    expect(set.map(([name]) => name)).not.toContain('MLFLOW_DISABLE_TELEMETRY');
  });

  test('another step knows them from what the user has set', () => {
    const env = stepsLater({}, jobVariables({}, JOB));
    expect(hasOwnServer(env)).toBe(false);
    expect(hasOwnServer({ ...env, MLFLOW_TRACKING_URI: 'http://mine' })).toBe(true);
    const other = { ...OURS, url: 'http://127.0.0.1:5/x' };
    const inner = trackingEnvironment(env, other).env;
    expect(inner).toMatchObject({ MLFLOW_TRACKING_URI: other.url });
    expect(inner).not.toHaveProperty('LINEAGE_MLFLOW');
    const users = stepsLater(
      { MLFLOW_EXPERIMENT_NAME: 'mine' },
      jobVariables({ MLFLOW_EXPERIMENT_NAME: 'mine' }, JOB),
    );
    expect(trackingEnvironment(users, other).env['MLFLOW_EXPERIMENT_NAME']).toBe('mine');
  });

  test('in the end they are emptied, where they still lead to the server that has ended', () => {
    const env = stepsLater({}, jobVariables({}, JOB));
    expect(unsetVariables(env, OURS.url)).toEqual([
      ['LINEAGE_MLFLOW', ''],
      ['MLFLOW_TRACKING_URI', ''],
    ]);
    expect(unsetVariables(env, 'http://127.0.0.1:5/x')).toEqual([]);
    expect(unsetVariables({ ...env, MLFLOW_TRACKING_URI: 'http://mine' }, OURS.url)).toEqual([]);
    expect(hasOwnServer({ MLFLOW_TRACKING_URI: 'http://mine', LINEAGE_MLFLOW: 'no JSON' })).toBe(true);
  });
});
