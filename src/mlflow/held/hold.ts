import { UserError } from '../../core/errors.js';
import { modelNameClash } from '../../core/model-names.js';
import { requireNewAliases } from '../../core/registry/alias-names.js';
import { requireAlias, requireModelName } from '../../core/registry/uri-names.js';
import { invalid, ProtocolError } from '../protocol/errors.js';
import type { Call } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import type { Change, RegistryChange } from '../state/changes.js';
import type { State } from '../state/state.js';
import { toType } from './of-ledger.js';

/** What a client may do to the registry while its run goes on. */
export type RegistryMode = 'refuse' | 'hold';

/**
 * A store whose registry can be read, and written as far as the mode says.
 * @param refused why nothing can be registered under a name, by the names that the ledger has and does not take
 */
export function withRegistry(
  store: MlflowStore,
  mode: RegistryMode,
  refused: ReadonlyMap<string, string> = new Map(),
): MlflowStore {
  return {
    get state() {
      return store.state;
    },
    run: (call) => store.run(call.scope === 'registry' ? guarded(call, mode, refused) : call),
  };
}

function guarded(call: Call, mode: RegistryMode, refused: ReadonlyMap<string, string>): Call {
  return {
    scope: call.scope,
    run(context) {
      const outcome = call.run(context);
      for (const change of outcome.changes) {
        const why = mode === 'refuse' ? REFUSED : refusal(change, context.state);
        if (why !== undefined) throw new ProtocolError('PERMISSION_DENIED', why);
        const fault = nameFault(change, context.state, refused);
        if (fault !== undefined) throw invalid(fault);
      }
      return outcome;
    },
  };
}

/** Why a change cannot be held until the run is recorded; undefined when it can. */
function refusal(change: Change, { runs, loggedModels }: State): string | undefined {
  switch (change.type) {
    case 'stage-changed':
      return STAGES;
    case 'model-renamed':
    case 'model-deleted':
      return `${OF_MODEL} ${toType(change)}`;
    case 'version-created':
      // A model that the command has logged outside of a run is one of it, too.
      return runs.has(change.run_id) || (change.run_id === '' && loggedModels.has(change.model_id))
        ? undefined
        : FOREIGN;
    case 'description-set':
    case 'tag-set':
    case 'tag-deleted':
      return change.version === null ? `${OF_MODEL} ${toType(change)}` : undefined;
    default:
      return undefined;
  }
}

/** Why a change is refused that is about what the ledger has. */
export function refusalOfLedger(change: RegistryChange, mode: RegistryMode): string {
  if (change.type === 'model-created' || change.type === 'version-created')
    return mode === 'refuse' ? REFUSED : FOREIGN;
  return `${OF_LEDGER} ${toType(change)}`;
}

/** What the end would refuse is refused at once. */
function nameFault(
  change: Change,
  { models }: State,
  refused: ReadonlyMap<string, string>,
): string | undefined {
  switch (change.type) {
    case 'model-created':
      return (
        faultOf(() => requireModelName(change.model, WHERE)) ?? clashOf(change.model, [...models.keys()])
      );
    case 'version-created':
      return refused.get(change.model);
    case 'alias-set':
      return faultOf(() => {
        requireAlias(change.alias, WHERE);
        requireNewAliases([change.alias], { held: [], where: WHERE });
      });
    default:
      return undefined;
  }
}

const WHERE = 'the name';

/** Why a new model cannot have a name beside others, a sentence. */
export function clashOf(model: string, others: readonly string[]): string | undefined {
  const clash = modelNameClash(model, others);
  if (clash === undefined) return undefined;
  return `There is a registered model ${JSON.stringify(clash.name)}, which differs from ${JSON.stringify(model)} ${clash.why}. Use that name, or one that differs in more.`;
}

function faultOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

const REFUSED =
  'Lineage Gate registers no model while its run goes on: the run is judged when it has ended. ' +
  'Set the input `mlflow-registry: hold` (command line: `--mlflow-registry hold`), and what the script registers is judged and registered then; ' +
  'or take the registration out of the script, and use `register` behind it for a new version and `promote` for its stage ' +
  '(the actions of these names, or the commands of `lineage-gate`).';
/** How a version is moved whose run has ended. */
export const STAGES_OF_HELD =
  'Use `promote` behind it (the action of this name, or the command of `lineage-gate`).';
const STAGES = `Lineage Gate moves no version to a stage while its run goes on: the version is registered when the run has ended. ${STAGES_OF_HELD}`;
const OF_MODEL = 'Lineage Gate changes no registered model as a whole while a run goes on.';
const OF_LEDGER = 'Lineage Gate changes nothing that the ledger has while a run goes on.';
const FOREIGN =
  'Lineage Gate holds a version only of a run that this command has made. ' +
  'Register the model of a run that is recorded with `register` (the action of this name, or the command of `lineage-gate`).';
