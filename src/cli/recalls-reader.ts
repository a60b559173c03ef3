import { type AskRecall, recallAsker } from '../commands/recalled/ask.js';
import { askDepsIf } from './ask-events.js';
import { openReader, type Reader, type ReadOptions } from './reader.js';

export type RecallsReadOptions = ReadOptions & { verifyEvents?: boolean };

/** What shows recalls: as they are recorded or, where that is asked for, as GitHub answers about them. */
export async function openRecallsReader(
  options: RecallsReadOptions,
): Promise<Reader & { ask: AskRecall | undefined }> {
  const { verifyEvents: isGiven = false, remote, repository, ...own } = options;
  // Without `--remote` the ledger is that of this clone, whichever repository is asked about its events.
  const reader = await openReader(isGiven && remote !== true ? own : options);
  if (!isGiven) return { ...reader, ask: undefined };
  const { log, root } = reader;
  const deps = await askDepsIf({ env: process.env, log, root }, options, {
    option: '--verify-events',
    isGiven,
  });
  return { ...reader, ask: deps === null ? undefined : recallAsker(deps()) };
}
