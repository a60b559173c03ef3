import { TAGS_ONLY } from '../core/policy/metric-rule.js';
import { shortCommit } from './links.js';
import { count } from './units.js';

const NAMES_SHOWN = 3;
const OTHER_DATA = 'compared across different data';

/** Makes a foreign name safe for where the sentence goes. */
type Show = (name: string) => string;

/** What one section of a report comes to. `tracked` and `note` are no verdicts. */
export type State = 'pass' | 'fail' | 'no-runs' | 'not-applicable' | 'tracked' | 'note';

/** The part of a section that the verdict of the whole is made of. */
export interface Outcome {
  /** Model and, where several share it, the matrix leg. Foreign text. */
  name: string;
  state: State;
  errors: number;
  warnings: number;
  waived: number;
  /** Judged without anything to compare with. */
  no_baseline: boolean;
  /** Judged by a policy that limits no metric. */
  tags_only: boolean;
  /** Compared with a baseline that had other data. */
  other_data: boolean;
}

/** Whether it lets the pull request through. */
export function passes({ state }: Outcome): boolean {
  return state !== 'fail' && state !== 'no-runs';
}

/** The whole report in one line, without a mark. */
export function headline(outcomes: readonly Outcome[], commit: string, show: Show): string {
  const [first] = outcomes;
  if (first === undefined) return `No run was recorded for ${show(shortCommit(commit))}`;
  if (outcomes.length === 1) return single(first, commit, show);
  if (outcomes.every(({ state }) => state === 'tracked')) return `${outcomes.length} runs recorded`;
  const failing = outcomes.filter((outcome) => !passes(outcome));
  const models = outcomes.length;
  if (failing.length === 0) {
    const which = models > NAMES_SHOWN ? `All ${models} models` : names(outcomes, show);
    return `${which} pass${extras(outcomes)}`;
  }
  const verb = failing.length === 1 ? 'does' : 'do';
  return `${failing.length} of ${models} models ${verb} not pass: ${names(failing, show)}`;
}

/** One section in one line, without a mark; for reports with several. */
export function sectionLine(outcome: Outcome, show: Show): string {
  const name = show(outcome.name);
  if (outcome.state === 'no-runs')
    return name === '' ? 'no run was recorded' : `${name}: no run was recorded`;
  if (outcome.state === 'not-applicable')
    return name === '' ? 'nothing to judge' : `${name}: nothing to judge`;
  if (outcome.state === 'tracked') return name;
  if (outcome.state === 'fail') return `${name}: ${faults(outcome)}`;
  return `${name} passes${extras([outcome])}`;
}

export function markOf(outcomes: readonly Outcome[]): string {
  if (outcomes.length > 0 && outcomes.every(({ state }) => state === 'tracked')) return '📋';
  return outcomes.length > 0 && outcomes.every(passes) ? '✅' : '❌';
}

function single(outcome: Outcome, commit: string, show: Show): string {
  const name = show(outcome.name);
  switch (outcome.state) {
    case 'no-runs':
      return `No run ${name === '' ? '' : `of ${name} `}was recorded for ${show(shortCommit(commit))}`;
    case 'not-applicable':
      return 'Nothing that a model depends on was changed';
    case 'tracked':
    case 'note':
      return name;
    case 'fail':
      return `${name} does not pass: ${faults(outcome)}`;
    case 'pass':
      return `${name} passes${extras([outcome])}`;
  }
}

function faults({ errors, warnings, other_data }: Outcome): string {
  const counts = [count(errors, 'finding'), ...(warnings === 0 ? [] : [count(warnings, 'warning')])];
  return `${counts.join(' and ')}${other_data ? ` (${OTHER_DATA})` : ''}`;
}

/** What a pass should not hide: ` (tags only: no metric has a limit; no baseline), with 1 warning`. */
function extras(outcomes: readonly Outcome[]): string {
  const warnings = outcomes.reduce((sum, outcome) => sum + outcome.warnings, 0);
  const waived = outcomes.reduce((sum, outcome) => sum + outcome.waived, 0);
  const parts = [
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
    ...(waived === 0 ? [] : [`${count(waived, 'finding')} waived`]),
  ];
  const alone = outcomes.filter(({ no_baseline }) => no_baseline).length;
  const byTags = outcomes.filter(({ tags_only }) => tags_only).length;
  const other = outcomes.filter(({ other_data }) => other_data).length;
  const limits = [
    someOf(byTags, outcomes, [TAGS_ONLY, 'by tags only']),
    someOf(alone, outcomes, ['no baseline', 'without a baseline']),
    someOf(other, outcomes, [OTHER_DATA, OTHER_DATA]),
  ].filter((text) => text !== '');
  return `${limits.length === 0 ? '' : ` (${limits.join('; ')})`}${parts.length === 0 ? '' : `, with ${parts.join(' and ')}`}`;
}

/** Said of all of them, of some, or of none. */
function someOf(some: number, all: readonly Outcome[], [ofAll, ofSome]: [string, string]): string {
  if (some === 0) return '';
  return some === all.length ? ofAll : `${some} ${ofSome}`;
}

function names(outcomes: readonly Outcome[], show: Show): string {
  const shown = outcomes.slice(0, NAMES_SHOWN).map(({ name }) => (name === '' ? 'no run' : show(name)));
  const more = outcomes.length - shown.length;
  if (more > 0) shown.push(`${more} more`);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
