import { ProtocolError } from '../protocol/errors.js';
import type { Call } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import type { Change } from '../state/changes.js';
import type { State } from '../state/state.js';

/** What a client may do to the registry while its run goes on. */
export type RegistryMode = 'refuse' | 'hold';

/** A store whose registry can be read, and written as far as the mode says. */
export function withRegistry(store: MlflowStore, mode: RegistryMode): MlflowStore {
  return {
    get state() {
      return store.state;
    },
    run: (call) => store.run(call.scope === 'registry' ? guarded(call, mode) : call),
  };
}

function guarded(call: Call, mode: RegistryMode): Call {
  return {
    scope: call.scope,
    run(context) {
      const outcome = call.run(context);
      for (const change of outcome.changes) {
        const why = mode === 'refuse' ? REFUSED : refusal(change, context.state);
        if (why !== undefined) throw new ProtocolError('PERMISSION_DENIED', why);
      }
      return outcome;
    },
  };
}

/** Why a change cannot be held until the run is recorded; undefined when it can. */
function refusal(change: Change, { runs }: State): string | undefined {
  switch (change.type) {
    case 'stage-changed':
      return STAGES;
    case 'model-renamed':
    case 'model-deleted':
      return OF_MODEL;
    case 'version-created':
      return runs.has(change.run_id) ? undefined : FOREIGN;
    case 'description-set':
    case 'tag-set':
    case 'tag-deleted':
      return change.version === null ? OF_MODEL : undefined;
    default:
      return undefined;
  }
}

const REFUSED =
  'Lineage Gate registers no model while its run goes on: the run is judged when it has ended. ' +
  'Take the registration out of the script, and use `register` behind it for a new version and `promote` for its stage ' +
  '(the actions of these names, or the commands of `lineage-gate`); or set `mlflow-registry: hold`, and what the script registers is judged and registered when its run has ended.';
/** How a version is moved whose run has ended. */
export const STAGES_OF_HELD =
  'Use `promote` behind it (the action of this name, or the command of `lineage-gate`).';
const STAGES = `Lineage Gate moves no version to a stage while its run goes on: the version is registered when the run has ended. ${STAGES_OF_HELD}`;
const OF_MODEL =
  'Lineage Gate changes no registered model as a whole while a run goes on. ' +
  'Use `lineage-gate models describe` or `lineage-gate models tag` for its description and tags.';
const FOREIGN =
  'Lineage Gate holds a version only of a run that this command has made. ' +
  'Register the model of a run that is recorded with `register` (the action of this name, or the command of `lineage-gate`).';
