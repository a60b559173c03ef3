import { TAGS_ONLY } from '../core/policy/metric-rule.js';
import { shortCommit } from './links.js';
import { count } from './units.js';

const NAMES_SHOWN = 3;
const OTHER_DATA = 'compared across different data';
/** Characters of a name in a report. */
export const MAX_NAME = 120;

/** Makes a foreign text safe for where the sentence goes. @param max its longest, in characters; default: that of a name */
type Show = (text: string, max?: number) => string;

/** Characters of a reason within a headline. */
const MAX_REASON = 160;

/** What one section of a report comes to. `tracked` and `note` are no verdicts. */
export type State = 'pass' | 'fail' | 'no-runs' | 'not-applicable' | 'tracked' | 'note';

/** The part of a section that the verdict of the whole is made of. */
export interface Outcome {
  /** The model and, where several configurations of it were judged, what tells this one apart. Foreign text. */
  name: string;
  /** The beginning of `name` that is the model. */
  model: string;
  state: State;
  /** What a failure is due to, in a few words, of which some are foreign; else empty. */
  reason: string;
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

/** The whole report in one line, without a mark. Models are counted, not their configurations. */
export function headline(outcomes: readonly Outcome[], commit: string, show: Show): string {
  const [first] = outcomes;
  if (first === undefined) return `No run was recorded for ${show(shortCommit(commit))}`;
  if (outcomes.length === 1) return single(first, commit, show);
  if (outcomes.every(({ state }) => state === 'tracked')) return `${outcomes.length} runs recorded`;
  const failing = outcomes.filter((outcome) => !passes(outcome));
  const models = modelsOf(outcomes);
  if (failing.length === 0) return allPass(outcomes, models, show);
  const [cause] = failing;
  // One cause for all, or that of the only one.
  const isShared = cause !== undefined && failing.every(({ reason }) => reason === cause.reason);
  const why = isShared && cause.reason !== '' ? ` (${shownReason(cause, show)})` : '';
  if (models.length === 1) {
    const which = listed(
      failing.map((outcome) => labelOf(outcome) || 'no run'),
      show,
    );
    return `${show(first.model)} does not pass in ${failing.length} of ${outcomes.length} configurations: ${which}${why}`;
  }
  const bad = modelsOf(failing).length;
  const which = listed(
    failing.map(({ name }) => name || 'no run'),
    show,
  );
  return `${bad} of ${models.length} models ${bad === 1 ? 'does' : 'do'} not pass: ${which}${why}`;
}

function allPass(outcomes: readonly Outcome[], models: readonly string[], show: Show): string {
  const [model = ''] = models;
  if (models.length === 1) {
    const all = outcomes.length === 2 ? 'both' : `all ${outcomes.length}`;
    return `${show(model)} passes in ${all} configurations${extras(outcomes)}`;
  }
  const which = models.length > NAMES_SHOWN ? `All ${models.length} models` : listed(models, show);
  return `${which} pass${extras(outcomes)}`;
}

function modelsOf(outcomes: readonly Outcome[]): string[] {
  return [...new Set(outcomes.map(({ model }) => model))];
}

/** What tells a configuration apart from the others of its model. */
function labelOf({ name, model }: Outcome): string {
  return name.slice(model.length).replace(/^,? /, '');
}

/** One section in one line, without a mark; for reports with several. */
export function sectionLine(outcome: Outcome, show: Show): string {
  const name = show(outcome.name);
  if (outcome.state === 'no-runs')
    return name === '' ? 'no run was recorded' : `${name}: no run was recorded`;
  if (outcome.state === 'not-applicable')
    return name === '' ? 'nothing to judge' : `${name}: nothing to judge`;
  if (outcome.state === 'tracked') return name;
  if (outcome.state === 'fail') return `${name}: ${faults(outcome, show)}`;
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
      return `No run ${name === '' ? '' : `of ${name} `}was recorded for ${show(shortCommit(commit))}${outcome.reason === '' ? '' : `: ${shownReason(outcome, show)}`}`;
    case 'not-applicable':
      return 'Nothing that a model depends on was changed';
    case 'tracked':
    case 'note':
      return name;
    case 'fail':
      return `${name} does not pass: ${faults(outcome, show)}`;
    case 'pass':
      return `${name} passes${extras([outcome])}`;
  }
}

/** The cause, and how much more there is. */
function faults(outcome: Outcome, show: Show): string {
  const { errors, warnings, reason, other_data } = outcome;
  const alarms = warnings === 0 ? [] : [count(warnings, 'warning')];
  const data = other_data ? ` (${OTHER_DATA})` : '';
  if (reason === '') return `${[count(errors, 'finding'), ...alarms].join(' and ')}${data}`;
  const more = [...(errors > 1 ? [count(errors - 1, 'more finding')] : []), ...alarms];
  return `${shownReason(outcome, show)}${data}${more.length === 0 ? '' : `; and ${more.join(', ')}`}`;
}

function shownReason({ reason }: Outcome, show: Show): string {
  return show(reason, MAX_REASON);
}

/** What a pass should not hide: ` (tags only: no metric has a limit; no baseline), with 1 warning`. */
function extras(outcomes: readonly Outcome[]): string {
  const warnings = outcomes.reduce((sum, outcome) => sum + outcome.warnings, 0);
  const waived = outcomes.reduce((sum, outcome) => sum + outcome.waived, 0);
  const parts = [
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
    ...(waived === 0 ? [] : [`${count(waived, 'finding')} waived`]),
  ];
  const remarks = remarksOf(outcomes);
  const aside = remarks.length === 0 ? '' : ` (${remarks.join('; ')})`;
  return `${aside}${parts.length === 0 ? '' : `, with ${parts.join(' and ')}`}`;
}

/** What was not looked at, of all of them or of some. */
function remarksOf(outcomes: readonly Outcome[]): string[] {
  const some = (is: (outcome: Outcome) => boolean, [ofAll, ofSome]: [string, string]) => {
    const number = outcomes.filter(is).length;
    if (number === 0) return [];
    return [number === outcomes.length ? ofAll : `${number} ${ofSome}`];
  };
  return [
    ...some(({ tags_only }) => tags_only, [TAGS_ONLY, 'by tags only']),
    ...some(({ no_baseline }) => no_baseline, ['no baseline', 'without a baseline']),
    ...some(({ other_data }) => other_data, [OTHER_DATA, OTHER_DATA]),
  ];
}

/** The first of these. */
function listed(names: readonly string[], show: Show): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => show(name));
  const more = names.length - shown.length;
  if (more > 0) shown.push(`${more} more`);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
