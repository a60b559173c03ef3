import { UserError } from '../../core/errors.js';
import type { ModelVersion, RecalledEvent } from '../../core/generated/types.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { ImpactedVersion } from '../../core/lineage/impact.js';
import { policyFor } from '../../core/policy/overrides.js';
import { applyWaivers } from '../../core/policy/waivers.js';
import { isSilentOfPlaces, unplacedThen } from '../../core/recall/affected.js';
import { recalledFindings } from '../../core/recall/findings.js';
import { badStages } from '../../core/recall/stages.js';
import { rollbackReason } from '../../core/registry/confirm/recall-title.js';
import {
  ARCHIVED,
  FIRST_STAGE,
  foldModel,
  type RegisteredModel,
  type RequestState,
} from '../../core/registry/registry.js';
import { uriOf } from '../../core/registry/version.js';
import { recallPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readModel, readRunsOf } from '../../ledger/read/records.js';
import { unjudgedWords } from '../../report/lineage/impact.js';
import type { JudgedVersion, Move, RecallView } from '../../report/recall/view.js';
import { approversOf, whoOf, wordsOf } from '../../report/registry/event-words.js';
import { Descents } from '../recalled/descent.js';
import type { OpenRecalls } from '../recalled/open-recalls.js';
import { affectedThen } from './affected.js';
import type { AffectedNow } from './deps.js';
import { type Passing, waivedOf } from './waived.js';

interface Known {
  view: LedgerView;
  recalls: OpenRecalls;
  /** What comes from it now. */
  affected: AffectedNow;
  /** Left out, no waiver counts. */
  passing?: Passing;
}

/** All that the ledger says of a recall now. */
export async function standingOf(
  recall: RecalledEvent,
  { view, recalls, affected, passing }: Known,
): Promise<RecallView> {
  const { event_id } = recall;
  const { state, uncounted } = recalls;
  const { impact, graph } = affected;
  const { moves, faults } = await movesOf(recall, { view, affected });
  const waived = passing === undefined ? [] : waivedOf(recall, impact.versions, passing);
  return {
    recall,
    cleared: state.cleared.get(event_id)?.by ?? null,
    uncounted: uncounted.find(({ path }) => path === recallPath(event_id))?.why ?? null,
    clears: [...state.requests.values()].filter(({ event }) => event.recalls.includes(event_id)),
    now: impact,
    doubtful: affected.doubtful,
    judged: await versionsOf(new Set(impact.judged.map(({ run_id }) => run_id)), graph, view),
    waived,
    stages: await stagesOf(recall, { view, recalls, affected, passing, waived }),
    moves,
    notes: [...(await notesOf(recall, affected, view)), ...faults],
    short: (run_id) => graph.short(run_id),
  };
}

/** The plan by which `--rollback` goes, too. A model that cannot be read is among the faults. */
async function stagesOf(
  recall: RecalledEvent,
  { view, recalls, affected: { impact }, passing, waived }: Known & { waived: RecallView['waived'] },
): Promise<RecallView['stages']> {
  const may = new Set(waived.map(({ model, version }) => uriOf(model, version)));
  const bad = impact.versions.filter(({ model, version }) => !may.has(uriOf(model, version)));
  const isAlone =
    recalls.unreadable.length === 0 && recalls.open.every(({ event_id }) => event_id === recall.event_id);
  const isPassedOver = isAlone ? undefined : refusedBy(new Descents(recalls, view), { view, passing });
  const stages: RecallView['stages'][number][] = [];
  for (const model of new Set(bad.filter(isHeld).map((one) => one.model))) {
    const state = await readModel(view, model).catch(unlessUnread);
    if (state === undefined) continue;
    const numbers = new Set(bad.filter((one) => one.model === model).map(({ version }) => version));
    for (const one of await badStages(state, numbers, isPassedOver)) stages.push({ ...one, model });
  }
  return stages;
}

function isHeld({ tenures }: ImpactedVersion): boolean {
  return tenures.some(({ to, kind }) => to === null && kind === 'stage');
}

/** Whether a rollback passes a version over. */
function refusedBy(descents: Descents, { view, passing }: Pick<Known, 'view' | 'passing'>) {
  return async (version: ModelVersion): Promise<boolean> => {
    const { model, manifest, tags } = version;
    const [run] = await readRunsOf(view, [version]);
    if (run === undefined) return false;
    const { descents: told } = await descents.beyondDoubt({ ...run, tags }, manifest.digest);
    const errors = recalledFindings(told, { lost: [], subject: model }).filter(
      ({ severity }) => severity === 'error',
    );
    if (passing === undefined) return errors.length > 0;
    const { waivers } = policyFor(passing.policy, model);
    const about = { subject: model, now: passing.now, version: version.version };
    return applyWaivers(errors, waivers, about).findings.length > 0;
  };
}

