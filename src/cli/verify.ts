import { confirmAll } from '../commands/confirm/all.js';
import { type AskDeps, eventAsker } from '../commands/confirm/ask.js';
import { descending } from '../commands/recall/descending.js';
import { recallAsker } from '../commands/recalled/ask.js';
import type { Log } from '../core/log.js';
import { printable } from '../core/printable.js';
import { type LineageFinding, RULES, WARNINGS } from '../ledger/verify/findings.js';
import type { Confirming, OnlineCounts } from '../ledger/verify/online.js';
import { type Verification, verifyLedger } from '../ledger/verify/verify.js';
import { askDepsIf } from './ask-events.js';
import { type CommonOptions, openCliHost } from './host.js';
import { jsonText } from './json.js';

export interface VerifyCommandOptions extends CommonOptions {
  since?: string;
  json?: boolean;
  strict?: boolean;
  online?: boolean;
  repository?: string;
  keys?: string;
}

/** `lineage-gate verify`. @returns 1 when there are errors, or warnings that count */
export async function verifyCommand(options: VerifyCommandOptions): Promise<number> {
  const host = await openCliHost(options);
  const { root, env } = host;
  const { online = false } = options;
  const deps = await askDepsIf(host, options, {
    option: '--online',
    isGiven: online,
    most: Number.POSITIVE_INFINITY,
  });
  const result = await verifyLedger({
    folder: root,
    branch: options.ledgerBranch,
    env,
    since: options.since,
    now: Date.now(),
    strict: options.strict,
    descends: descending(host.ledger),
    confirm: deps === null ? undefined : confirming(deps(), host.log),
  });
  process.stdout.write(options.json ? `${jsonText(result)}\n` : report(result));
  return result.valid ? 0 : 1;
}

function confirming(deps: AskDeps, log: Log): Confirming {
  const [askEvent, askRecall] = [eventAsker(deps), recallAsker(deps)];
  return {
    models: (all) => confirmAll(all, askEvent, log),
    recalls: (all) => confirmAll([all], askRecall, log),
  };
}

/** Findings by rule, then the one line that says it all. */
function report({ tip, commits, records, valid, findings, online }: Verification): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const sections = rules.map((rule) => {
    const group = findings.filter((one) => one.rule === rule);
    return section(rule, group);
  });
  const [errors, warnings] = (['error', 'warning'] as const).map(
    (severity) => findings.filter((one) => one.severity === severity).length,
  );
  const verdict = [
    ...(valid ? ['valid'] : []),
    ...(errors ? [count(errors, 'finding')] : []),
    ...(warnings ? [count(warnings, 'warning')] : []),
  ].join(', ');
  const facts = `${count(commits, 'commit')}, ${count(records, 'record')}, ${verdict}`;
  const asked = online === undefined ? '' : onlineText(online);
  return [...sections, `${asked}Ledger lineage at ${tip}: ${facts}.\n`].join('\n');
}

function onlineText({ confirmed, contradicted, unchecked, by_token, ...more }: OnlineCounts): string {
  const { conclusions, notes } = more;
  const all = confirmed + contradicted + unchecked;
  const ends = Object.entries(conclusions).map(([end, number]) => `${number} ${printable(end)}`);
  const gone = by_token === 0 ? [] : [`${by_token} gone (confirmed by what GitHub had signed)`];
  const runs = [...ends, ...gone];
  const told = runs.length === 0 ? '' : ` Their workflow runs: ${runs.join(', ')}.`;
  const remarks = notes.map(({ path, what }) => `  ${printable(path)}: ${printable(what)}\n`).join('');
  return `${remarks === '' ? '' : `Remarks\n${remarks}`}GitHub confirms ${confirmed} of ${count(all, 'event')}; ${contradicted} not as it says, ${unchecked} not checked.${told}\n`;
}

function section(rule: LineageFinding['rule'], findings: readonly LineageFinding[]): string {
  const lines = findings.map(({ path, commit, what }) => {
    const id = commit?.slice(0, 12);
    const subject = path ?? `commit ${id}`;
    const where = path === null || id === undefined ? '' : ` (commit ${id})`;
    return `  ${printable(subject)} ${printable(what)}${where}\n`;
  });
  const { title, mend } = RULES[rule];
  return `${title} [${rule}${WARNINGS.has(rule) ? ', a warning' : ''}]\n${lines.join('')}  → ${mend}.\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
