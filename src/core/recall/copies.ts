import { outputNode } from '../lineage/edges.js';
import type { LineageGraph } from '../lineage/graph.js';
import type { LineageNode } from '../lineage/node.js';
import { type Produced, trueMaker } from '../lineage/producers.js';
import type { BaseModel, Output, RunFacts } from '../lineage/run-facts.js';
import { push } from '../lineage/sources.js';
import { quoted } from '../printable.js';
import { uploadsIn } from './uploads.js';

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

/** Something that was made, and is held whole by a model. */
export interface Held {
  /** What it is known by. */
  contents: readonly string[];
  /** When the first run had ended that made it, milliseconds since 1970. */
  at: number;
  /** Which that was. */
  of: Produced;
}

interface MadeThing extends Held {
  files: readonly string[];
}

/** What some runs have made, models and single files, to tell which models hold one of them whole, also with more files beside. */
export class MadeModels {
  /** By the file of each that the fewest have. */
  readonly #byFile = new Map<string, MadeThing[]>();

  constructor(runs: readonly RunFacts[]) {
    const things = new Map<string, MadeThing>();
    for (const run of runs)
      for (const output of run.outputs) {
        if (output.reused !== null || !mayBeModel(output)) continue;
        const { kind, digest, contents } = output;
        const key = contents[0] ?? digest;
        const at = Date.parse(run.ended_at);
        if (at >= (things.get(key)?.at ?? Number.POSITIVE_INFINITY)) continue;
        const files = kind === 'model' ? contents.slice(1) : contents;
        things.set(key, { files, contents: contents.slice(0, 1), at, of: { run, output } });
      }
    const having = new Map<string, number>();
    for (const { files } of things.values())
      for (const file of files) having.set(file, (having.get(file) ?? 0) + 1);
    for (const thing of things.values()) {
      const [rarest] = [...thing.files].sort(
        (one, other) => (having.get(one) ?? 0) - (having.get(other) ?? 0),
      );
      if (rarest !== undefined) push(this.#byFile, rarest, thing);
    }
  }

  /** What of it a model holds whole. */
  heldBy({ kind, contents }: Pick<Output, 'kind' | 'contents'>): Held[] {
    const has = new Set(kind === 'model' ? contents : []);
    return [...has]
      .flatMap((one) => this.#byFile.get(one) ?? [])
      .filter(({ files }) => files.every((file) => has.has(file)));
  }

  /** The first that was made of what a model holds whole. */
  originOf(model: Pick<Output, 'kind' | 'contents'>): Held | undefined {
    const [first, ...others] = this.heldBy(model);
    return others.reduce((one, other) => (one === undefined || other.at < one.at ? other : one), first);
  }

  /** When the first was made that a model holds whole; infinite where it holds none. */
  firstIn(model: Pick<Output, 'kind' | 'contents'>): number {
    return this.originOf(model)?.at ?? Number.POSITIVE_INFINITY;
  }
}

/** What a run began with, as models are held against each other. */
export function asModel({ contents, files }: BaseModel): Pick<Output, 'kind' | 'contents'> {
  return { kind: 'model', contents: [...contents, ...files] };
}

/** A run that began with a folder which holds what another run had made, with more files beside. */
export interface Begun {
  run: RunFacts;
  /** Of the folder. */
  uri: string;
  of: Produced;
}

/** Other runs that began with what some runs have made, with more files beside. */
export function beganWithHeld(runs: readonly RunFacts[], graph: LineageGraph): Begun[] {
  const hit = new Set(runs);
  const others = [...graph.runs.values()].filter(
    (run) => !hit.has(run) && run.models.some(({ files }) => files.length > 0),
  );
  if (others.length === 0) return [];
  const made = new MadeModels(runs);
  return others.flatMap((run): Begun[] => {
    const [begun] = run.models.flatMap((model): Begun[] => {
      const held = model.files.length > 0 ? made.originOf(asModel(model)) : undefined;
      const isBefore = held !== undefined && held.at <= Date.parse(run.ended_at);
      return isBefore ? [{ run, uri: model.uri, of: held.of }] : [];
    });
    return begun === undefined ? [] : [begun];
  });
}

/** What holds, byte by byte, what another run had made: a model of a run, or a version that nobody judged. */
export interface Copy extends Produced {
  node: LineageNode;
  of: Produced;
}

/** Models of other runs that are what some runs have made, and versions that nobody judged of runs that have stored it. */
export function copiesOf(runs: readonly RunFacts[], graph: LineageGraph): Copy[] {
  const made = firstMakers(runs);
  const whole = new MadeModels(runs);
  const hit = new Set(runs);
  const originOf = (model: Output) => firstOf(made, modelContents(model)) ?? whole.originOf(model)?.of;
  const models = [...graph.runs.values()]
    .filter((run) => !hit.has(run))
    .flatMap((run) => run.outputs.map((output) => ({ run, output, node: outputNode(run, output) })))
    .filter(({ output }) => trueMaker(output, (id) => graph.runs.get(id)) === null)
    .flatMap((one): Copy[] => {
      const of = originOf(one.output);
      return of === undefined ? [] : [{ ...one, of }];
    });
  const unjudged = graph.versions.all.flatMap(({ model, version, run_path, run_id }): Copy[] => {
    const run = run_path === null ? graph.runs.get(run_id ?? '') : undefined;
    if (run === undefined || hit.has(run)) return [];
    const node: LineageNode = { kind: 'version', model, version };
    const [found] = [...run.outputs, uploadsIn(run)].flatMap((output): Copy[] => {
      const of = originOf(output);
      return of === undefined ? [] : [{ run, output, node, of }];
    });
    return found === undefined ? [] : [found];
  });
  return [...models, ...unjudged];
}

/** Something that nobody says where it is from, with whose bytes it has, for people. */
export function sameBytes(what: string, { run, output }: Produced): string {
  return `${what}, which holds the same bytes as ${quoted(output.path)} of run \`${run.run_id}\``;
}

/** Texts that lie beside the weights of many models, and are the same in them all. */
const BESIDE = {
  endings: /\.(?:txt|md|rst|html?|pdf|json|ya?ml|toml|ini|cfg|conf|xml|py|ipynb|r|jl|sh|lock)$/i,
  names: /(?:^|\/)(?:\.[^/]*|MLmodel|(?:licen[cs]e|notice|readme|copying|authors|checkpoint)(?:\.[^/]*)?)$/i,
} as const;

/**
 * A file that a run stored by itself may be all of a model, but for such texts: an honest model has them as well. Which file of a folder
 * that was read as a whole is the model nobody can tell.
 */
function mayBeModel({ kind, path, contents }: Output): boolean {
  if (kind === 'model') return true;
  return kind !== 'folder' && contents.length > 0 && !BESIDE.endings.test(path) && !BESIDE.names.test(path);
}
