import { posix } from 'node:path';
import { canonicalJson, parseJson } from '../core/json.js';
import type { ModelFormat } from '../core/manifest.js';

/** JSON files that libraries write into any folder, by their name: what of them does not say only when and by which run. */
const TIMELESS: Readonly<Record<string, (text: string) => string | undefined>> = {
  // Hugging Face: the model that was loaded, often a checkpoint of this very run. Keras: marks of shared objects.
  'config.json': (text) =>
    withoutField(renumbered(text), '_name_or_path') ?? unlessSame(renumbered(text), text),
  // Keras.
  'metadata.json': (text) => withoutField(text, 'date_saved'),
};
/** What Hugging Face's trainer was told: a pickle with the run's log folder in it, and no part of what predicts. */
const TRAINING_ARGUMENTS = 'training_args.bin';
/** Keras marks objects that are one by their place in the memory of the process. */
const SHARED = /"shared_object_id": ?(\d+)/g;

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
  archives: ['.keras'],
  async timeless(path, text) {
    const name = posix.basename(path);
    if (name === TRAINING_ARGUMENTS) return '';
    return Object.hasOwn(TIMELESS, name) ? TIMELESS[name]?.(await text()) : undefined;
  },
};

/** The marks as numbers in the order of their first sight: which objects are one stays. */
function renumbered(text: string): string {
  const numbers = new Map<string, number>();
  return text.replace(SHARED, (_, mark: string) => {
    const number = numbers.get(mark) ?? numbers.size;
    numbers.set(mark, number);
    return `"shared_object_id": ${number}`;
  });
}

function unlessSame(text: string, before: string): string | undefined {
  return text === before ? undefined : text;
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
