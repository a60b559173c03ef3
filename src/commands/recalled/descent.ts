import { UserError } from '../../core/errors.js';
import type { RecalledEvent, RunRecord } from '../../core/generated/types.js';
import { isOf, type Output } from '../../core/lineage/run-facts.js';
import { push } from '../../core/lineage/sources.js';
import type { Kin, Link } from '../../core/recall/kin.js';
import { type Hit, Matcher, type Severity } from '../../core/recall/match.js';
import { recallPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { UnreadableRecall } from '../../ledger/read/recalls.js';
import type { OpenRecalls } from './open-recalls.js';
import { Relatives } from './relatives.js';

/** That a run comes from what is recalled. */
export interface Descent {
  /** One that cannot be read stands for a recall of nobody knows what. */
  recall: RecalledEvent | UnreadableRecall;
  severity: Severity;
  /** From what is recalled to the run, for people; foreign names stand between backticks. Empty where the recall cannot be read. */
  path: readonly string[];
}

export interface Ancestry {
  /** One for each recall at most, in the order of the recalls. */
  descents: readonly Descent[];
  /** What of its ancestors nobody can read, for people: from there on it is not known to descend. */
  lost: readonly string[];
}

/** On the way up: a run, or what of its outputs the run below has read. */
interface Place {
  run_id: string;
  /** What of its outputs it is; none: the run as a whole. */
  contents: readonly string[];
  /** The run that is asked about and those that it is a part of: what they were judged on is said. */
  isSelf: boolean;
  /** Whether it is on the way to data that only judged. */
  isJudge: boolean;
  below: Place | null;
  /** What the run below has it as. */
  what: string | null;
}

interface Found {
  hit: Hit;
  at: Place;
}

/** Whose word nobody takes for what it made. */
const DOUBTFUL: readonly RunRecord['context']['trust'][] = ['fork', 'tampered'];
const GRAVITY: Record<Severity, number> = { 'judged-on': 0, warn: 2, refuse: 4 };

/** Whether runs descend from what is recalled, by their records alone. Of many runs each record is read once. */
export class Descents {
  readonly #relatives: Relatives;
  readonly #recalls = new Map<string, RecalledEvent>();
  readonly #unreadable: UnreadableRecall[];

  constructor({ open, unreadable }: Pick<OpenRecalls, 'open' | 'unreadable'>, view: LedgerView) {
    this.#unreadable = [...unreadable];
    const matchers: Matcher[] = [];
    for (const recall of open) {
      const made = matcherOf(recall);
      if (made instanceof Matcher) {
        matchers.push(made);
        this.#recalls.set(recall.event_id, recall);
      } else this.#unreadable.push(made);
    }
    this.#relatives = new Relatives(view, matchers);
    this.packages = matchers.flatMap(({ asksPackage }) => asksPackage ?? []);
  }

  /** Names of the packages that are recalled, as PEP 503 has them. */
  readonly packages: readonly string[];

  /**
   * Walks up by the ids in records, a step of all ways at a time.
   * @param digest of the model that is asked about; left out: of anything that the run made
   */
  async of(run: RunRecord, digest: string | null = null): Promise<Ancestry> {
    const blind = this.#unreadable.map((recall): Descent => ({ recall, severity: 'refuse', path: [] }));
    if (this.#recalls.size === 0) return { descents: blind, lost: [] };
    this.#relatives.take(run);
    const found = new Map<string, Found[]>();
    const lost = new Set<string>();
    const root: Place = {
      ...{ run_id: run.run_id, contents: digest === null ? [] : [`folder-2 ${digest}`] },
      ...{ isSelf: true, isJudge: false, below: null, what: null },
    };
    const seen = new Set([keyOf(root)]);
    for (let step = [root]; step.length > 0 && !this.#isSettled(found); ) {
      await this.#load(step);
      const next = step.flatMap((place) => this.#above(place, found, lost));
      step = next.filter((place) => !seen.has(keyOf(place)) && seen.add(keyOf(place)));
    }
    const descents = [...this.#recalls].flatMap(([id, recall]) => this.#descent(recall, found.get(id) ?? []));
    return { descents: [...blind, ...descents], lost: [...lost] };
  }

  /** What a step asks for comes together. */
  async #load(step: readonly Place[]): Promise<void> {
    await this.#relatives.load(step.map(({ run_id }) => run_id));
    await this.#relatives.loadVersions(step.flatMap((place) => this.#links(place)));
  }

  #links({ run_id, isSelf }: Place): readonly Link[] {
    return this.#relatives.kin(run_id)?.links.filter(({ isJudge }) => !isJudge || isSelf) ?? [];
  }

  /** Notes what of a place is recalled. @returns what it comes from */
  #above(place: Place, found: Map<string, Found[]>, lost: Set<string>): Place[] {
    const kin = this.#relatives.kin(place.run_id);
    if (kin === null) {
      const whose = place.what === null ? '' : `, which made ${place.what}`;
      if (!place.isJudge) lost.add(`run \`${place.run_id}\`${whose}`);
      return [];
    }
    const makers = this.#makers(place, kin);
    if (makers.isOthers) return makers.places;
    for (const hit of kin.hits) {
      if (hit.severity === 'judged-on' && (!place.isSelf || place.isJudge)) continue;
      push(found, hit.recall, { hit, at: place });
    }
    const inputs = this.#links(place).flatMap((link) => this.#maker(link, place, lost));
    const parents = kin.parents.map(
      (run_id): Place => ({ ...place, run_id, contents: [], below: place, what: null }),
    );
    return [...makers.places, ...inputs, ...parents];
  }

  #maker(link: Link, place: Place, lost: Set<string>): Place[] {
    const { what, contents, isJudge } = link;
    const above = { isSelf: false, isJudge: place.isJudge || isJudge, below: place, what };
    if (link.run_id !== null) return [{ ...above, run_id: link.run_id, contents }];
    const version = this.#relatives.version(link);
    if (version === null) {
      lost.add(`the version that is ${what}`);
      return [];
    }
    // Other bytes were read under its name.
    const isOther = link.digest !== null && version.digest !== null && link.digest !== version.digest;
    if (version.run_id === null || isOther) return [];
    const made = version.digest === null ? contents : [`folder-2 ${version.digest}`];
    return [{ ...above, run_id: version.run_id, contents: made }];
  }

  /**
   * Who has, or may have, written an output beside the run itself. Parts of a run that have the very same bytes made them, and so did
   * who made what the run only took over: then the run's own inputs are none of theirs.
   */
  #makers(place: Place, { facts }: Kin): { places: Place[]; isOthers: boolean } {
    const above = { ...place, below: place, what: null };
    const output = facts.outputs.find((one) => isOf(one, place.contents));
    const made_by = output?.reused?.made_by ?? null;
    // What is asked about answers for itself, too.
    const isRoot = place.below === null;
    if (made_by !== null && made_by !== facts.run_id)
      return { places: [{ ...above, run_id: made_by }], isOthers: !isRoot };
    const parts = this.#relatives.partsOf(facts.run_id).filter((part) => isPart(part, facts.trust));
    const same = parts.filter((part) => part.facts.outputs.some((one) => isSame(one, output)));
    if (output !== undefined && same.length > 0)
      return { places: same.map((part) => ({ ...above, run_id: part.facts.run_id })), isOthers: !isRoot };
    const isMade = place.contents.length > 0 || isRoot;
    // A part that has read it did not make it.
    const makers = parts.filter(
      (part) => output === undefined || !part.facts.datasets.some((data) => isOf(output, data.contents)),
    );
    const places = isMade
      ? makers.map((part) => ({ ...above, run_id: part.facts.run_id, contents: [], isSelf: false }))
      : [];
    return { places, isOthers: false };
  }

  #isSettled(found: ReadonlyMap<string, readonly Found[]>): boolean {
    return [...this.#recalls.keys()].every((id) =>
      found.get(id)?.some(({ hit, at }) => hit.isItself && hit.severity === 'refuse' && !at.isJudge),
    );
  }

  #descent(recall: RecalledEvent, found: readonly Found[]): Descent[] {
    let best: (Found & { severity: Severity; weight: number }) | undefined;
    for (const one of found) {
      const severity = this.#severity(one);
      const weight = GRAVITY[severity] + Number(one.hit.isItself);
      if (best === undefined || weight > best.weight) best = { ...one, severity, weight };
    }
    return best === undefined ? [] : [{ recall, severity: best.severity, path: pathOf(best) }];
  }

  #severity({ hit, at }: Found): Severity {
    if (at.isJudge) return 'judged-on';
    const { also } = hit;
    if (also === undefined) return hit.severity;
    const maker = this.#relatives.kin(also.run_id)?.facts;
    const reader = this.#relatives.kin(at.run_id)?.facts;
    const isMade =
      maker !== undefined &&
      reader !== undefined &&
      !DOUBTFUL.includes(maker.trust) &&
      Date.parse(maker.ended_at) <= Date.parse(reader.started_at) &&
      maker.outputs.some((output) => output.reused === null && isOf(output, also.contents));
    return isMade ? 'warn' : hit.severity;
  }
}

