import { type ImpactedVersion, isInProduction } from '../../core/lineage/impact.js';
import type { Tenure } from '../../core/lineage/tenure.js';
import type { ClearRequest } from '../../core/recall/recall.js';
import { UNJUDGED_LEAVES } from '../../core/registry/absent.js';
import { ARCHIVED } from '../../core/registry/registry.js';
import { uriOf } from '../../core/registry/version.js';
import { asWord } from '../../core/shell-word.js';
import { code } from '../markdown.js';
import { whoOf } from '../registry/event-words.js';
import { count } from '../units.js';
import type { Move, RecallView } from './view.js';

/** What a version holds now or, with `ended`, what it held before; in the order of the beginnings. */
export function heldBy({ tenures }: Pick<ImpactedVersion, 'tenures'>, ended = false): Tenure[] {
  return tenures.filter(({ to }) => (to !== null) === ended);
}

/** A version that people or programs still get by a stage, an alias or at an endpoint. */
export function isLive({ tenures }: Pick<ImpactedVersion, 'tenures'>): boolean {
  return tenures.some(({ to, holds }) => to === null && holds !== ARCHIVED);
}

/** Where it is got from, in words: `Production, @champion, serves at /predict`. */
export function placeOf({ holds, kind }: Pick<Tenure, 'holds' | 'kind'>): string {
  return kind === 'endpoint' ? `serves at ${holds}` : holds;
}

/** How things stand, in a sentence without markup. */
export function standingWords(view: RecallView): string {
  const { now, doubtful, cleared, uncounted } = view;
  if (uncounted !== null) return 'This recall does not count';
  if (cleared !== null) return `Cleared at ${cleared.at}`;
  const [live, passing] = byWaiver(view, now.versions.filter(isLive));
  const production = live.filter(isInProduction);
  const parts = [
    `${count(now.runs.length, 'run')} and ${count(now.versions.length, 'model version')} come from it`,
    ...(live.length === 0
      ? passing.length > 0
        ? []
        : ['none of them is in use by a stage, an alias or an endpoint']
      : [`${live.length} still in use`]),
    ...(passing.length === 0 ? [] : [`${passing.length} in use as a waiver lets them`]),
    ...(production.length === 0
      ? []
      : [`${production.map(({ model, version }) => uriOf(model, version)).join(', ')} in Production`]),
    ...(doubtful.versions.length === 0
      ? []
      : [`${count(doubtful.versions.length, 'more model version')} may come from it`]),
  ];
  return `Open: ${parts.join('; ')}`;
}

/** What a rollback or a request for one says, and what else was moved because of it. */
export function moveWords({ event, became }: Move): string {
  const { model, version } = event;
  const to =
    event.type === 'stage-changed' ? event.to_stage : 'to_stage' in event.change ? event.change.to_stage : '';
  const isRollback =
    event.type === 'stage-changed'
      ? event.rollback === true
      : event.change.type === 'stage' && event.change.rollback;
  const what = isRollback
    ? `${to} of ${model} back to version ${version ?? '–'}`
    : `version ${version ?? '–'} of ${model} to ${to}`;
  const by = whoOf(event);
  return event.type === 'stage-changed'
    ? `${what}, by ${by}`
    : `${by} asked for ${what} (request ${event.event_id}): ${became}`;
}

/** What its versions held when it was recalled, or later, and do not hold any more, but for what the rollbacks moved. */
export function endedWords({ now, moves, recall }: RecallView): { at: string; words: string }[] {
  const told = new Set(moves.map(({ event }) => event.event_id));
  return now.versions.flatMap((version) =>
    heldBy(version, true).flatMap(({ holds, kind, to, ended }) => {
      if (to === null || ended === null || holds === ARCHIVED) return [];
      if (Date.parse(to) <= Date.parse(recall.at) || told.has(ended.event_id)) return [];
      const what = kind === 'endpoint' ? `serves at ${holds}` : `is ${holds}`;
      return [
        { at: to, words: `${uriOf(version.model, version.version)} no longer ${what}, by ${whoOf(ended)}` },
      ];
    }),
  );
}

/** Until when a request to lift a recall can be approved, behind what has been; empty where it has no end. */
export function untilWords({ expires_at }: ClearRequest['event']): string {
  return expires_at === undefined ? '' : `, until ${expires_at}`;
}

/** What became of a request to lift a recall, without markup. */
export function answerWords({ event, approvals, answered }: ClearRequest): string {
  if (answered === null) return `${approvals.length} of ${event.approvals} approval(s)${untilWords(event)}`;
  const by = `at ${answered.at} by ${whoOf(answered)}`;
  switch (answered.type) {
    case 'cleared':
      return 'answered';
    case 'clear-rejected':
      return `rejected ${by}: ${answered.reason}`;
    case 'clear-cancelled':
      return `cancelled ${by}${answered.reason === null ? '' : `: ${answered.reason}`}`;
  }
}

/** Versions that no waiver lets pass, and those that one does. */
function byWaiver(
  { waived }: Pick<RecallView, 'waived'>,
  versions: readonly ImpactedVersion[],
): [ImpactedVersion[], ImpactedVersion[]] {
  const may = new Set(waived.map(({ model, version }) => uriOf(model, version)));
  const isPassing = ({ model, version }: ImpactedVersion) => may.has(uriOf(model, version));
  return [versions.filter((one) => !isPassing(one)), versions.filter(isPassing)];
}

/** What still gives a version out, and the command that ends that; null where none does ({@link endsBy}). */
export interface ToDo {
  version: ImpactedVersion;
  tenure: Tenure;
  command: string | null;
}

/** What ends it, with markup. */
export function endsBy({ command }: Pick<ToDo, 'command'>): string {
  return command === null ? UNJUDGED_LEAVES : code(command, 1000);
}

/** What still gives the bad versions out, Production first. */
export function leftToDo(view: RecallView): ToDo[] {
  const { now, cleared, uncounted } = view;
  if (cleared !== null || uncounted !== null) return [];
  const [bad] = byWaiver(view, now.versions);
  return bad
    .flatMap((version) => heldBy(version).map((tenure) => ({ version, tenure })))
    .filter(({ tenure }) => tenure.holds !== ARCHIVED)
    .map((one) => {
      const words = commandOf(one, view);
      return { ...one, command: words === null ? null : `lineage-gate ${words}` };
    })
    .sort((one, other) => rank(one.tenure) - rank(other.tenure));
}

function commandOf(
  { version: { model: name, version }, tenure: { kind, holds } }: Omit<ToDo, 'command'>,
  { recall, stages }: Pick<RecallView, 'recall' | 'stages'>,
): string | null {
  const model = asWord(name);
  const reason = `--reason 'recall ${recall.event_id}'`;
  switch (kind) {
    case 'stage': {
      const plan = stages.find((one) => one.model === name && one.stage === holds);
      // One rollback moves out all that a stage holds: a second one would go a version further back.
      if (plan?.state === 'would' && plan.versions.at(-1) === version)
        return `rollback ${model} ${holds} ${reason}`;
      if (plan?.unjudged.includes(version)) return null;
      return `promote ${model} ${version} ${ARCHIVED} ${reason}`;
    }
    case 'endpoint':
      return `withdrawn ${asWord(holds)} ${reason}`;
    case 'alias':
      return `models unalias ${model} ${asWord(holds.slice(1))}`;
  }
}

function rank({ kind, holds }: Tenure): number {
  if (kind === 'stage') return holds === 'Production' ? 0 : 1;
  return kind === 'endpoint' ? 2 : 3;
}
