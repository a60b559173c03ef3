import { type Fault, UserError } from '../../core/errors.js';
import { disownedBy } from '../../core/registry/disowned.js';
import { numberOfVersion, recordKey } from '../../core/registry/record-paths.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import type { AskEvent } from './ask.js';
import { judge } from './model.js';

/**
 * Holds each event that takes away a version above the newest one against GitHub: a forged one would have `latest` answer an older
 * version without a word, and nobody can tell from the ledger alone.
 * @throws UserError E_EVENT_UNCONFIRMED naming each that GitHub does not confirm; E_GITHUB_API where it cannot be asked
 */
export async function requireTrueLatest(files: ModelFiles, ask: AskEvent): Promise<void> {
  const { versions, events } = assembleModel(files);
  const newest = versions.at(-1)?.version ?? 0;
  const gone = disownedBy(files.events.map(({ event }) => event));
  const records = [...files.versions, ...files.unreadable, ...files.odd];
  const newer = records.filter(({ path }) => numberOfVersion(path) > newest);
  const claims = new Set(newer.flatMap((record) => gone.get(recordKey(record)) ?? []));
  const faults: Fault[] = [];
  for (const { path, event } of files.events) {
    if (event.type !== 'disowned' || !claims.has(event)) continue;
    for (const { why } of (await judge(event, events, ask)).slice(-1))
      faults.push({
        code: 'E_EVENT_UNCONFIRMED',
        what: `The record ${path} takes a newer version away and ${why}, so that nobody can tell which version is the newest`,
        where: path,
        mend: 'Name a version by its number. Find out who wrote the record: where it is forged, disown it with the workflow `repair`; where it is true, name it and what it names in `records` of that workflow',
      });
  }
  if (faults.length > 0) throw new UserError(faults);
}