/** Whether a run descends from what is recalled. @param digest of the model that is asked about */
export async function descentOf(
  run: RunRecord,
  recalls: Pick<OpenRecalls, 'open' | 'unreadable'>,
  view: LedgerView,
): Promise<readonly Descent[]> {
  return (await new Descents(recalls, view).of(run)).descents;
}

function matcherOf(recall: RecalledEvent): Matcher | UnreadableRecall {
  try {
    return new Matcher(recall);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { event_id: id } = recall;
    return { id, path: recallPath(id), why: 'recalls a package in a range that is none' };
  }
}

/** Nobody hangs a run of his own on one that is trusted more. */
function isPart({ facts }: Kin, trust: Kin['facts']['trust']): boolean {
  return facts.trust === 'trusted' || trust !== 'trusted';
}

function isSame(one: Output, other: Output | undefined): boolean {
  return one.reused === null && one.digest === other?.digest;
}

function keyOf({ run_id, contents, isSelf, isJudge }: Place): string {
  return JSON.stringify([run_id, contents, isSelf, isJudge]);
}

function pathOf({ hit, at }: Found): string[] {
  const path: string[] = [];
  for (let place: Place | null = at; place !== null; place = place.below) {
    path.push(`run \`${place.run_id}\``);
    if (place.what !== null) path.push(place.what);
  }
  return path[0] === hit.what ? path : [hit.what, ...path];
}
