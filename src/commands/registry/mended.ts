import { type Fault, UserError } from '../../core/errors.js';
import type { DisownedRecords, ModelEvent } from '../../core/generated/types.js';
import { MOST_RECORDS } from '../../core/registry/disown-request.js';
import { digestOfEvent } from '../../core/registry/disowned.js';
import type { RegisteredModel } from '../../core/registry/registry.js';
import { asWord } from '../../core/shell-word.js';
import { eventPath } from '../../ledger/layout.js';
import { damageFaults, damageOf } from '../../ledger/read/damage.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import type { ProposedRecord } from './proposal.js';

/** Which of two is the forged one, and whether an event is missing, no rule can say. */
export function requireNoRivals(records: readonly ProposedRecord[]): void {
  const rivals = records.filter(({ rival_of }) => rival_of !== undefined);
  const cut = records.filter(({ follows_missing }) => follows_missing);
  if (rivals.length + cut.length === 0) return;
  throw new UserError([
    ...cut.map(
      ({ path }): Fault => ({
        code: 'E_INPUT_MISSING',
        what: `${path} follows an event that is not there: either that one was removed or changed, or this one was made up`,
        where: 'records',
        mend: 'Ask `lineage-gate verify` what was removed or changed, and put it back as it was (`git show COMMIT^:PATH`); if nothing was, name the made-up records in `records`, with what follows them',
      }),
    ),
    ...rivals.map(
      ({ path, rival_of }): Fault => ({
        code: 'E_INPUT_MISSING',
        what: `${path} and ${rival_of} follow the same event, and one of them is forged`,
        where: 'records',
        mend: 'Look at the commits that added them, and name the forged ones in `records`, with what follows them',
      }),
    ),
  ]);
}

/** Records by the events that can name them. */
export function listsOf(records: readonly { path: string; digest: string }[]): DisownedRecords[] {
  const lists: DisownedRecords[] = [];
  for (let at = 0; at < records.length; at += MOST_RECORDS) {
    const [first, ...others] = records
      .slice(at, at + MOST_RECORDS)
      .map(({ path, digest }) => ({ path, digest }));
    if (first !== undefined) lists.push([first, ...others]);
  }
  return lists;
}

/** A model once some events are added, as every reader will find it. */
export function modelAfter(model: string, files: ModelFiles, events: readonly ModelEvent[]): RegisteredModel {
  const links = events.map((event) => ({
    path: eventPath(model, event.event_id),
    digest: digestOfEvent(event),
    event,
  }));
  return assembleModel({ ...files, events: [...files.events, ...links] });
}

/** What is wrong with it then. */
export function damageAfter(model: string, files: ModelFiles, events: readonly ModelEvent[]) {
  return damageOf(model, modelAfter(model, files, events));
}

/** @throws UserError E_MODEL_DAMAGED naming what events leave */
export function requireMended(model: string, files: ModelFiles, events: readonly ModelEvent[]): void {
  const left = damageAfter(model, files, events);
  if (left.length === 0) return;
  throw new UserError(
    damageFaults(model, left, (one) => ({
      code: 'E_MODEL_DAMAGED',
      what: `The record ${one.path} ${one.why}, also without what is to be disowned; nothing was written`,
      where: one.path,
      mend: `Name it in \`records\` too, or leave \`records\` out; \`lineage-gate models repair ${asWord(model)}\` says what there is`,
    })),
  );
}
