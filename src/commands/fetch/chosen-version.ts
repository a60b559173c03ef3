import { type Fault, UserError } from '../../core/errors.js';
import { quoted } from '../../core/printable.js';
import { MOST_NAMES, nextName } from '../../core/registry/former-names.js';
import type { RegisteredModel, VersionChoice } from '../../core/registry/registry.js';
import { type ChosenVersion, chooseVersion } from '../../core/registry/version.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { assembleModel, type ModelFiles, readModelFiles } from '../../ledger/read/model.js';
import { unhidden } from '../confirm/hiding.js';
import { requireTrueLatest } from '../confirm/latest.js';
import { confirmedModel, type Question, type Uncounted } from '../confirm/model.js';
import type { FetchDeps } from './request.js';

const LEDGER_ALONE = 'let the ledger alone answer: input `verify-events: false`';

interface Choosing extends Pick<FetchDeps, 'ask' | 'log'> {
  choice: VersionChoice;
  allowArchived: boolean;
}

type Chosen = ChosenVersion & { model: RegisteredModel };

/**
 * The version that is asked for. Who asks for a stage or an alias gets what GitHub confirms, and who asks for the newest too,
 * as far as something newer was taken away; who names a number needs nobody's word. A name that was given away leads to the new one.
 * @throws UserError as {@link chooseVersion}; E_MODEL_DAMAGED, E_EVENT_UNCONFIRMED, E_GITHUB_API
 */
export async function chosenVersion(view: LedgerView, name: string, asked: Choosing): Promise<Chosen> {
  const seen = new Set<string>();
  for (let at = name; ; ) {
    seen.add(at);
    const found = await underName(view, at, asked);
    if (typeof found !== 'string') return found;
    if (seen.has(found) || seen.size > MOST_NAMES) throw circle(name);
    asked.log.info(`${quoted(at)} is called ${quoted(found)} now.`);
    at = found;
  }
}

/** Whoever may push can let names lead to each other. */
function circle(name: string): UserError {
  return new UserError({
    code: 'E_MODEL_DAMAGED',
    what: `The names that ${quoted(name)} was given one after the other lead nowhere`,
    where: 'ledger',
    mend: 'Let `lineage-gate verify` say which renames cannot be',
  });
}

/** The version under one name, or the name to look under in its place. */
async function underName(view: LedgerView, name: string, asked: Choosing): Promise<Chosen | string> {
  const { choice, allowArchived, ask } = asked;
  const files = await readModelFiles(view, name);
  const { model, uncounted } = await answering(name, files, asked);
  const next = nextName(name, model, { choice });
  if (next !== undefined) return next;
  const isConfirmed = ask !== undefined && isHeld(choice);
  try {
    return { model, ...chooseVersion(name, model, { choice, allowArchived, isConfirmed }) };
  } catch (error) {
    throw error instanceof UserError && error.has('E_VERSION_NOT_FOUND') && uncounted.length > 0
      ? unconfirmed(uncounted)
      : error;
  }
}

function isHeld({ by }: VersionChoice): boolean {
  return by === 'stage' || by === 'alias';
}

/** The model as far as what is asked of it is confirmed. */
async function answering(
  name: string,
  files: ModelFiles,
  { choice, ask, log }: Choosing,
): Promise<{ model: RegisteredModel; uncounted: readonly Uncounted[] }> {
  if (ask === undefined) {
    const model = assembleModel(files);
    if (isHeld(choice)) requireWhole(name, model);
    return { model, uncounted: [] };
  }
  const told = (uncounted: readonly Uncounted[]) => {
    for (const { path, why } of uncounted) log.warning(`The record ${path} does not count: it ${why}.`);
  };
  if (choice.by === 'number' || choice.by === 'latest') {
    if (choice.by === 'latest') await requireTrueLatest(files, ask).catch(explained);
    const wanted = choice.by === 'latest' ? choice.by : choice.number;
    const found = await unhidden(files, wanted, ask).catch(explained);
    told(found.uncounted);
    return found;
  }
  const question: Question = choice.by === 'stage' ? { stage: choice.stage } : { aliases: choice.aliases };
  const found = await confirmedModel(name, files, { question, ask }).catch(explained);
  told(found.uncounted);
  for (const { path, what } of found.remarks) log.warning(`The record ${path} ${what}.`);
  return found;
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
