import { printable } from '../core/printable.js';
import { checkIndex, type IndexCheck } from '../ledger/index/check.js';
import { reindex } from '../ledger/index/reindex.js';
import { type CommonOptions, openCliHost } from './host.js';

export interface ReindexOptions extends CommonOptions {
  check?: boolean;
}

/** `lineage-gate reindex`. @returns 1 when it was asked to check and something is wrong */
export async function reindexCommand(options: ReindexOptions): Promise<number> {
  const { ledger, log } = await openCliHost(options);
  if (options.check) return report(await checkIndex(await ledger.view()));
  const { days, records, unreadable, commit } = await reindex(ledger, { log });
  for (const { day, error } of unreadable) log.warning(`${day} gets no look-ups: ${error.message}`);
  const what = `${records} ${records === 1 ? 'run' : 'runs'} on ${days} ${days === 1 ? 'day' : 'days'}`;
  process.stdout.write(
    commit === null ? `The index was right already: ${what}\n` : `Index of ${what}, commit ${commit}\n`,
  );
  return 0;
}

function report({ problems, days, covered }: IndexCheck): number {
  for (const { path, what } of problems) process.stdout.write(`${printable(`${path} ${what}`)}\n`);
  if (problems.length > 0) {
    process.stderr.write('Make the index anew: lineage-gate reindex\n');
    return 1;
  }
  const rest = days - covered;
  const unread = rest === 0 ? '' : `; it leaves out ${rest}, which look-ups read whole`;
  process.stdout.write(
    `The index fits the records of ${covered} ${covered === 1 ? 'day' : 'days'}${unread}\n`,
  );
  return 0;
}
