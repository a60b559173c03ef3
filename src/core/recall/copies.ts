import type { LineageGraph } from '../lineage/graph.js';
import { type Produced, trueMaker } from '../lineage/producers.js';
import type { Output, RunFacts } from '../lineage/run-facts.js';
import { push } from '../lineage/sources.js';
import { quoted } from '../printable.js';

/**
 * What a model is known by, whatever it is called; none for what is no model. One that is a single file has a digest of its manifest,
 * which the file's name is part of, and one of its own: under another name it is the same model. Files that many models have, such as
 * a licence, make none the same.
 */
export function modelContents({ kind, contents }: Pick<Output, 'kind' | 'contents'>): readonly string[] {
  if (kind !== 'model') return [];
  // Of several files that are not empty there are more than these two.
  return contents.length === 2 ? contents : contents.slice(0, 1);
}

/** By content: of those that some runs have made, the first. What a run only took over it did not make. */
export function firstMakers(runs: readonly RunFacts[]): Map<string, Produced> {
  const first = new Map<string, Produced>();
  for (const run of runs)
    for (const output of run.outputs)
      for (const content of output.reused === null ? output.contents : [])
        if (!first.has(content)) first.set(content, { run, output });
  return first;
}

/** Of some contents the first that is known. */
export function firstOf(
  makers: ReadonlyMap<string, Produced>,
  contents: readonly string[],
): Produced | undefined {
  const [first] = contents.flatMap((content) => makers.get(content) ?? []);
  return first;
}

interface MadeModel extends Produced {
  files: readonly string[];
  at: number;
}

/** Models that some runs have made, to tell which others hold one of them whole, also with more files beside. */
export class MadeModels {
  /** By the file of each that the fewest have: its contents, and which was the first, with when that had ended, milliseconds since 1970. */
  readonly #byFile = new Map<string, MadeModel[]>();

  constructor(runs: readonly RunFacts[]) {
    const models = new Map<string, MadeModel>();
    for (const run of runs)
      for (const output of run.outputs) {
        const { kind, reused, digest, contents } = output;
        if (kind !== 'model' || reused !== null) continue;
        const known = models.get(digest);
        const at = Date.parse(run.ended_at);
        if (known === undefined || at < known.at)
          models.set(digest, { run, output, files: contents.slice(1), at });
      }
    const having = new Map<string, number>();
    for (const { files } of models.values())
      for (const file of files) having.set(file, (having.get(file) ?? 0) + 1);
    for (const model of models.values()) {
      const [rarest] = [...model.files].sort(
        (one, other) => (having.get(one) ?? 0) - (having.get(other) ?? 0),
      );
      if (rarest !== undefined) push(this.#byFile, rarest, model);
    }
  }

  /** The first of those that a model holds whole. */
  originOf({ kind, contents }: Pick<Output, 'kind' | 'contents'>): MadeModel | undefined {
    const held = new Set(kind === 'model' ? contents : []);
    let first: MadeModel | undefined;
    for (const one of held)
      for (const made of this.#byFile.get(one) ?? [])
        if (made.at < (first?.at ?? Number.POSITIVE_INFINITY) && made.files.every((file) => held.has(file)))
          first = made;
    return first;
  }

  /** When the first was made that a model holds whole; infinite where it holds none. */
  firstIn(model: Pick<Output, 'kind' | 'contents'>): number {
    return this.originOf(model)?.at ?? Number.POSITIVE_INFINITY;
  }
}

/** A model that holds, byte by byte, what another run had made. */
export interface Copy extends Produced {
  of: Produced;
}

/** Models of other runs that are what some runs have made. */
export function copiesOf(runs: readonly RunFacts[], graph: LineageGraph): Copy[] {
  const made = firstMakers(runs);
  const whole = new MadeModels(runs);
  const hit = new Set(runs);
  return [...graph.runs.values()]
    .filter((run) => !hit.has(run))
    .flatMap((run) => run.outputs.map((output) => ({ run, output })))
    .flatMap(({ run, output }): Copy[] => {
      const [same] = modelContents(output).flatMap((one) => made.get(one) ?? []);
      const of = same ?? whole.originOf(output);
      return of === undefined ? [] : [{ run, output, of }];
    })
    .filter(({ output }) => trueMaker(output, (id) => graph.runs.get(id)) === null);
}

/** Something that nobody says where it is from, with whose bytes it has, for people. */
export function sameBytes(what: string, { run, output }: Produced): string {
  return `${what}, which holds the same bytes as ${quoted(output.path)} of run \`${run.run_id}\``;
}
