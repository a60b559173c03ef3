import { printable } from '../core/printable.js';
import { type LineageFinding, RULES, WARNINGS } from '../ledger/verify/findings.js';
import { type Verification, verifyLedger } from '../ledger/verify/verify.js';
import { type CommonOptions, openCliHost } from './host.js';

export interface VerifyCommandOptions extends CommonOptions {
  since?: string;
  json?: boolean;
  strict?: boolean;
}

/** `lineage-gate verify`. @returns 1 when there are errors, or warnings that count */
export async function verifyCommand(options: VerifyCommandOptions): Promise<number> {
  const { root, env } = await openCliHost(options);
  const result = await verifyLedger({
    folder: root,
    branch: options.ledgerBranch,
    env,
    since: options.since,
    now: Date.now(),
    strict: options.strict,
  });
  process.stdout.write(options.json ? `${JSON.stringify(result, undefined, 2)}\n` : report(result));
  return result.valid ? 0 : 1;
}

/** Findings by rule, then the one line that says it all. */
function report({ tip, commits, records, valid, findings }: Verification): string {
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
  return [...sections, `Ledger lineage at ${tip}: ${facts}.\n`].join('\n');
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
