import { posix } from 'node:path';
import { canonicalJson, parseJson } from '../core/json.js';
import type { ModelFormat } from '../core/manifest.js';

/** Fields of JSON files that libraries write into any folder, by the file's name. */
const TIMELY: Readonly<Record<string, string>> = {
  // Hugging Face: the model that was loaded, often a checkpoint of this very run.
  'config.json': '_name_or_path',
  // Keras.
  'metadata.json': 'date_saved',
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
  archives: ['.keras'],
  async timeless(path, text) {
    const name = posix.basename(path);
    if (name === TRAINING_ARGUMENTS) return '';
    const field = Object.hasOwn(TIMELY, name) ? TIMELY[name] : undefined;
    return field === undefined ? undefined : withoutField(await text(), field);
  },
};

function withoutField(text: string, field: string): string | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return undefined;
  return canonicalJson(Object.fromEntries(Object.entries(value).filter(([key]) => key !== field)));
}
