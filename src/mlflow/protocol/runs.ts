import type { KeyValue } from '../state/entities.js';
import type { State } from '../state/state.js';
import { changed, type Endpoint, endpoint } from './endpoint.js';
import { invalid, missing } from './errors.js';
import { runTag } from './limits.js';
import { activeExperiment, activeRun, runOf } from './lookups.js';
import { madeName } from './made-names.js';
import { list, long, text, word } from './message.js';
import { PAIR, pair } from './pairs.js';
import { pythonJson } from './python-text.js';
import { runInfoShape, runShape } from './shapes.js';
import { below } from './uris.js';

export const RUN_ID = { run_id: text, run_uuid: text };
const RUN_NAME = 'mlflow.runName';

/** @throws ProtocolError where the name and the tag that says it too differ */
function nameOf(name: string | undefined, tags: readonly KeyValue[], id: string): string {
  const tagged = tags.find(({ key }) => key === RUN_NAME)?.value;
  if (name && tagged && name !== tagged)
    throw invalid(
      "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values " +
        `(run_name='${name}', mlflow.runName='${tagged}').`,
    );
  return name || tagged || madeName(id);
}

export const runEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST runs/create',
    {
      fields: {
        experiment_id: text,
        user_id: text,
        run_name: text,
        start_time: long,
        tags: list(PAIR),
      },
      checks: ['experiment_id', 'start_time', 'run_name'],
    },
    ({ experiment_id, user_id = '', run_name, start_time = 0, tags: sent }, { state, newId }) => {
      const experiment = activeExperiment(state, experiment_id);
      const run_id = newId('run');
      const tags = sent.map(pair);
      return changed(
        {
          type: 'run-created',
          run_id,
          experiment_id: experiment.experiment_id,
          name: nameOf(run_name, tags, run_id),
          user_id,
          start_time,
          artifact_uri: below(experiment.artifact_location, `${run_id}/artifacts`),
          tags,
        },
        // A new run is answered without the part that is for its outputs, an old one with an empty one.
        () => ({ run: { ...runShape(runOf(state, run_id)), outputs: undefined } }),
      );
    },
  ),
  endpoint('GET runs/get', { fields: RUN_ID, checks: ['run_id!'] }, (sent, { state }) => ({
    run: runShape(runOf(state, idOf(sent))),
  })),
  endpoint(
    'POST runs/update',
    {
      fields: {
        ...RUN_ID,
        status: word('RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'),
        end_time: long,
        run_name: text,
      },
      checks: ['run_id!', 'end_time', 'status', 'run_name'],
    },
    ({ status, end_time, run_name, ...sent }, { state }) => {
      const { run_id } = activeRun(state, idOf(sent));
      return changed(
        {
          type: 'run-updated',
          run_id,
          ...(status === undefined ? {} : { status }),
          ...(end_time === undefined ? {} : { end_time }),
          ...(run_name ? { name: run_name } : {}),
        },
        () => ({ run_info: runInfoShape(runOf(state, run_id)) }),
      );
    },
  ),
  endpoint('POST runs/delete', { fields: RUN_ID, checks: ['run_id!'] }, (sent, { state }) =>
    changed({ type: 'run-deleted', run_id: runOf(state, idOf(sent)).run_id }),
  ),
  endpoint('POST runs/restore', { fields: RUN_ID, checks: ['run_id!'] }, (sent, { state }) =>
    changed({ type: 'run-restored', run_id: runOf(state, idOf(sent)).run_id }),
  ),
  endpoint(
    'POST runs/set-tag',
    { fields: { ...RUN_ID, key: text, value: text }, checks: ['run_id!', 'key!', 'value'] },
    ({ key, value, ...sent }, { state }) => {
      const tag = runTag(pair({ key, value }));
      const { run_id } = activeRun(state, idOf(sent));
      return changed({ type: 'run-logged', run_id, tags: isEmptyName(tag) ? [] : [tag] });
    },
  ),
  endpoint(
    'POST runs/delete-tag',
    { fields: { ...RUN_ID, key: text }, checks: ['run_id!', 'key!'] },
    ({ key = '', ...sent }, { state }) => {
      const run = activeRun(state, idOf(sent));
      if (!run.tags.has(key)) throw missing(`No tag with name: ${key} in run with id ${run.run_id}`);
      return changed({ type: 'run-tag-deleted', run_id: run.run_id, key });
    },
  ),
];

/** A run keeps the name that it has when it is given an empty one. */
export function isEmptyName({ key, value }: KeyValue): boolean {
  return key === RUN_NAME && value === '';
}

export function idOf({
  run_id,
  run_uuid,
}: {
  run_id?: string | undefined;
  run_uuid?: string | undefined;
}): string {
  return run_id || run_uuid || '';
}

/** Whether a text can be an id at all. @throws ProtocolError */
export function checkRunId(state: State, id: string): void {
  if (!state.runs.has(id) && !/^[a-zA-Z0-9][\p{L}\p{N}_-]{0,255}$/u.test(id))
    throw invalid(`Invalid value ${pythonJson(id)} for parameter 'run_id' supplied.`);
}
