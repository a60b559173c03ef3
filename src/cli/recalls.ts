import { openRecalls } from '../commands/recalled/open-recalls.js';
import { UserError } from '../core/errors.js';
import type { RecalledEvent } from '../core/generated/types.js';
import { quoted } from '../core/printable.js';
import { mendUnreadable } from '../core/recall/findings.js';
import type { RecallState } from '../core/recall/recall.js';
import { recalledWords } from '../core/recall/same.js';
import { asWord } from '../core/shell-word.js';
import type { LedgerView } from '../ledger/ledger.js';
import { jsonText } from './json.js';
import { openReader, type ReadOptions } from './reader.js';
import { cut, minute, textTable } from './tables.js';

export type RecallsOptions = ReadOptions & { json?: boolean };

interface Listed {
  recall: RecalledEvent;
  state: 'open' | 'waits to be cleared' | 'cleared';
  /** Who asks to lift it, and how many have approved; null where nobody does. */
  request: { event_id: string; approvals: number; needed: number } | null;
  cleared: { event_id: string; at: string; actor: string | null } | null;
}

const HEAD = ['RECALL', 'WHAT', 'SEVERITY', 'RECALLED', 'BY', 'RUNS', 'VERSIONS', 'STATE', 'REASON'];

/** `lineage-gate recalls ls`: as recorded. @throws UserError after the list, for what of it cannot be read */
export async function recallsList(options: RecallsOptions): Promise<number> {
  const { ledger, log } = await openReader(options);
  const view = await ledger.view();
  requireThere(view, options);
  const { state, unreadable } = await openRecalls(view, { log });
  const listed = listOf(state);
  if (options.json) process.stdout.write(`${jsonText(listed)}\n`);
  else
    process.stdout.write(
      listed.length === 0 ? 'Nothing is recalled.\n' : textTable(HEAD, listed.map(cellsOf)),
    );
  if (unreadable.length === 0) return 0;
  const shown = unreadable.slice(0, UNREADABLE_SHOWN);
  const left = unreadable.length - shown.length;
  throw new UserError(
    shown.map(({ id, path, why }, index) => ({
      code: 'E_LEDGER_RECORD_INVALID',
      what: `The record ${path} ${why}: what it recalls nobody can tell, and all is refused that a recall refuses${index === shown.length - 1 && left > 0 ? `. And ${left} more` : ''}`,
      where: path,
      mend: mendUnreadable(id),
    })),
  );
}

const UNREADABLE_SHOWN = 20;

/** A branch that was mistyped is no ledger on which nothing is recalled. @throws UserError E_LEDGER_NOT_A_LEDGER */
export function requireThere({ commit }: Pick<LedgerView, 'commit'>, options: ReadOptions): void {
  const { ledgerBranch: branch, remote } = options;
  if (commit !== null) return;
  throw new UserError({
    code: 'E_LEDGER_NOT_A_LEDGER',
    what: `There is no branch ${quoted(branch)}${remote === true ? ' on the server' : ' in this repository'}, so nobody can tell what is recalled`,
    where: '--ledger-branch',
    mend:
      remote === true
        ? 'Name the branch of your ledger'
        : `Fetch it with \`git fetch origin ${asWord(`${branch}:${branch}`)}\`, or name the branch of your ledger`,
  });
}

/** The newest first. */
function listOf({ open, cleared, requests }: RecallState): Listed[] {
  const all = [...open, ...[...cleared.values()].map(({ recall }) => recall)];
  return all
    .sort((one, other) => (one.event_id < other.event_id ? 1 : -1))
    .map((recall) => {
      const by = cleared.get(recall.event_id)?.by;
      const waiting = [...requests.values()].find(
        ({ event, answered }) => answered === null && event.recalls.includes(recall.event_id),
      );
      const isWaiting = by === undefined && waiting !== undefined;
      return {
        recall,
        state: by !== undefined ? 'cleared' : isWaiting ? 'waits to be cleared' : 'open',
        request: isWaiting
          ? {
              event_id: waiting.event.event_id,
              approvals: waiting.approvals.length,
              needed: waiting.event.approvals,
            }
          : null,
        cleared: by === undefined ? null : { event_id: by.event_id, at: by.at, actor: by.actor },
      };
    });
}

/** What tells recalls of one name apart. */
function contentsWords(what: RecalledEvent['what']): string {
  if (what.kind !== 'dataset' || what.contents.length === 1) return '';
  return what.contents.length === 0 ? ' (by its name alone)' : ` (${what.contents.length} contents)`;
}

function cellsOf({ recall, state, request, cleared }: Listed): string[] {
  const { event_id, what, severity, at, actor, affected, reason } = recall;
  const said =
    request !== null
      ? `${state} (${request.approvals} of ${request.needed})`
      : cleared !== null
        ? `${state} ${minute(cleared.at)}`
        : state;
  return [
    ...[
      event_id,
      `${cut(recalledWords(what), 60)}${contentsWords(what)}`,
      severity ?? '',
      minute(at),
      actor ?? '',
    ],
    ...[String(affected.runs.length), String(affected.versions.length), said, cut(reason, 40)],
  ];
}
