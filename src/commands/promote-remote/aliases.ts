import { UserError } from '../../core/errors.js';
import type { ModelEvent } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import { parseAliases } from '../../core/registry/alias-names.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRegistry } from '../../ledger/read/registry.js';
import { versionNamed } from '../promote/resolve.js';
import type { AliasRequest } from '../registry/alias-request.js';
import { isOfRun } from './answer.js';
import type { AliasesFound, AliasesOutcome, RemoteAliases, RemoteDeps, RemoteTask } from './request.js';
import { runWorkflow } from './workflow-run.js';

/** Has a workflow of the repository change aliases, and says what came of it. @throws UserError E_NAME_INVALID; as {@link runWorkflow} */
export async function aliasesRemote(
  { aliases, ...request }: RemoteAliases,
  deps: RemoteDeps,
): Promise<AliasesOutcome> {
  return runWorkflow(request, taskOf(aliases), deps);
}

function taskOf(request: AliasRequest): RemoteTask<AliasesFound> {
  const { model, version } = request;
  const set = textOf(request.set);
  const remove = textOf(request.remove);
  return {
    inputs: [
      { name: 'model', value: model, says: true },
      { name: 'version', value: version ?? '', says: version !== null },
      { name: 'aliases', value: set, says: set !== '' },
      { name: 'remove-aliases', value: remove, says: remove !== '' },
      { name: 'dry-run', value: 'false', says: false },
    ],
    // The `run-name` of the documented workflow is `alias MODEL VERSION → ALIASES`, or `-ALIASES` where none is set.
    isTitle: (title) => title.includes(` ${model} `) && title.endsWith(` ${set || `-${remove}`}`),
    look: (run, view, serverUrl) => lookIn(view, request, (event) => isOfRun(event, run, serverUrl)),
    unseen: { events: [], is_there: null },
    isShown: ({ is_there }) => is_there === true,
    verdictOf: () => undefined,
  };
}

/** @throws UserError E_NAME_INVALID for a name that the action would read as another one, or as several */
function textOf(aliases: readonly string[]): string {
  const text = aliases.join(', ');
  const [unfit] = aliases.filter((alias) => parseAliases(alias)[0] !== alias);
  if (unfit === undefined) return text;
  throw new UserError({
    code: 'E_NAME_INVALID',
    what: `The alias ${shown(unfit)} cannot be said in a list of aliases`,
    where: 'input aliases',
    mend: 'Choose a name without commas, line breaks, blanks around it and `#` before it',
  });
}

/** An alias may have been moved on by somebody else once the run had set it. */
async function lookIn(
  view: LedgerView,
  request: AliasRequest,
  isOwn: (event: ModelEvent) => boolean,
): Promise<AliasesFound> {
  const state = await readRegistry(view, request.model);
  const events = state.events.flatMap((event) =>
    (event.type === 'alias-set' || event.type === 'alias-deleted') && isOwn(event) ? [event] : [],
  );
  const { aliases } = foldModel(state);
  const number = numberOf(request, state);
  const wrote = (type: ModelEvent['type'], alias: string) =>
    events.some((event) => event.type === type && event.alias === alias);
  const isSet = (alias: string) =>
    wrote('alias-set', alias) || (number !== null && aliases.get(alias)?.version === number);
  const isGone = (alias: string) => wrote('alias-deleted', alias) || !aliases.has(alias);
  return { events, is_there: request.set.every(isSet) && request.remove.every(isGone) };
}

/** A version that was named by its stage or alias may be found by it no more. */
function numberOf({ model, version }: AliasRequest, state: RegisteredModel): number | null {
  try {
    return version === null ? null : versionNamed(version, model, state).version;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return null;
  }
}
