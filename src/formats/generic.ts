import { posix } from 'node:path';
import { canonicalJson, parseJson } from '../core/json.js';
import type { ModelFormat } from '../core/manifest.js';

/** Libraries mark objects that are one by their place in the memory of the process. */
const KERAS_MARKS = /("shared_object_id": ?)(\d+)/g;
const SKOPS_MARKS = /("__id__": |"file": ")(\d+)/g;
const SKOPS_SCHEMA = 'schema.json';
/** JSON files that libraries write into any folder, by their name: what of them does not say only when and by which run. */
const TIMELESS: Readonly<Record<string, (text: string) => string | undefined>> = {
  // Hugging Face: the model that was loaded, often a checkpoint of this very run.
  'config.json': (text) => withoutField(text, '_name_or_path') ?? renumbered(text, KERAS_MARKS),
  'metadata.json': (text) => withoutField(text, 'date_saved'),
  [SKOPS_SCHEMA]: (text) => renumbered(text, SKOPS_MARKS),
};
/** What Hugging Face's trainer was told: a pickle with the run's log folder in it, and no part of what predicts. */
const TRAINING_ARGUMENTS = 'training_args.bin';

/** Any file or folder. It says nothing of itself; the user may name a flavor. */
export const generic: ModelFormat = {
  name: 'generic',
  detect: () => true,
  async read({ flavor }) {
    return {
      format: 'generic',
      flavors: flavor === null ? {} : Object.fromEntries([[flavor, {}]]),
      signature: null,
      dependencies: [],
      framework: null,
    };
  },
  archives: { '.keras': () => new Map(), '.skops': skopsNames },
  async timeless(path, text) {
    const name = posix.basename(path);
    if (name === TRAINING_ARGUMENTS) return '';
    return Object.hasOwn(TIMELESS, name) ? TIMELESS[name]?.(await text()) : undefined;
  },
};

/** @returns undefined for a text without marks */
function renumbered(text: string, marks: RegExp): string | undefined {
  const numbers = numbersOf(text, marks);
  if (numbers.size === 0) return undefined;
  return text.replace(marks, (_, before: string, mark: string) => `${before}${numbers.get(mark)}`);
}

/** Each mark as a number in the order of first sight, so that it stays known which objects are one. */
function numbersOf(text: string, marks: RegExp): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const [, , mark = ''] of text.matchAll(marks)) if (!numbers.has(mark)) numbers.set(mark, numbers.size);
  return numbers;
}

/** skops calls the arrays of a model by the marks of their objects: `140577686647696.npy`. */
function skopsNames(text: (path: string) => string | undefined): Map<string, string> {
  const schema = text(SKOPS_SCHEMA) ?? '';
  const numbers = numbersOf(schema, SKOPS_MARKS);
  return new Map(
    [...schema.matchAll(/"file": "((\d+)(\.\w+))"/g)].map(([, name = '', mark = '', end]) => [
      name,
      `${numbers.get(mark)}${end}`,
    ]),
  );
}

function withoutField(text: string, field: string): string | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return undefined;
  const entries = Object.entries(value).filter(([key]) => key !== field);
  try {
    return canonicalJson(Object.fromEntries(entries));
  } catch (error) {
    // Brackets in brackets a hundred thousand times; no library writes that.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
