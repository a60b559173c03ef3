import { UserError } from '../core/errors.js';
import { shown } from '../core/key-values.js';
import { headOf } from '../core/ledger-commands.js';
import { openRepository } from './git/repository.js';
import type { LedgerView } from './ledger.js';
import { type LocalLedgerOptions, openLocalLedger } from './local-ledger.js';
import { checkFormat } from './read/format.js';
import { Snapshot } from './read/snapshot.js';
import { ViewWithParked } from './write/parked.js';

/** A moment of the ledger: a commit of its branch, or the newest one that was made until a time (RFC 3339). */
export type Moment = { commit: string } | { time: string };

/**
 * The ledger of the user's own repository as it was.
 * @throws UserError E_INPUT_INVALID where the branch has no such commit here, and as {@link openLocalLedger}'s view
 */
export async function viewAt(options: LocalLedgerOptions, moment: Moment): Promise<LedgerView> {
  const { commit: tip } = await openLocalLedger(options).view();
  const store = await (options.opened ?? openRepository(options));
  const ids = async (...args: string[]) =>
    (await store.git.ok(['rev-list', ...args, '--'])).toString('latin1').split('\n').filter(Boolean);
  const where = `${options.branch} of ${options.folder}`;
  const found =
    tip === null
      ? []
      : 'commit' in moment
        ? (await ids(tip)).filter((id) => id.startsWith(moment.commit))
        : await ids('--max-count=1', `--before=${moment.time}`, tip);
  const [commit] = found;
  if (commit === undefined || found.length > 1)
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what:
        commit !== undefined
          ? `${shown('commit' in moment ? moment.commit : '')} begins several commits of the ledger`
          : 'commit' in moment
            ? `The ledger has no commit ${shown(moment.commit)} here`
            : `The ledger has no commit here that was made until ${moment.time}`,
      where: '--at',
      mend: `\`git log ${headOf(options.branch)}\` lists its commits; a clone that has not all of them brings them with \`git fetch --unshallow\``,
    });
  const snapshot = new Snapshot(store, commit, null);
  await checkFormat(snapshot, where);
  return new ViewWithParked(snapshot, [], options.kept);
}
