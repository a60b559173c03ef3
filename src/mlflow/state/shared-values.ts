import type { DatasetInput } from './entities.js';

/** Values of a kind that are remembered at a time. */
const MOST = 20_000;
/** Shorter texts have been made one by the parser of JSON, and longer ones are seldom the same. */
const TEXT = { shortest: 11, longest: 256 };

/** Equal values of many runs, of which one is kept: commits, commands, people, data sets. Nobody changes them. */
export class SharedValues {
  readonly #texts = new Map<string, string>();
  readonly #inputs = new Map<string, DatasetInput>();

  text(text: string): string {
    if (text.length < TEXT.shortest || text.length > TEXT.longest) return text;
    return first(this.#texts, text, text);
  }

  input(input: DatasetInput): DatasetInput {
    const { schema, profile } = input.dataset;
    // These are long, and those of one data set are kept by its experiment.
    if (schema !== undefined || profile !== undefined) return input;
    return first(this.#inputs, JSON.stringify(input), input);
  }
}

function first<T>(known: Map<string, T>, name: string, value: T): T {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (known.size >= MOST) known.clear();
  known.set(name, value);
  return value;
}
