import { type OpenRecalls, openRecalls } from '../commands/recalled/open-recalls.js';
import { UserError } from '../core/errors.js';
import type { RecalledEvent } from '../core/generated/types.js';
import { fetchCommand } from '../core/ledger-commands.js';
import { quoted } from '../core/printable.js';
import { mendUnreadable } from '../core/recall/findings.js';
import { contentsWords, recalledWords } from '../core/recall/same.js';
import { isExpired } from '../core/registry/fold/requests.js';
import { recallPath } from '../ledger/layout.js';
import type { LedgerView } from '../ledger/ledger.js';
import { jsonText } from './json.js';
import type { ReadOptions } from './reader.js';
import { openRecallsReader, type RecallsReadOptions } from './recalls-reader.js';
import { cut, minute, textTable } from './tables.js';

export type RecallsOptions = RecallsReadOptions & { json?: boolean };

interface Listed {
  recall: RecalledEvent;
  state: 'open' | 'waits to be cleared' | 'cleared' | 'does not count';
  /** Why it does not count; null where it does, or nobody was asked. */
  uncounted: string | null;
  /** Whether GitHub was asked about the events. */
  events: 'as recorded' | 'verified';
  /** Who asks to lift it, and how many have approved; null where nobody does. */
  request: { event_id: string; approvals: number; needed: number } | null;
  cleared: { event_id: string; at: string; actor: string | null } | null;
}

const HEAD = ['RECALL', 'WHAT', 'SEVERITY', 'RECALLED', 'BY', 'RUNS', 'VERSIONS', 'STATE', 'REASON'];

/** `lineage-gate recalls ls`. @throws UserError after the list, for what of it cannot be read */
export async function recallsList(options: RecallsOptions): Promise<number> {
  const { ledger, log, ask } = await openRecallsReader(options);
  const view = await ledger.view();
  requireThere(view, options);
  const found = await openRecalls(view, { log, ask });
  const { unreadable } = found;
  const listed = listOf(found, {
    events: ask === undefined ? 'as recorded' : 'verified',
    at: new Date().toISOString(),
  });
  if (options.json) process.stdout.write(`${jsonText(listed)}\n`);
  else
    process.stdout.write(
      listed.length === 0
        ? 'Nothing is recalled.\n'
        : `${textTable(HEAD, listed.map(cellsOf))}\nLedger ${view.commit?.slice(0, 12)}, ${EVENTS[listed[0]?.events ?? 'as recorded']}\n`,
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

const EVENTS: Record<Listed['events'], string> = {
  'as recorded': 'events as recorded: `--verify-events` asks GitHub about them',
  verified: 'events held against GitHub',
};

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
        : `Fetch it with \`${fetchCommand(branch)}\`, or name the branch of your ledger`,
  });
}

/** The newest first. @param at now, RFC 3339 */
function listOf(
  { events: all, state, uncounted }: OpenRecalls,
  { events, at }: { events: Listed['events']; at: string },
): Listed[] {
  const { cleared, requests } = state;
  return all
    .filter((event) => event.type === 'recalled')
    .sort((one, other) => (one.event_id < other.event_id ? 1 : -1))
    .map((recall) => {
      const by = cleared.get(recall.event_id)?.by;
      const waiting = [...requests.values()].find(
        ({ event, answered }) =>
          answered === null && !isExpired({ event }, at) && event.recalls.includes(recall.event_id),
      );
      const why = uncounted.find(({ path }) => path === recallPath(recall.event_id))?.why ?? null;
      const isWaiting = by === undefined && why === null && waiting !== undefined;
      return {
        recall,
        state: stateOf({ isCounted: why === null, isCleared: by !== undefined, isWaiting }),
        uncounted: why,
        events,
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

function stateOf({
  isCounted,
  isCleared,
  isWaiting,
}: {
  isCounted: boolean;
  isCleared: boolean;
  isWaiting: boolean;
}): Listed['state'] {
  if (!isCounted) return 'does not count';
  if (isCleared) return 'cleared';
  return isWaiting ? 'waits to be cleared' : 'open';
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
