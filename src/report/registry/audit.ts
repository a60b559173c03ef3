import { TAG_VALUE_LIMIT } from '../../core/key-values.js';
import { paragraphs } from '../detail.js';
import { SEVERITY_MARKS } from '../findings.js';
import { code, escapeText, table } from '../markdown.js';
import { count } from '../units.js';
import { auditVersion, verdictText } from './audit-version.js';
import type { AuditRecord, AuditVerification, AuditView } from './audit-view.js';
import { goneWords } from './event-words.js';
import { historyTable } from './history-markdown.js';

const ALL = Number.POSITIVE_INFINITY;
const LONGEST = 20_000;

/** A model's whole life as one Markdown page that needs nothing else. */
export function auditReport(view: AuditView): string {
  const { model, description, versions, history } = view;
  const isRenamed = view.gone?.type === 'model-renamed';
  return `${paragraphs([
    `# Audit of the model ${code(model)}`,
    gone(view),
    description === null ? '' : escapeText(description, LONGEST),
    table(['', ''], facts(view), ALL),
    '## Whether the ledger can be trusted',
    verificationText(view.verification),
    damage(view),
    isRenamed
      ? '## What was in which stage, and what the aliases meant, when it was renamed'
      : '## What is in which stage, and what the aliases mean',
    held(view),
    isRenamed ? '## Versions, as they were when it was renamed' : '## Versions',
    ...versions.map(auditVersion),
    '## History',
    'Struck through is what does not count. Times are when an event took effect.',
    historyTable(history),
    '## Verdicts on changes of stage',
    verdicts(view),
    '## Records that this rests on',
    records(view.records),
  ])}\n`;
}

function facts({ at, tool_version, ledger, tags, versions }: AuditView): string[][] {
  return [
    ['made', `${escapeText(at)} with Lineage Gate ${escapeText(tool_version)}`],
    ['ledger', `branch ${code(ledger.branch)} at commit ${code(ledger.commit ?? '–')}`],
    ['versions', versionsText(versions)],
    ...[...tags].map(([key, value]) => [`tag ${code(key)}`, escapeText(value, TAG_VALUE_LIMIT)]),
  ];
}

function versionsText(versions: AuditView['versions']): string {
  const kinds = new Map<string, number>();
  for (const { version, hidden } of versions) {
    const what = hidden?.type === 'model-renamed' ? 'under another name' : 'deleted';
    if (hidden !== null) kinds.set(what, (kinds.get(what) ?? 0) + 1);
    else if (version.run_id === null) kinds.set('unjudged', (kinds.get('unjudged') ?? 0) + 1);
  }
  const told = [...kinds].map(([kind, number]) => `${number} ${kind}`);
  return `${versions.length}${told.length === 0 ? '' : `, of which ${told.join(', ')}`}`;
}

/** Whoever has an old name of a model at hand must not take what was for what is. */
function gone({ gone: event }: AuditView): string {
  if (event === null) return '';
  const why = event.reason === null ? '' : ` (${escapeText(event.reason, LONGEST)})`;
  const told = `⚠️ This model was ${escapeText(goneWords(event), LONGEST)}${why}.`;
  return event.type === 'model-deleted'
    ? told
    : `${told} What follows is what it was by then: \`lineage-gate models audit\` of ${code(event.to)} has all of it.`;
}

/** Findings of the whole ledger: whoever changed another model's past could have changed this one's. */
export function verificationText({ valid, commits, records, tip, findings }: AuditVerification): string {
  const head = `${valid ? '✅ Valid' : '❌ Not valid'}: \`lineage-gate verify\` read ${count(commits, 'commit')} and ${count(records, 'record')} up to ${code(tip)}.`;
  const lines = findings.map(({ rule, severity, path, commit, what }) => {
    const mark = severity === 'error' ? SEVERITY_MARKS.error : SEVERITY_MARKS.warning;
    const where = path === null ? `commit ${code(commit ?? '–')}` : code(path, 1000);
    return `- ${mark} ${code(rule)} ${where} ${escapeText(what, LONGEST)}`;
  });
  return [head, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n');
}

function damage({ damage: all }: AuditView): string {
  if (all.length === 0) return '';
  const lines = all.map(({ path, why }) => `- ❌ ${code(path, 1000)} ${escapeText(why, LONGEST)}`);
  return [
    'These records cannot be true, so that nobody can tell for sure what the stages and aliases are. They are left out of what follows.',
    '',
    ...lines,
  ].join('\n');
}

function held({ held: all }: AuditView): string {
  if (all.length === 0) return 'No version is in a stage, and there is no alias.';
  const rows = all.map(({ name, version, since, remarks }) => [
    escapeText(name),
    escapeText([version, ...remarks].join('; ')),
    escapeText(since),
  ]);
  return table(['', 'version', 'since'], rows, ALL);
}

function verdicts({ history }: AuditView): string {
  const moves = history.flatMap(({ event, effect, not_counted }) =>
    event.type === 'stage-changed' && not_counted === null ? [{ event, effect }] : [],
  );
  if (moves.length === 0) return 'No version was ever moved.';
  return paragraphs(
    moves.map(({ event, effect }) => {
      const title = `**${escapeText(effect)}: version ${event.version}, ${escapeText(event.from_stage)} → ${escapeText(event.to_stage)}**`;
      return `${title}\n\n${event.policy === undefined ? '- no verdict was recorded' : verdictText(event.policy)}`;
    }),
  );
}

function records(all: readonly AuditRecord[]): string {
  const rows = all.map(({ path, digest, added }) => [
    code(path, 1000),
    code(digest),
    code(added?.commit ?? '–'),
    escapeText(added?.at ?? '–'),
  ]);
  return table(['record', 'digest of its bytes', 'commit that added it', 'committed'], rows, ALL);
}
