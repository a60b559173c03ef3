import { aliasesRemote } from '../commands/promote-remote/aliases.js';
import type { AliasesOutcome } from '../commands/promote-remote/request.js';
import type { AliasRequest } from '../commands/registry/alias-request.js';
import { checkedAliases } from '../commands/registry/aliases.js';
import { subjectOf } from '../commands/registry/change.js';
import { UserError } from '../core/errors.js';
import { wordsOf } from '../report/registry/event-words.js';
import { jsonText } from './json.js';
import { type PromoteRemoteOptions, runFaults, runLines, startedBy } from './promote-remote.js';
import { openRemote } from './remote.js';
import { fields } from './tables.js';

/** `lineage-gate models alias … --remote`, and `unalias`. @returns 130 when Ctrl-C ended the waiting */
export async function aliasesOnServer(asked: AliasRequest, options: PromoteRemoteOptions): Promise<number> {
  const remote = await openRemote(options);
  const aliases = await checkedAliases(asked, remote);
  const { outcome, code } = await startedBy(remote, options, (request, deps) =>
    aliasesRemote({ ...request, aliases }, deps),
  );
  const { is_there, events } = outcome;
  if (options.json) process.stdout.write(`${jsonText({ ...outcome, model: aliases.model })}\n`);
  else process.stdout.write(fields([...runLines(outcome), ...resultLines(outcome, aliases)]));
  const faults = runFaults(outcome, {
    isDone: is_there === true,
    wrote: events.length > 0,
    what: 'such change of aliases',
  });
  if (faults.length > 0) throw new UserError(faults);
  return code;
}

function resultLines(
  { events, conclusion, is_there }: AliasesOutcome,
  { model }: AliasRequest,
): (readonly [string, string])[] {
  if (events.length > 0)
    return events.map((event) => ['result', `${subjectOf(model, event.version)}: ${wordsOf(event)}`]);
  if (conclusion !== 'success' || is_there !== true) return [];
  return [['result', `${model}: the aliases are so already; nothing had to be written`]];
}
