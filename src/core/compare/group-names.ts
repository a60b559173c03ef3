import type { RunRecord } from '../generated/types.js';
import { printable } from '../printable.js';
import { matrixOf, SEED } from './groups.js';

/** Of one value, and of how many values a name is made. */
const LONGEST_VALUE = 40;
const MOST_PARTS = 3;
const MOST_SEEDS = 5;
const MATRIX = 'matrix';

type Runs = readonly RunRecord[];

/** What a group is: its params and matrix leg without seeds, its run name, its job. By the text to show. */
type Traits = ReadonlyMap<string, string>;

/**
 * What tells groups of runs of one subject apart, for people: `C=0.1 (seeds 1, 2, 3)`. Empty where a group is the only one and has
 * one seed. Foreign text of bounded length.
 * @param groups each newest first
 */
export function groupNames(groups: readonly Runs[]): string[] {
  const traits = groups.map(traitsOf);
  const chosen = chosenTraits(traits);
  const names = traits.map((own, index) => {
    const told = chosen.flatMap((trait) => own.get(trait) ?? []);
    const seeds = seedsOf(groups[index] ?? []);
    // A leg that failed early has recorded no params: what it is, its matrix says.
    const parts = told.length > 0 || groups.length === 1 ? told : ofMatrix(own);
    const isNamed = groups.length === 1 || told.length > 0;
    return { parts, seeds: seeds.length > 1 || !isNamed ? seeds : [] };
  });
  const texts = names.map(({ parts, seeds }) => nameOf(parts, seeds));
  // Two steps of one job that are alike in everything, or legs that left nothing to tell them by.
  return texts.map((text, index) => {
    const isAlone = texts.filter((other) => other === text).length === 1;
    if (groups.length === 1 || (isAlone && text !== '')) return text;
    const id = groups[index]?.[0]?.run_id;
    return id === undefined ? text : `${text}${text === '' ? '' : ', '}run ${id.slice(-8)}`;
  });
}

/** The fewest traits that tell all groups apart: one that does it alone, else each that tells more apart than those before it. */
function chosenTraits(groups: readonly Traits[]): string[] {
  const all = [...new Set(groups.flatMap((traits) => [...traits.keys()]))];
  const classes = (traits: readonly string[]) =>
    new Set(groups.map((own) => JSON.stringify(traits.map((trait) => own.get(trait) ?? null)))).size;
  const alone = all.find((trait) => classes([trait]) === groups.length);
  if (groups.length < 2) return [];
  if (alone !== undefined) return [alone];
  const chosen: string[] = [];
  for (const trait of all) {
    if (chosen.length === MOST_PARTS) break;
    if (classes([...chosen, trait]) > classes(chosen)) chosen.push(trait);
  }
  return chosen;
}

function ofMatrix(traits: Traits): string[] {
  return [...traits]
    .flatMap(([trait, text]) => (trait.startsWith(MATRIX) ? [text] : []))
    .slice(0, MOST_PARTS);
}

/** In the order in which they are good names: what the workflow varies or calls it, then what the training was given. */
function traitsOf(runs: Runs): Traits {
  const [run] = runs;
  if (run === undefined) return new Map();
  const { params, seeds } = run.inputs;
  const traits = new Map<string, string>();
  const put = (kind: string, key: string, value: unknown) =>
    traits.set(
      `${kind} ${key}`,
      `${cut(key)}=${cut(typeof value === 'string' ? value : JSON.stringify(value))}`,
    );
  for (const [key, value] of matrixOf(run)) if (!SEED.test(key)) put(MATRIX, key, value);
  // One that differs by the seed is the name of a run, not of the group.
  const name = runs.every(({ run_name }) => run_name === run.run_name) ? run.run_name : null;
  if (name !== null) traits.set('name', cut(name));
  for (const key of Object.keys(params).sort()) {
    if (!Object.hasOwn(seeds, key)) put('param', key, params[key]);
  }
  const data = run.inputs.datasets.map(({ name: of, version }) => `${of} ${version}`).sort();
  if (data.length > 0) traits.set('data', cut(data.join(', ')));
  if (run.context.job !== null) traits.set('job', `job ${cut(run.context.job)}`);
  return traits;
}

/** Seeds of all runs; empty where one run has several that differ, or none. */
function seedsOf(runs: Runs): string[] {
  const own = runs.map((run) => {
    const legs = matrixOf(run).filter(([key]) => SEED.test(key));
    const values = [...legs.map(([, value]) => value), ...Object.values(run.inputs.seeds)];
    return [...new Set(values.map((value) => cut(String(value))))];
  });
  if (own.some((values) => values.length !== 1)) return [];
  return own.flat().sort((one, other) => Number(one) - Number(other) || (one < other ? -1 : 1));
}

function nameOf(parts: readonly string[], seeds: readonly string[]): string {
  const listed = seeds.length > MOST_SEEDS ? `${seeds.length} seeds` : seedsText(seeds);
  return [parts.join(', '), listed === '' ? '' : `(${listed})`].filter((part) => part !== '').join(' ');
}

function seedsText(seeds: readonly string[]): string {
  if (seeds.length === 0) return '';
  return `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`;
}

function cut(text: string): string {
  const line = printable(text);
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE - 1)}…` : line;
}
