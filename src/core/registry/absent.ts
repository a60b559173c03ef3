import { UserError } from '../errors.js';
import type { UnjudgedVersion } from '../generated/types.js';
import { isId } from '../ids.js';
import { quoted } from '../printable.js';
import { asWord } from '../shell-word.js';
import { isOfAnother } from './former-names.js';
import { foldModel } from './registry.js';
import type { Gone, Hiding, ModelState, RegisteredModel } from './state.js';

/** @throws UserError E_MODEL_DELETED, E_MODEL_RENAMED for a model that is not there any more */
export function requireThere(name: string, model: RegisteredModel, where = 'ledger'): void {
  const { gone, deleted } = foldModel(model);
  if (gone !== undefined) throw goneModel(name, { gone, deleted }, where);
}

export function goneModel(
  name: string,
  { gone, deleted }: { gone: Gone; deleted: ModelState['deleted'] },
  where: string,
): UserError {
  return gone.type === 'model-renamed'
    ? new UserError({
        code: 'E_MODEL_RENAMED',
        what: `The registered model ${quoted(name)} is called ${quoted(gone.to)} ${sinceOf(gone)}`,
        where,
        mend: `Use the new name ${quoted(gone.to)}${earlierOwners(name, deleted)}`,
      })
    : new UserError({
        code: 'E_MODEL_DELETED',
        what: `The registered model ${quoted(name)} was deleted ${whenOf(gone)}`,
        where,
        mend: `Choose another name, or make it anew with \`lineage-gate models create ${asWord(name)}\`: its numbers go on. \`lineage-gate models history ${asWord(name)}\` says what it was`,
      });
}

/** Whose the numbers are that went with a model which had given the name away before. */
function earlierOwners(name: string, deleted: ModelState['deleted']): string {
  const away = [...deleted].flatMap(([number, by]) =>
    by.type === 'model-renamed' && !isOfAnother(name, by) ? [{ number, to: by.to }] : [],
  );
  const owners = [...new Set(away.map(({ to }) => to))].map((owner) => {
    const numbers = away.filter(({ to }) => to === owner).map(({ number }) => number);
    const last = numbers.length > 1 ? ` to ${Math.max(...numbers)}` : '';
    return `; ${quoted(owner)} for version ${Math.min(...numbers)}${last}`;
  });
  return owners.join('');
}

/** A version that an event hides. */
export function hiddenVersion(
  name: string,
  version: number,
  { by, where }: { by: Hiding; where: string },
): UserError {
  return by.type === 'model-renamed'
    ? new UserError({
        code: 'E_MODEL_RENAMED',
        what: `Version ${version} of ${quoted(name)} is version ${version} of ${quoted(by.to)} ${sinceOf(by)}`,
        where,
        mend: `Use the new name ${quoted(by.to)}`,
      })
    : new UserError({
        code: 'E_VERSION_DELETED',
        what: `Version ${version} of ${quoted(name)} was deleted ${whenOf(by)}`,
        where,
        mend: 'Take another version: `lineage-gate models show` lists them. What was deleted is hidden and its number never given again',
      });
}

/** A version that counts for nothing yet. */
export function unjudgedVersion(
  { model, version, claimed_run_id: run }: UnjudgedVersion,
  where: string,
): UserError {
  const which = run !== undefined && isId(run) ? run : 'RUN';
  return new UserError({
    code: 'E_VERSION_UNJUDGED',
    what: `Version ${version} of ${quoted(model)} was made by an MLflow client, and no policy has judged it`,
    where,
    mend: `Let the policy judge its run: \`lineage-gate register ${asWord(model)} --run ${which}\` makes the next version of it`,
  });
}

/** How one gets out of a stage. */
export const UNJUDGED_LEAVES =
  'no command archives what nobody has judged: an MLflow client of `lineage-gate serve --writable` does, by `transition_model_version_stage` to `Archived`';

function sinceOf({ at, actor }: Gone): string {
  return `since ${at}, by ${actor ?? 'somebody unknown'}`;
}

function whenOf({ at, actor }: Hiding): string {
  return `at ${at} by ${actor ?? 'somebody unknown'}`;
}
