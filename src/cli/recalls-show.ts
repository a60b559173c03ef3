import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { appear, isThere } from '../commands/fetch/target.js';
import { affectedBy } from '../commands/recall/affected.js';
import { descending } from '../commands/recall/descending.js';
import { findRecall } from '../commands/recall/one-recall.js';
import { reportJson } from '../commands/recall/report.js';
import { standingOf } from '../commands/recall/standing.js';
import { openRecalls } from '../commands/recalled/open-recalls.js';
import { UserError } from '../core/errors.js';
import { printable } from '../core/printable.js';
import { TOOL_VERSION } from '../core/version.js';
import { verifyLedger } from '../ledger/verify/verify.js';
import { recallReport } from '../report/recall/report.js';
import type { RecallReportView } from '../report/recall/view.js';
import { openCliHost } from './host.js';
import { jsonText } from './json.js';
import { openRecallsReader, type RecallsReadOptions } from './recalls-reader.js';

export type RecallsShowOptions = RecallsReadOptions & { json?: boolean; out?: string };

/** `lineage-gate recalls show ID [--out FOLDER]`. Prints the report, or the folder that has it. */
export async function recallsShow(id: string, options: RecallsShowOptions): Promise<number> {
  const { out } = options;
  const target = out === undefined ? undefined : { path: path.resolve(out), shown: out };
  const isAnew = target !== undefined && (await isReport(target.path, id));
  if (target !== undefined && !isAnew) await isThere(target, []);
  const view = await reportOf(id, options);
  const json = () => `${jsonText(reportJson(view))}\n`;
  if (target === undefined) process.stdout.write(options.json ? json() : recallReport(view));
  else {
    await appear(target, [], async ({ folder }) => {
      await writeFile(path.join(folder, 'report.md'), recallReport(view));
      await writeFile(path.join(folder, 'report.json'), json());
      if (isAnew) for (const name of FILES) await rm(path.join(target.path, name), { force: true });
    });
    process.stdout.write(`${printable(target.shown)}\n`);
  }
  return 0;
}

const FILES: readonly string[] = ['report.md', 'report.json'];

/** Whether a folder has an earlier report of the same recall, and nothing else: that one gives way. */
async function isReport(folder: string, id: string): Promise<boolean> {
  try {
    const names = await readdir(folder);
    const stats = await Promise.all([lstat(folder), ...names.map((name) => lstat(path.join(folder, name)))]);
    if (!names.every((name, index) => FILES.includes(name) && stats[index + 1]?.isFile())) return false;
    const { recall } = JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8'));
    return stats[0]?.isDirectory() === true && recall.event_id.startsWith(id.toLowerCase());
  } catch {
    // What cannot be read is told by who writes there.
    return false;
  }
}

async function reportOf(id: string, options: RecallsShowOptions): Promise<RecallReportView> {
  const { ledger, log, policy, ask } = await openRecallsReader(options);
  const view = await ledger.view();
  const recall = await findRecall(view, id);
  const affected = await affectedBy(recall, view);
  const matters = ({ event_id }: { event_id: string }) => event_id === recall.event_id;
  const recalls = await openRecalls(view, { log, ask, matters });
  const at = new Date().toISOString();
  const passing = await policy().then(
    (rules) => ({ policy: rules, now: at }),
    (error: Error) => log.warning(`Waivers are not in the report: ${printable(error.message)}`),
  );
  const standing = await standingOf(recall, { view, recalls, affected, ...(passing && { passing }) });
  const { ledgerBranch: branch } = options;
  return {
    ...standing,
    isVerified: ask !== undefined,
    at,
    tool_version: TOOL_VERSION,
    ledger: { branch, commit: view.commit },
    verification: options.remote === true ? null : await verified(options),
  };
}

/** Of a server's ledger the tip alone is fetched, so that nobody can walk its history; nor that of a shallow clone. */
async function verified(options: RecallsShowOptions) {
  const { root, env, now, ledger, log } = await openCliHost(options);
  const place = { folder: root, branch: options.ledgerBranch, env };
  try {
    return await verifyLedger({ ...place, now: now(), descends: descending(ledger) });
  } catch (error) {
    if (!(error instanceof UserError) || !error.has('E_LEDGER_INCOMPLETE')) throw error;
    log.warning(`The report does not say whether the ledger can be trusted: ${printable(error.message)}`);
    return null;
  }
}
