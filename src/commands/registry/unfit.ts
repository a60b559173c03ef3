import { UserError } from '../../core/errors.js';
import { versionPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import { readRunsOf } from '../../ledger/read/records.js';
import type { Proposal } from './proposal.js';

/** Versions that their runs do not vouch for: nothing can be registered beside them. */
export async function unfitVersions(view: LedgerView, files: ModelFiles): Promise<Proposal['damage']> {
  const found: Proposal['damage'] = [];
  const { versions: all, places } = assembleModel(files);
  // A record in the folder of an earlier name is for a repair of that.
  const versions = all.filter(({ version }) => places?.has(version) !== true);
  // One by one only where one of them is bad: each reading starts a program.
  const areAllFit = await readRunsOf(view, versions).then(() => true, ofUser);
  for (const version of areAllFit ? [] : versions) {
    try {
      await readRunsOf(view, [version]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const path = versionPath(version.model, version.version);
      const why = (error.faults[0]?.what ?? '').replace(`The record ${path} `, '');
      found.push({
        path,
        why: why.startsWith('The record ') ? `is of a run that cannot be read: ${why}` : why,
      });
    }
  }
  return found;
}

/** What a user has to mend is an answer here. */
function ofUser(error: unknown): false {
  if (!(error instanceof UserError)) throw error;
  return false;
}
