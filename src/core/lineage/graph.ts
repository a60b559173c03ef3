import { distinctDigits } from '../short-ids.js';
import { type Begun, begunWith } from './base-model.js';
import { codeEdges, holdEdge, isNoted, outputNode, outputsOf, wholesOfPart } from './edges.js';
import type { GraphFacts } from './graph-facts.js';
import { type DatasetNode, keyOf, type LineageEdge, type LineageNode } from './node.js';
import { type AskedOutput, outputAt, outputMeant } from './output-meant.js';
import { Producers } from './producers.js';
import { Readings, readEdge } from './readings.js';
import { type BaseModel, isOf, partOf, type RunFacts } from './run-facts.js';
import { type HoldFacts, push, type VersionFacts } from './sources.js';
import { isGuess, taggedEdges } from './version-edges.js';
import { Versions } from './versions.js';

type Maker = NonNullable<DatasetNode['maker']>;

/** What comes from what, as the records say it. Edges are made when they are asked for: a ledger has many more than an answer. */
export class LineageGraph {
  readonly runs = new Map<string, RunFacts>();
  readonly versions: Versions;
  readonly readings: Readings;
  readonly empty: readonly string[];
  readonly holds: readonly HoldFacts[];
  /** Names of packages that runs had, where one is asked about. */
  readonly packages: ReadonlySet<string>;
  readonly #producers: Producers;
  readonly #children = new Map<string, RunFacts[]>();
  readonly #known = new Map<string, LineageNode>();
  readonly #readers: ReadonlySet<string> | undefined;
  /** By key of the node that it comes from: edges that are not found otherwise. */
  readonly #down = new Map<string, LineageEdge[]>();
  /** By run: who has written its outputs, as edges. */
  readonly #writers = new Map<string, Map<string, LineageEdge[]>>();
  /** As many digits as it takes to tell the runs apart. */
  #digits: number | undefined;
  /** Keys of the outputs that somebody has read. */
  readonly #read = new Set<string>();

