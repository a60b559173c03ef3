import { hasOwnServer, trackingEnvironment } from '../../../../src/commands/track/mlflow/environment.js';
import { experimentIdFor } from '../../../../src/mlflow/protocol/experiment-ids.js';
import { emptyState } from '../../../../src/mlflow/state/state.js';

/** That every server gives to `clf`. */
const ID = experimentIdFor('clf', emptyState());
const OURS = { url: 'http://127.0.0.1:4000/secret', experiment: 'clf', platform: 'linux' } as const;

test('the client is led to the server, and past any proxy', () => {
  expect(trackingEnvironment({ PATH: '/bin', gone: undefined }, OURS)).toEqual({
    env: {
      PATH: '/bin',
      MLFLOW_TRACKING_URI: 'http://127.0.0.1:4000/secret',
      MLFLOW_EXPERIMENT_ID: ID,
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
    { MLFLOW_RUN_ID: 'a', MLFLOW_TRACKING_TOKEN: 'b', MLFLOW_WORKSPACE: '', MLFLOW_REGISTRY_URI: 'c' },
    OURS,
  );
  expect(blanked).toEqual(['MLFLOW_RUN_ID', 'MLFLOW_REGISTRY_URI', 'MLFLOW_TRACKING_TOKEN']);
  for (const name of [...blanked, 'MLFLOW_WORKSPACE']) expect(env).not.toHaveProperty(name);
});

test('what a user has chosen himself stays', () => {
  const own = {
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
    MLFLOW_DISABLE_TELEMETRY: 'false',
    MLFLOW_EXPERIMENT_NAME: 'mine',
  };
  const { env } = trackingEnvironment({ ...own, MLFLOW_EXPERIMENT_ID: '7' }, OURS);
  expect(env).toMatchObject(own);
  // The client refuses an id that is not of the name.
  expect(env).not.toHaveProperty('MLFLOW_EXPERIMENT_ID');
});

test("the experiment that every server has is named by MLflow's id", () => {
  const { env } = trackingEnvironment({}, { ...OURS, experiment: 'Default' });
  expect(env).toMatchObject({ MLFLOW_EXPERIMENT_ID: '0' });
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
