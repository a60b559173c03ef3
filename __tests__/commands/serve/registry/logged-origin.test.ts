import { loggedOrigin } from '../../../../src/commands/serve/registry/logged-origin.js';
import type { ModelVersion } from '../../../../src/core/generated/types.js';
import { applyEntry } from '../../../../src/mlflow/state/apply.js';
import type { Change } from '../../../../src/mlflow/state/changes.js';
import { emptyState, known, type State } from '../../../../src/mlflow/state/state.js';
import { idOfRun, MADE, made } from '../../../support/logged.js';

const RUN = idOfRun(1);
const idOf = (digit: string) => `m-${digit.repeat(32)}`;

function logged(digit: string, name: string, status = 'LOGGED_MODEL_READY'): Change[] {
  const model_id = idOf(digit);
  const made = {
    ...{ type: 'logged-model-created', model_id, experiment_id: '0', name, source_run_id: RUN },
    ...{
      artifact_uri: `mlflow-artifacts:/0/models/${model_id}/artifacts`,
      model_type: '',
      params: [],
      tags: [],
    },
  };
  return [made, { type: 'logged-model-finalized', model_id, status }] as Change[];
}

function stateOf(...changes: Change[]): State {
  const state = emptyState();
  applyEntry(state, { at: MADE, changes });
  return state;
}

/** @param apart paths in its record that have an id behind the name */
function stateWith(apart: string[], ...changes: Change[]): State {
  const experiment: Change = {
    ...{ type: 'experiment-created', experiment_id: '0', name: 'Default', tags: [] },
    artifact_location: 'mlflow-artifacts:/0',
  };
  const state = stateOf(experiment, made(RUN), ...changes);
  known(state.runs, RUN).apart = apart;
  return state;
}

const originAt = (run_path: string, state: State, run_id = RUN) =>
  loggedOrigin({ run_id, run_path } as ModelVersion, state).source;

test('of a name that several have one is the path, the others have their id behind it', () => {
  const models = [...logged('a', 'model'), ...logged('b', 'model'), ...logged('c', 'other')];
  const state = stateWith([`model-${idOf('a')}`], ...models);
  expect(originAt('model', state)).toBe(`models:/${idOf('b')}`);
  expect(originAt(`model-${idOf('a')}`, state)).toBe(`models:/${idOf('a')}`);
  expect(originAt('other', state)).toBe(`models:/${idOf('c')}`);
  expect(originAt('plain', state)).toBe(`runs:/${RUN}/plain`);
  expect(originAt('model', state, idOfRun(2))).toBe(`runs:/${idOfRun(2)}/model`);
  // It is still what the version was made from.
  applyEntry(state, { at: MADE, changes: [{ type: 'logged-model-deleted', model_id: idOf('b') }] });
  expect(originAt('model', state)).toBe(`models:/${idOf('b')}`);
});

test('what another has, or cannot be told, is not told', () => {
  const taken = stateWith([`model-${idOf('a')}`], ...logged('a', 'model'));
  expect(originAt('model', taken)).toBe(`runs:/${RUN}/model`);
  const several = stateWith([], ...logged('a', 'model'), ...logged('b', 'model'));
  expect(originAt('model', several)).toBe(`runs:/${RUN}/model`);
  const failed = stateWith([], ...logged('a', 'model', 'LOGGED_MODEL_UPLOAD_FAILED'));
  expect(originAt('model', failed)).toBe(`runs:/${RUN}/model`);
});
