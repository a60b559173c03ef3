import { LOCAL_PEOPLE } from '../commands/promote/people.js';
import { clear as clearRecalls } from '../commands/recall/clear.js';
import type { RecallDeps, RecallResult } from '../commands/recall/deps.js';
import { recall } from '../commands/recall/recall.js';
import { redactClear, redactRecall } from '../commands/recall/redact.js';
import { allAffected } from '../commands/recall/report.js';
import { clearRequestOf, recallRequestOf } from '../commands/recall/request.js';
import { isNotBegun, type RolledBack, rollBack, rollbackJson } from '../commands/recall/rollback.js';
import { UserError } from '../core/errors.js';
import { pushCommand } from '../core/ledger-commands.js';
import { printable, quoted } from '../core/printable.js';
import { recalledWords } from '../core/recall/same.js';
import { impactInShort } from '../report/lineage/impact.js';
import { tellCleared } from './cleared.js';
import { type CliHost, type CommonOptions, openCliHost } from './host.js';
import { doubtPart, impactTables, unjudgedPart } from './impact-tables.js';
import { jsonText } from './json.js';
import { factsOf } from './models-change.js';
import { hasServer } from './place.js';
import { depsOf as promoteDeps } from './promote.js';
import { textTable } from './tables.js';

export interface RecallOptions extends CommonOptions {
  reason?: string;
  clear?: string;
  severity?: string;
  incident?: string;
  contact?: string;
  discoveredAt?: string;
  name?: string;
  onlyName?: boolean;
  onlyDigest?: readonly string[];
  repository?: string;
  allRepositories?: boolean;
  rollback?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

/** `lineage-gate recall REF`, `lineage-gate recall --clear ID` */
export async function recallCommand(reference: string | undefined, options: RecallOptions): Promise<number> {
  const { reason = '', dryRun = false } = options;
  if (options.clear !== undefined) {
    requireNothingElse(reference, options);
    const asked = clearRequestOf({ clear: options.clear, reason, dryRun });
    const host = await openCliHost(options);
    return tellCleared(await clearRecalls(redactClear(asked, host), await depsOf(host)), { host, options });
  }
  const { severity = '', incident = '', contact = '', discoveredAt = '', repository = '' } = options;
  const asked = recallRequestOf({
    what: reference ?? '',
    reason,
    severity,
    incident,
    contact,
    discoveredAt,
    repository,
    dryRun,
    name: options.name ?? '',
    onlyName: options.onlyName ?? false,
    onlyDigest: (options.onlyDigest ?? []).join(','),
    allRepositories: options.allRepositories ?? false,
  });
  const host = await openCliHost(options);
  const result = await recall(redactRecall(asked, host), await depsOf(host));
  const rollbacks = options.rollback === true ? await rollBackAll(result, host, dryRun) : null;
  return tell(result, { host, options, rollbacks });
}

/** After the recall is on the tip, so that none goes back to what comes from it. */
async function rollBackAll(
  { event, affected }: RecallResult,
  host: CliHost,
  dry_run: boolean,
): Promise<RolledBack[]> {
  const deps = await promoteDeps(host);
  return rollBack(event, { affected: allAffected(event, affected), dry_run }, deps);
}

/** What says more of a recall says nothing of lifting one. @throws UserError E_INPUT_INVALID */
function requireNothingElse(reference: string | undefined, options: RecallOptions): void {
  const { severity, incident, contact, discoveredAt, name, onlyName, onlyDigest } = options;
  const { repository, allRepositories, rollback } = options;
  const given = Object.entries({
    REF: reference,
    '--severity': severity,
    '--incident': incident,
    '--contact': contact,
    '--discovered-at': discoveredAt,
    '--name': name,
    '--only-name': onlyName,
    '--only-digest': onlyDigest,
    '--repository': repository,
    '--all-repositories': allRepositories,
    '--rollback': rollback,
  }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length === 0) return;
  throw new UserError(
    given.map((name) => ({
      code: 'E_INPUT_INVALID',
      what: `\`${name}\` is given beside \`--clear\`, which names recalls by their ids`,
      where: name,
      mend: 'Leave one of the two away',
    })),
  );
}

/** What a recall on a laptop is made with. */
async function depsOf(host: CliHost): Promise<RecallDeps> {
  const facts = await factsOf(host);
  const { triggering_actor } = (await host.ci()).context;
  return {
    ledger: host.ledger,
    log: host.log,
    policy: await host.policy(),
    facts,
    triggering_actor,
    job: null,
    people: LOCAL_PEOPLE,
    place: { cwd: host.cwd, env: host.env },
  };
}

/** @returns 1 where a rollback that was asked for was not begun */
async function tell(
  result: RecallResult,
  {
    host,
    options,
    rollbacks,
  }: { host: CliHost; options: RecallOptions; rollbacks: readonly RolledBack[] | null },
): Promise<number> {
  process.stdout.write(
    options.json
      ? `${jsonText({ ...jsonOf(result), rollbacks: rollbacks?.map(rollbackJson) ?? [] })}\n`
      : `${textOf(result, options)}${rollbackLines(rollbacks)}`,
  );
  for (const note of result.notes) host.log.info(note);
  if (result.already === null && options.dryRun !== true) await tellOthers(host, options);
  return options.dryRun !== true && (rollbacks ?? []).some(isNotBegun) ? 1 : 0;
}

function rollbackLines(rollbacks: readonly RolledBack[] | null): string {
  if (rollbacks === null) return '';
  const head = ['STAGE', 'HELD', 'GOES BACK TO', 'STATE', 'WHY'];
  const rows = rollbacks.map(({ model, stage, version, to, state, why, result }) => [
    ...[`${model} ${stage ?? ''}`.trim(), version === null ? '' : `${version}`, to === null ? '' : `${to}`],
    state === 'pending-approval' ? `waits: request ${result?.request?.event.event_id ?? ''}` : state,
    why,
  ]);
  return rows.length === 0 ? '\nNo stage holds what comes from it.\n' : `\n${textTable(head, rows)}`;
}

/** GitHub knows of no workflow run that made it. */
async function tellOthers(host: CliHost, { ledgerBranch }: CommonOptions): Promise<void> {
  if (!(await hasServer(host))) return;
  host.log.info(
    `It is on the branch ${quoted(ledgerBranch)} of this clone. It refuses for others once you have run \`${pushCommand(ledgerBranch)}\`, or recalled the same by the workflow.`,
  );
}

function jsonOf({ event, already, affected, notes, commit }: RecallResult) {
  const { impact, doubtful, unjudged } = affected;
  return {
    event,
    already,
    notes,
    commit,
    versions: impact.versions,
    not_judged: unjudged,
    runs: impact.runs.map(({ run_id }) => run_id),
    judged_on_it: impact.judged.map(({ run_id }) => run_id),
    may_come_from_it: {
      runs: doubtful.runs.map(({ run_id }) => run_id),
      versions: doubtful.versions,
    },
  };
}

function textOf(
  { event, already, affected }: RecallResult,
  { dryRun = false, rollback = false }: RecallOptions,
): string {
  const what = printable(recalledWords(event.what));
  const { event_id: id } = event;
  if (already !== null)
    return `${what} is recalled already: recall ${id} of ${event.at}${already === 'same' ? '' : ', by an earlier attempt of this run'}. ${rollback && !dryRun ? 'It is not written again' : 'Nothing was written'}.\n`;
  const short = printable(impactInShort(affected.impact));
  if (!dryRun)
    return [
      `Recalled ${what}: recall ${id}\n${short}\n`,
      ...(event.what.kind === 'dataset' ? thingLines(event.what) : []),
      ...doubtPart(affected),
      ...unjudgedPart(affected),
    ].join('\n');
  return [
    `${what} would be recalled. Nothing was written.\n`,
    ...thingLines(event.what),
    ...impactTables(affected),
  ].join('\n');
}

/** What later runs are known by that read, or are of, the same. */
function thingLines(what: RecallResult['event']['what']): string[] {
  const list = (title: string, all: readonly string[]) =>
    all.length === 0 ? [] : [`${title}\n${all.map((one) => `  ${printable(one)}\n`).join('')}`];
  if (what.kind === 'commit') return list('Commits', what.commits);
  if (what.kind !== 'dataset') return [];
  return [
    ...list('Contents, under any name', what.contents),
    ...list(
      'Other names of these contents',
      what.other_names.map(({ name, version }) => `${name}@${version}`),
    ),
  ];
}
