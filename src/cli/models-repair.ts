import { LOCAL_PEOPLE } from '../commands/promote/people.js';
import type { Proposal, ProposedRecord } from '../commands/registry/proposal.js';
import { proposeRepair, repair } from '../commands/registry/repair.js';
import type { Repaired } from '../commands/registry/repair-request.js';
import { headOf } from '../core/ledger-commands.js';
import { printable } from '../core/printable.js';
import { MOST_RECORDS_ASKED } from '../core/registry/disown-request.js';
import { asWord } from '../core/shell-word.js';
import { leftWords } from '../report/promote/left.js';
import { count } from '../report/units.js';
import { askedAlready } from './asked-already.js';
import { type CliHost, type CommonOptions, openCliHost } from './host.js';
import { jsonText } from './json.js';
import { factsOf } from './models-change.js';
import { refusal } from './refusal.js';

export type RepairOptions = CommonOptions & { reason?: string; records?: string[]; json?: boolean };

/** `lineage-gate models repair MODEL`. @returns 1 when the policy refuses */
export async function modelsRepair(model: string, options: RepairOptions): Promise<number> {
  const host = await openCliHost(options);
  const request = { model, records: options.records ?? [] };
  if (options.reason === undefined) {
    const proposal = await proposeRepair(request, {
      view: await host.ledger.view(),
      now: new Date(host.now()).toISOString(),
    });
    print(options.json ? jsonText(proposal) : proposed(proposal, options));
    return 0;
  }
  const facts = await factsOf(host);
  const { triggering_actor } = (await host.ci()).context;
  const where = { triggering_actor, people: LOCAL_PEOPLE, job: null };
  const deps = { ...host, ...where, facts, policy: await host.policy() };
  return tellRepair(await repair({ ...request, reason: options.reason }, deps), { host, options });
}

/** Prints what came of a repair. @throws UserError with the findings of a refusal */
export function tellRepair(
  result: Repaired,
  {
    host,
    options,
  }: { host: Pick<CliHost, 'log'>; options: { json?: boolean; dryRun?: boolean; reason?: string } },
): number {
  if (options.json) print(jsonText(result));
  if (result.state === 'refused') throw refusal(result.findings, `repair of ${result.model}`, host.log);
  if (!options.json)
    print(
      `${written(result)}\n${askedAlready(result, options.reason)}${options.dryRun ? 'Nothing was written.\n' : ''}`.trimEnd(),
    );
  return 0;
}

function written({ state, model, records, left, request }: Repaired): string {
  const number = count(records.length, 'record');
  const { event, approvals = [] } = request ?? {};
  const id = event?.event_id ?? '';
  if (state === 'rejected' || state === 'cancelled') return `Request ${id} is ${state}.`;
  const lines =
    state === 'pending-approval' && event !== undefined
      ? [
          `${number} of ${model} to be disowned: ${approvals.length} of ${event.approvals} approval(s), until ${event.expires_at}`,
          ...paths(records),
          `Approve it: lineage-gate requests approve ${id}`,
        ]
      : [`${number} of ${model} disowned`, ...paths(records)];
  if (left > 0) lines.push(leftWords(left, state));
  return records.length === 0 ? whole(model) : lines.map(printable).join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function whole(model: string): string {
  return printable(`${model}: there is nothing to disown.`);
}

/** What is wrong, and the command that would mend it. */
function proposed(
  { model, damage, records, earlier }: Proposal,
  { records: named, ledgerBranch }: RepairOptions,
): string {
  const hidden = damage.filter(({ mend }) => mend !== undefined);
  if (hidden.length > 0) return hiddenText(model, hidden);
  if (records.length === 0) return whole(model);
  const rivals = records.filter(({ rival_of }) => rival_of !== undefined);
  // A person has to say which of these are forged: by itself the repair would be refused.
  const isUnclear = rivals.length > 0 || records.some(({ follows_missing }) => follows_missing);
  const words =
    named === undefined && !isUnclear ? [] : ['--records', ...records.map(({ path }) => asWord(path))];
  const command = ['lineage-gate', 'models', 'repair', asWord(model)];
  const some = records.slice(0, 3).map(({ path }) => asWord(path));
  return [
    `Of ${model} ${count(records.length, 'record')} would not count any more:`,
    ...records.flatMap(({ path, why }) => [`  ${path}`, `    ${why}`]),
    'Look at the commits that added them before you decide; one that was changed afterwards (`lineage-gate verify`: record-edited) is better put back:',
    `  git log ${asWord(headOf(ledgerBranch))} -- ${some.join(' ')}${records.length > some.length ? ' …' : ''}`,
    ...rivals.flatMap((rival) => rivalLines(rival, [...command, '--records', ...othersOf(named, rival)])),
    ...earlierLines(earlier, records),
    ...(records.length > MOST_RECORDS_ASKED
      ? [
          `Where a stage needs approvals, a request names ${MOST_RECORDS_ASKED} of them, and the rest is asked for once these are disowned.`,
        ]
      : []),
    'One event then says that they do not count; nothing is rewritten:',
    `  ${[...command, ...words, '--reason', "'WHY'"].join(' ')}`,
  ]
    .map(printable)
    .join('\n');
}

/** What no event can mend, since it hides the model's records. */
function hiddenText(model: string, hidden: Proposal['damage']): string {
  return [
    `Of ${model} records are hidden, and no event can disown what hides them:`,
    ...hidden.flatMap(({ path, why, mend = '' }) => [`  ${path}`, `    ${why}`, `    ${mend}`]),
  ]
    .map(printable)
    .join('\n');
}

/** What was named beside a rival, as it has to be named with the other one. */
function othersOf(named: readonly string[] = [], { path }: ProposedRecord): string[] {
  return named.filter((one) => one !== path).map(asWord);
}

/** Of two that follow one event, whoever reads has to take one; it need not be the true one. */
function rivalLines({ path, rival_of }: ProposedRecord, command: readonly string[]): string[] {
  return [
    `${path} and ${rival_of} follow the same event, and the ledger goes on with the second for now. If that is the forged one, see what goes with it:`,
    `  ${[...command, asWord(rival_of ?? '')].join(' ')}`,
  ];
}

/** Who may push can disown true records, too. */
function earlierLines(earlier: readonly string[], records: readonly ProposedRecord[]): string[] {
  const others = earlier.filter((path) => !records.some((one) => one.path === path));
  if (others.length === 0) return [];
  return [
    'These events disowned records earlier. Is one of them forged, name that one in `--records` and nothing else:',
    ...others.map((path) => `  ${path}`),
  ];
}

function paths(records: readonly Pick<ProposedRecord, 'path'>[]): string[] {
  return records.map(({ path }) => `  ${path}`);
}