/** Versions of some runs with what holds them. A model that cannot be read holds nothing that is known. */
async function versionsOf(
  runs: ReadonlySet<string>,
  graph: LineageGraph,
  view: LedgerView,
): Promise<JudgedVersion[]> {
  if (runs.size === 0) return [];
  const found: JudgedVersion[] = [];
  for (const { model, version, run_id } of graph.versions.all) {
    if (run_id === null || !runs.has(run_id)) continue;
    const state = await readModel(view, model).then(foldModel).catch(unlessUnread);
    const stage = state?.stages.get(version) ?? FIRST_STAGE;
    const aliases = [...(state?.aliases ?? [])].filter(([, at]) => at.version === version);
    const holds = [...(stage === FIRST_STAGE ? [] : [stage]), ...aliases.map(([alias]) => `@${alias}`)];
    found.push({ model, version, run_id, holds });
  }
  return found;
}

function unlessUnread(error: unknown): undefined {
  if (!(error instanceof UserError)) throw error;
}

/** What could not be judged. Of what could not be placed it is said what is in use: its record will never say more. */
async function notesOf(recall: RecalledEvent, affected: AffectedNow, view: LedgerView): Promise<string[]> {
  const { impact, doubtful, unjudged, graph } = affected;
  const hit = new Set([...impact.runs, ...impact.judged, ...doubtful.runs].map(({ run_id }) => run_id));
  const unplaced = unplacedThen(recall).flatMap(({ ids }) => ids.filter((id) => !hit.has(id)));
  const versions = await versionsOf(new Set(unplaced), graph, view);
  return [
    ...(isSilentOfPlaces(recall) ? [UNKNOWN_THEN] : []),
    ...unjudged.map((one) => unjudgedWords(one)),
    ...versions
      .filter(({ holds }) => holds.some((one) => one !== ARCHIVED))
      .map(
        ({ model, version, run_id, holds }) =>
          `${uriOf(model, version)} is ${holds.join(', ')}, and its run ${run_id} could not be placed when it was recalled`,
      ),
  ];
}

const UNKNOWN_THEN =
  'Which runs could not be placed when it was recalled its record does not say, since an older version wrote it: `lineage-gate impact` in a clone with the whole history does';

/** Its rollbacks and what asks for them, in all models that have versions which come from it or came from it. */
async function movesOf(
  recall: RecalledEvent,
  { view, affected }: { view: LedgerView; affected: AffectedNow },
): Promise<{ moves: Move[]; faults: string[] }> {
  const { impact, doubtful, graph } = affected;
  const versions = [...impact.versions, ...doubtful.versions, ...affectedThen(recall, graph)];
  const moves: Move[] = [];
  const faults: string[] = [];
  for (const model of [...new Set(versions.map((one) => one.model))].sort()) {
    try {
      moves.push(...movesIn(await readModel(view, model), rollbackReason(recall.event_id)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(...error.faults.map(({ what }) => what));
    }
  }
  return { moves: moves.sort((one, other) => (one.event.at < other.event.at ? -1 : 1)), faults };
}

function movesIn(model: RegisteredModel, reason: string): Move[] {
  const { requests, damage, disowned } = foldModel(model);
  const out = new Set([...damage.map(({ event_id }) => event_id), ...disowned.keys()]);
  return model.events.flatMap((event): Move[] => {
    if (event.type !== 'stage-changed' && event.type !== 'approval-requested') return [];
    if (event.reason !== reason || out.has(event.event_id)) return [];
    const request = requests.get(event.event_id);
    return [{ event, became: event.type === 'stage-changed' ? '' : becameOf(request) }];
  });
}

function becameOf(request: RequestState | undefined): string {
  if (request === undefined) return 'of which nothing is known';
  const { event, approvals, ended } = request;
  const by = approvals.length === 0 ? '' : `, approved by ${approversOf(approvals)}`;
  if (ended !== undefined)
    return ended.type === 'stage-changed'
      ? `done${by}`
      : `${wordsOf(ended)}${by}: nothing was moved, ${ended.at} by ${whoOf(ended)}`;
  return `waits for approvals: ${approvals.length} of ${event.approvals}, until ${event.expires_at}${by}`;
}
