import type { RecalledThing } from '../../core/generated/types.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import { isPassedOn, keyOf, type LineageEdge, type LineageNode } from '../../core/lineage/node.js';
import { outputAt } from '../../core/lineage/output-meant.js';
import type { Produced } from '../../core/lineage/producers.js';
import type { RunFacts } from '../../core/lineage/run-facts.js';
import { bytesOfNodes, versionsOfSameBytes } from '../../core/lineage/same-bytes.js';
import { quoted } from '../../core/printable.js';
import { beganWithHeld, copiesOf, firstMakers, firstOf, sameBytes } from '../../core/recall/copies.js';
import type { Matcher } from '../../core/recall/match.js';
import { asRoot } from '../../core/recall/roots.js';

interface Recalled {
  what: RecalledThing;
  matcher: Matcher;
}

interface Step {
  from: LineageNode | null;
  /** What is said of where it leads, for people. */
  words: readonly string[];
}

/** Ways from what is recalled to what comes from it: as records have them, by what base models hold, else by bytes that are the same. */
export class Ways {
  /** By key of the node that a step leads to. */
  readonly #steps = new Map<string, Step>();
  /** In the order in which they were reached. */
  readonly #reached: LineageNode[] = [];
  #isWide = false;
  #makers: ReadonlyMap<string, Produced> | undefined;

  constructor(
    private readonly graph: LineageGraph,
    roots: readonly LineageNode[],
    recalled: Recalled,
  ) {
    for (const root of roots) this.#take(root, { from: null, words: this.#rootWords(root, recalled) });
    do this.#walk(isPassedOn);
    while (this.#takeHeld());
  }

  /** For people, the thing at its end; empty where nothing leads there. */
  to(node: LineageNode): string[] {
    const key = keyOf(node);
    if (!this.#steps.has(key)) this.#widen();
    const way: (readonly string[])[] = [];
    let step = this.#steps.get(key);
    while (step !== undefined) {
      way.push(step.words);
      step = step.from === null ? undefined : this.#steps.get(keyOf(step.from));
    }
    return way.reverse().flat();
  }

  /** Of what any run made that it leads to, the first that is one of these contents. */
  maker(contents: readonly string[]): Produced | undefined {
    this.#widen();
    this.#makers ??= firstMakers(this.#runs);
    return firstOf(this.#makers, contents);
  }

  get #runs(): RunFacts[] {
    return this.#reached.flatMap((node) =>
      node.kind === 'run' ? (this.graph.runs.get(node.run_id) ?? []) : [],
    );
  }

  /** What a record says goes before what only the bytes do. */
  #widen(): void {
    if (this.#isWide) return;
    this.#isWide = true;
    do this.#walk(({ kind }) => kind !== 'judged-on');
    while (this.#takeHeld() || this.#takeCopies());
  }

  #take(node: LineageNode, step: Step): void {
    const key = keyOf(node);
    if (this.#steps.has(key)) return;
    this.#steps.set(key, step);
    this.#reached.push(node);
  }

  #walk(goesOn: (edge: LineageEdge) => boolean): void {
    // It grows meanwhile.
    for (const node of this.#reached)
      for (const edge of this.graph.down(node))
        if (goesOn(edge)) this.#take(edge.to, { from: node, words: this.#wordsOn(edge) });
  }

  /** @returns whether there were any */
  #takeHeld(): boolean {
    const all = beganWithHeld(this.#runs, this.graph);
    for (const { run, uri, of } of all) {
      const words = [sameBytes(`base model ${quoted(uri)}`, of), runWords(run)];
      this.#take(
        { kind: 'run', run_id: run.run_id },
        { from: { kind: 'run', run_id: of.run.run_id }, words },
      );
    }
    return all.length > 0;
  }

  /** @returns whether there were any */
  #takeCopies(): boolean {
    const { graph } = this;
    const { size } = this.#steps;
    for (const { run, output, node, of } of copiesOf(this.#runs, graph)) {
      const words = [sameBytes(`model ${quoted(output.path)}`, of)];
      this.#take(node, { from: { kind: 'run', run_id: of.run.run_id }, words });
      this.#take({ kind: 'run', run_id: run.run_id }, { from: node, words: [runWords(run)] });
    }
    const byContent = new Map<string, LineageNode>();
    for (const node of this.#reached)
      for (const content of bytesOfNodes(graph, [node]))
        if (!byContent.has(content)) byContent.set(content, node);
    for (const node of versionsOfSameBytes(graph, this.#reached)) {
      const [from] = [...bytesOfNodes(graph, [node])].flatMap((content) => byContent.get(content) ?? []);
      if (from !== undefined)
        this.#take(node, { from, words: wordsOf(node).map((words) => this.#as(words, from)) });
    }
    return this.#steps.size > size;
  }

  #wordsOn({ kind, from, to }: LineageEdge): string[] {
    const words = wordsOf(to);
    if (kind === 'also-made-by') return words.map((one) => this.#as(one, from));
    if (kind !== 'began-with-same' || to.kind !== 'run') return words;
    const { contents = [] } = this.#made(from)?.output ?? {};
    const { models = [] } = this.graph.runs.get(to.run_id) ?? {};
    const begun = models.find((model) => model.contents.some((one) => contents.includes(one)));
    return begun === undefined ? words : [this.#as(`base model ${quoted(begun.uri)}`, from), ...words];
  }

  #rootWords(root: LineageNode, { what, matcher }: Recalled): string[] {
    const run = root.kind === 'run' ? this.graph.runs.get(root.run_id) : undefined;
    if (run !== undefined) return [...matcher.itself(run), runWords(run)];
    return rootWords(root).map((words) => asRoot(words, root, what));
  }

  #as(words: string, from: LineageNode): string {
    const made = this.#made(from);
    return made === undefined ? words : sameBytes(words, made);
  }

  #made(node: LineageNode): Produced | undefined {
    if (node.kind !== 'output') return undefined;
    const run = this.graph.runs.get(node.run_id);
    const output = outputAt(node, this.graph.runs);
    return run === undefined || output === undefined ? undefined : { run, output };
  }
}

function runWords({ run_id }: Pick<RunFacts, 'run_id'>): string {
  return `run \`${run_id}\``;
}

function rootWords(node: LineageNode): string[] {
  return node.kind === 'output' ? [`model ${quoted(node.path)} of ${runWords(node)}`] : wordsOf(node);
}

/** None for an output: what reads it says what it is. */
function wordsOf(node: LineageNode): string[] {
  switch (node.kind) {
    case 'run':
      return [runWords(node)];
    case 'dataset':
      return [
        node.name === null
          ? `dataset tagged ${quoted(node.version)}`
          : `dataset ${quoted(`${node.name}@${node.version}`)}`,
      ];
    case 'version':
      return [`version ${quoted(`${node.model}/${node.version}`)}`];
    case 'base-model':
      return [`base model ${quoted(node.uri)}`];
    case 'package':
      return [`package ${quoted(`${node.name} ${node.version}`)}`];
    default:
      return [];
  }
}