  constructor({ runs, versions, holds, empty = [], dated = [], packages, readers }: GraphFacts) {
    this.#readers = readers;
    for (const run of runs) this.runs.set(run.run_id, run);
    for (const run of this.runs.values())
      for (const whole of wholesOfPart(run, this.runs)) push(this.#children, whole, run);
    this.#producers = new Producers(this.runs.values());
    this.readings = new Readings(this.runs, this.#producers, readers);
    for (const run of this.runs.values())
      for (const { node, also } of this.readings.ofRun(run.run_id)) {
        if (node.maker !== null) this.#read.add(keyOf(this.#made({ ...node.maker, digest: node.digest })));
        for (const one of also) this.#read.add(keyOf(outputNode(one.run, one.output)));
      }
    this.versions = new Versions(versions, dated);
    this.empty = empty;
    this.packages = packages ?? new Set();
    this.holds = holds.map((hold) => ({
      ...hold,
      model: this.versions.get(hold.model, hold.version)?.model ?? hold.model,
    }));
    for (const edge of this.#otherEdges()) push(this.#down, keyOf(edge.from), edge);
  }

  /** By the name that its model has, or had. */
  version(model: string, version: number): VersionFacts | undefined {
    return this.versions.get(model, version);
  }

  /** Whether it is known who made what the run read. */
  isReader(run_id: string): boolean {
    return this.runs.has(run_id) && this.#readers?.has(run_id) !== false;
  }

  /** Whether more runs had made what the run read than the graph has. */
  hasMoreMakers(run_id: string): boolean {
    const run = this.runs.get(run_id);
    const begun = run?.models.map((model) => this.#begun(model, run)) ?? [];
    return [...this.readings.ofRun(run_id), ...begun].some(({ isMore }) => isMore);
  }

  /** The beginning of a run's id that no other run has. */
  short(run_id: string): string {
    this.#digits ??= distinctDigits(this.runs.keys());
    return run_id.slice(0, this.#digits);
  }

  /** What a thing comes from. */
  up(node: LineageNode): LineageEdge[] {
    switch (node.kind) {
      case 'dataset':
        return this.#aboveDataset(node);
      case 'run':
        return this.#aboveRun(node.run_id);
      case 'output':
        return this.#aboveOutput(node);
      case 'version':
        return this.#aboveVersion(node).filter((edge) => !isGuess(edge));
      case 'stage':
      case 'alias':
      case 'endpoint':
        return this.#heldBy(node);
      default:
        return [];
    }
  }

  /** What comes from a thing. */
  down(node: LineageNode): LineageEdge[] {
    switch (node.kind) {
      case 'dataset':
        return [...this.readings.of(node).map(readEdge), ...(this.#down.get(keyOf(node)) ?? [])];
      case 'run':
        return this.#belowRun(node.run_id);
      default:
        return this.#down.get(keyOf(node)) ?? [];
    }
  }

  /** Everything that a reference may mean; not the outputs of runs. */
  *named(): Iterable<LineageNode> {
    yield* this.readings.nodes();
    for (const { model, version } of this.versions.all) yield { kind: 'version', model, version };
    yield* this.#known.values();
  }

  /** When the first run began that read a dataset under this name and version, in milliseconds since 1970. */
  firstUsed(data: Pick<DatasetNode, 'name' | 'version'>): number {
    return this.readings.firstUsed(data);
  }

  /** Outputs and versions that are these bytes, or have a file with them, and what was read as them. */
  withDigest(digest: string): LineageNode[] {
    const found = new Map<string, LineageNode>();
    const add = (node: LineageNode) => found.set(keyOf(node), node);
    for (const version of this.versions.all)
      if (version.digest === digest || version.files.includes(digest))
        add({ kind: 'version', model: version.model, version: version.version });
    for (const { run, output } of this.#producers.all(digest)) add(outputNode(run, output));
    for (const node of this.readings.nodes()) if (node.digest === digest) add(node);
    return [...found.values()];
  }

  #aboveDataset(node: DatasetNode): LineageEdge[] {
    const edges = new Map<string, LineageEdge>();
    const add = (edge: LineageEdge) => edges.set(`${edge.kind} ${keyOf(edge.from)}`, edge);
    for (const { run, also, source } of this.readings.of(node)) {
      const { record } = run;
      if (node.maker !== null)
        add({ from: this.#made({ ...node.maker, digest: node.digest }), to: node, kind: 'made-by', record });
      else if (source !== null) {
        const { place, revision } = source;
        add({ from: { kind: 'elsewhere', place, revision }, to: node, kind: 'made-in', record });
      }
      for (const one of also)
        add({ from: outputNode(one.run, one.output), to: node, kind: 'also-made-by', record });
    }
    return [...edges.values()];
  }

  #aboveRun(id: string): LineageEdge[] {
    const run = this.runs.get(id);
    if (run === undefined) return [];
    const to: LineageNode = { kind: 'run', run_id: id };
    const { record } = run;
    const edges = this.readings.ofRun(id).map(readEdge);
    for (const model of run.models) {
      const { node, also } = this.#begun(model, run);
      edges.push({ from: node, to, kind: 'began-with', record });
      for (const one of also) edges.push({ from: one, to, kind: 'began-with-same', record });
    }
    for (const whole of partOf(run)) edges.push({ from: this.#runNode(whole), to, kind: 'part-of', record });
    edges.push(...codeEdges(run, to));
    for (const one of run.package?.installed ?? [])
      edges.push({ from: { kind: 'package', ...one }, to, kind: 'ran-with', record });
    return edges;
  }

  /** The run that wrote it, and those that are part of that run; where one of these has the same bytes, that one alone. */
  #aboveOutput(node: LineageNode & { kind: 'output' }): LineageEdge[] {
    const run = this.runs.get(node.run_id);
    const output = outputAt(node, this.runs);
    if (run === undefined || output === undefined) return [];
    const edge = (from: LineageNode, kind: LineageEdge['kind'], { record } = run): LineageEdge => {
      return { from, kind, to: node, record };
    };
    if (output.reused !== null) {
      const { made_by } = output.reused;
      return made_by === null || made_by === run.run_id
        ? []
        : [edge(this.#made({ run_id: made_by, path: null, digest: output.digest }), 'made-by')];
    }
    const children = this.#children.get(run.run_id) ?? [];
    // A part that has read it did not make it.
    const others = children.filter(({ datasets }) => !datasets.some((data) => data.digest === output.digest));
    const same = others.flatMap((child) =>
      child.outputs
        .filter(({ digest, reused }) => reused === null && digest === output.digest)
        .map((one) => outputNode(child, one)),
    );
    if (same.length > 0) return same.map((one) => edge(one, 'made-by'));
    const makers = others.filter(({ datasets }) => !datasets.some((data) => isOf(output, data.contents)));
    return [
      edge({ kind: 'run', run_id: run.run_id }, 'wrote'),
      ...makers.map((part) => edge({ kind: 'run', run_id: part.run_id }, 'may-have-written', part)),
    ];
  }

  #belowRun(id: string): LineageEdge[] {
    const from: LineageNode = { kind: 'run', run_id: id };
    const run = this.runs.get(id);
    const wholes = run === undefined ? [] : partOf(run).flatMap((whole) => this.runs.get(whole) ?? []);
    const written = [...(run === undefined ? [] : [run]), ...wholes].flatMap(
      (one) => this.#writersOf(one).get(id) ?? [],
    );
    const parts = (this.#children.get(id) ?? []).map(
      ({ run_id, record }): LineageEdge => ({ from, to: { kind: 'run', run_id }, kind: 'part-of', record }),
    );
    return [...written, ...parts, ...(this.#down.get(keyOf(from)) ?? [])];
  }

  /** Asked once for all parts of a run: each may have written each of its outputs. */
  #writersOf(run: RunFacts): ReadonlyMap<string, readonly LineageEdge[]> {
    const known = this.#writers.get(run.run_id);
    if (known !== undefined) return known;
    const writers = new Map<string, LineageEdge[]>();
    for (const edge of outputsOf(run, this.#read).flatMap((output) => this.#aboveOutput(output)))
      if (edge.from.kind === 'run' && edge.kind !== 'made-by') push(writers, edge.from.run_id, edge);
    this.#writers.set(run.run_id, writers);
    return writers;
  }

  #aboveVersion({ model, version }: LineageNode & { kind: 'version' }): LineageEdge[] {
    const facts = this.version(model, version);
    if (facts === undefined) return [];
    const tagged = taggedEdges(facts, { runs: this.runs, readings: this.readings });
    if (facts.run_id === null) return tagged;
    const to: LineageNode = { kind: 'version', model, version };
    const from = this.#made({ run_id: facts.run_id, path: facts.run_path, digest: facts.digest });
    const kind = facts.status === 'unjudged' ? 'claimed' : 'registered';
    return [{ from, to, kind, record: facts.record }, ...tagged];
  }

  #heldBy(node: LineageNode & { kind: 'stage' | 'alias' | 'endpoint' }): LineageEdge[] {
    const key = keyOf(node);
    return this.holds.map(holdEdge).filter(({ to }) => keyOf(to) === key);
  }

  /** Edges from outputs, versions and what is no run and no dataset. */
  *#otherEdges(): Iterable<LineageEdge> {
    for (const node of this.readings.nodes()) yield* this.#aboveDataset(node);
    for (const run of this.runs.values()) {
      // What a run had is known before it is known what it read.
      for (const one of run.package?.installed ?? []) {
        const node: LineageNode = { kind: 'package', ...one };
        this.#known.set(keyOf(node), node);
      }
      for (const edge of this.isReader(run.run_id) ? this.#aboveRun(run.run_id) : []) {
        if (isNoted(edge)) yield this.#note(edge);
        else if (edge.from.kind === 'missing') yield edge;
      }
      for (const output of outputsOf(run, this.#read))
        for (const edge of this.#aboveOutput(output)) if (edge.kind === 'made-by') yield edge;
    }
    for (const { model, version } of this.versions.all)
      for (const edge of this.#aboveVersion({ kind: 'version', model, version })) yield this.#note(edge);
    for (const edge of this.holds.map(holdEdge)) {
      this.#known.set(keyOf(edge.to), edge.to);
      yield edge;
    }
  }

  #note(edge: LineageEdge): LineageEdge {
    const { from } = edge;
    const isNew = from.kind === 'dataset' && this.readings.of(from).length === 0;
    if (isNew || from.kind === 'commit' || from.kind === 'base-model') this.#known.set(keyOf(from), from);
    return edge;
  }

  #runNode(run_id: string): LineageNode {
    return this.runs.has(run_id) ? { kind: 'run', run_id } : { kind: 'missing', what: `run ${run_id}` };
  }

  /** An output of a run, where its record has it; else the run. */
  #made({ run_id, ...asked }: Maker & AskedOutput): LineageNode {
    const run = this.runs.get(run_id);
    const output = run === undefined ? undefined : outputMeant(run, asked);
    return run === undefined || output === undefined ? this.#runNode(run_id) : outputNode(run, output);
  }

  #begun(model: BaseModel, reader: RunFacts): Begun {
    const { digest, contents } = model;
    const made = (run_id: string, paths: readonly string[]) =>
      this.#made({ run_id, path: null, digest, contents, paths });
    return begunWith(model, reader, { versions: this.versions, producers: this.#producers, made });
  }
}
