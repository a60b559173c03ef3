import { type ClearResult, isUnwritten } from '../commands/recall/deps.js';
import { printable } from '../core/printable.js';
import { recalledWords } from '../core/recall/same.js';
import { untilWords } from '../report/recall/words.js';
import type { CliHost } from './host.js';
import { jsonText } from './json.js';

interface Asked {
  dryRun?: boolean;
  json?: boolean;
}

/** What became of a request to lift recalls. @returns 0 */
export function tellCleared(
  result: ClearResult,
  { host, options }: { host: Pick<CliHost, 'log'>; options: Asked },
): number {
  process.stdout.write(
    options.json ? `${jsonText(result)}\n` : `${clearedLines(result, options).map(printable).join('\n')}\n`,
  );
  if (result.state === 'pending-approval' && options.dryRun !== true)
    host.log.info(
      `Who may approve it, ${result.approvers === null ? 'whoever may write' : result.approvers.join(', ')}, and has not asked for it, runs the same command.`,
    );
  return 0;
}

function clearedLines(
  { state, recalls, request, events, cancelled }: ClearResult,
  { dryRun = false }: Asked,
): string[] {
  const names = recalls.map(({ event_id, what }) => `${event_id} (${recalledWords(what)})`).join(', ');
  const end = dryRun ? ' Nothing was written.' : '';
  const ends = cancelled.map(
    ({ request: id, model, version }) =>
      `Rollback request ${id} of ${model} version ${version} is cancelled.`,
  );
  if (state === 'done')
    return [
      events.length === 0
        ? `Lifted already: ${names}`
        : `${dryRun ? 'Would lift' : 'Lifted'}: ${names}${end}`,
      ...ends,
    ];
  if (state === 'rejected' || state === 'cancelled')
    return [
      `The request ${request?.event.event_id ?? ''} to lift ${names} ${dryRun ? 'would be' : 'is'} ${state}.${end}`,
    ];
  const wait = recalls.length === 1 ? 'waits' : 'wait';
  const until = request === null ? '' : untilWords(request.event);
  const given = `${request?.approvals.length ?? 0} of ${request?.event.approvals ?? 0} approvals${until}`;
  const id = request?.event.event_id ?? '';
  if (events.length === 0)
    return [`${names} ${wait} to be lifted already: ${given}, request ${id}. Nothing was written.`];
  const asked = isUnwritten({ events }, dryRun) ? '' : `, request ${id}`;
  return [`${names} ${dryRun ? 'would wait' : wait} to be lifted: ${given}${asked}.${end}`];
}
