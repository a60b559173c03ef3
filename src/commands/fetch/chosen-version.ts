import { type Fault, UserError } from '../../core/errors.js';
import type { RegisteredModel } from '../../core/registry/registry.js';
import { type ChosenVersion, chooseVersion, type VersionChoice } from '../../core/registry/version.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { assembleModel, readModelFiles } from '../../ledger/read/model.js';
import { requireTrueLatest } from '../confirm/latest.js';
import { confirmedModel, type Question, type Uncounted } from '../confirm/model.js';
import type { FetchDeps } from './request.js';

const LEDGER_ALONE = 'let the ledger alone answer: input `verify-events: false`';

interface Choosing extends Pick<FetchDeps, 'ask' | 'log'> {
  choice: VersionChoice;
  allowArchived: boolean;
}

/**
 * The version that is asked for. Who asks for a stage or an alias gets what GitHub confirms, and who asks for the newest too,
 * as far as something newer was taken away; who names a number needs nobody's word.
 * @throws UserError as {@link chooseVersion}; E_MODEL_DAMAGED, E_EVENT_UNCONFIRMED, E_GITHUB_API
 */
export async function chosenVersion(
  view: LedgerView,
  name: string,
  { choice, allowArchived, ask, log }: Choosing,
): Promise<ChosenVersion & { model: RegisteredModel }> {
  const files = await readModelFiles(view, name);
  const asWritten = assembleModel(files);
  const isHeld = choice.by === 'stage' || choice.by === 'alias';
  if (!isHeld || ask === undefined) {
    if (isHeld) requireWhole(name, asWritten);
    else if (choice.by === 'latest' && ask !== undefined)
      await requireTrueLatest(files, ask).catch(explained);
    return { model: asWritten, ...chooseVersion(name, asWritten, { choice, allowArchived }) };
  }
  const question: Question = choice.by === 'stage' ? { stage: choice.stage } : { aliases: choice.aliases };
  const { model, uncounted, remarks } = await confirmedModel(name, files, { question, ask }).catch(explained);
  for (const { path, why } of uncounted) log.warning(`The record ${path} does not count: it ${why}.`);
  for (const { path, what } of remarks) log.warning(`The record ${path} ${what}.`);
  try {
    return { model, ...chooseVersion(name, model, { choice, allowArchived, isConfirmed: true }) };
  } catch (error) {
    throw error instanceof UserError && error.has('E_VERSION_NOT_FOUND') && uncounted.length > 0
      ? unconfirmed(uncounted)
      : error;
  }
}

/** GitHub could not be asked, which is no reason to take an older answer. */
function explained(error: unknown): never {
  if (!(error instanceof UserError) || !error.has('E_GITHUB_API')) throw error;
  const faults = error.faults.map((fault) => ({ ...fault, mend: `${fault.mend}; or ${LEDGER_ALONE}` }));
  throw new UserError(faults, { cause: error });
}

function unconfirmed(uncounted: readonly Uncounted[]): UserError {
  return new UserError(
    uncounted.map(
      ({ path, why, isContradicted }): Fault => ({
        code: 'E_EVENT_UNCONFIRMED',
        what: `The record ${path} does not count: it ${why}; nothing before it answers`,
        where: path,
        mend: isContradicted
          ? 'Find out who wrote it; `lineage-gate models repair` says how it is disowned'
          : `Where it is true, promote the version again with the workflow; or ${LEDGER_ALONE} (command line: without \`--verify-events\`)`,
      }),
    ),
  );
}
