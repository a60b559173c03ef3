import type { LineageNode } from '../../core/lineage/node.js';
import { sameBytes } from '../../core/recall/copies.js';
import type { Hit } from '../../core/recall/hit.js';
import type { Kin } from '../../core/recall/kin.js';
import { isWithoutRun } from '../../core/recall/without-run.js';
import type { AffectedNow } from './affected-now.js';
import type { SameBytes } from './also-made.js';

/** On the way up: a run, or what of its outputs the run below has read. */
export interface Place {
  run_id: string;
  /** What of its outputs it is, none where that is not known; null: the run itself. */
  contents: readonly string[] | null;
  /** The run that is asked about and those that it is a part of: what they were judged on is said. */
  isSelf: boolean;
  /** Whether it is on the way to data that only judged. */
  isJudge: boolean;
  /** Whether another run, which is not recalled, may have made what was read on the way. */
  isDoubtful: boolean;
  below: Place | null;
  /** What the run below has it as. */
  what: string | null;
}

export interface Found {
  hit: Hit;
  at: Place;
}

/** What a walk comes by. */
export interface Way {
  found: Map<string, Found[]>;
  /** Ids of the recalls that refuse the run whatever else is found. */
  settled: Set<string>;
  lost: Set<string>;
  /** Gets what was read by the bytes that a run had made. */
  read: SameBytes[];
  /** Keys of what another run has made that does not descend. */
  doubtful: ReadonlySet<string>;
}

/** Nobody hangs a run of his own on one that is trusted more. */
export function isPart({ facts }: Kin, trust: Kin['facts']['trust']): boolean {
  return facts.trust === 'trusted' || trust !== 'trusted';
}

export function keyOf({ run_id, contents, isSelf, isJudge, isDoubtful }: Place): string {
  return JSON.stringify([run_id, contents, isSelf, isJudge, isDoubtful]);
}

export function bytesKey(reader: string, contents: readonly string[]): string {
  return JSON.stringify([reader, contents]);
}

/** From what is recalled to the run that is asked about, for people. */
export function pathOf({ hit, at }: Found, now: AffectedNow | undefined): string[] {
  const path: string[] = [];
  for (let place: Place | null = at; place !== null; place = place.below) {
    if (!isWithoutRun(place.run_id)) path.push(`run \`${place.run_id}\``);
    if (place.what !== null) path.push(place.what);
  }
  if (hit.made !== undefined) {
    const origin = hit.made.origin ?? now?.maker(hit.made.contents);
    if (origin === undefined) return [`${hit.what}, which holds what a run had made of it`, ...path];
    return [...(now?.wayTo(runNode(origin.run)) ?? []), sameBytes(hit.what, origin), ...path];
  }
  const tagged = now?.tagged.get(hit.tagged ?? '');
  if (tagged !== undefined) return [...(now?.wayTo(tagged) ?? []), hit.what, ...path];
  if (path[0] !== hit.what) return [hit.what, ...path];
  if (hit.isItself) return path;
  // Of a run it may be known only that it comes from what is recalled.
  const [run, ...below] = path;
  const way = now?.wayTo(runNode(at)) ?? [];
  return way.length > 0 ? [...way, ...below] : [`${run}, which the recall lists`, ...below];
}

function runNode({ run_id }: Pick<Place, 'run_id'>): LineageNode {
  return { kind: 'run', run_id };
}
