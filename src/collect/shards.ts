import type { Fault } from '../core/errors.js';
import type { DocumentValue } from '../core/flatten.js';
import { isObject } from '../core/flatten.js';
import { shown } from '../core/key-values.js';
import { type Contained, readContained } from './files/opened.js';
import { walked } from './files/walk.js';
import type { CollectedModel } from './models.js';

const INDEX = /\.index\.json$/;
/** `model-00001-of-00003.safetensors`, as Hugging Face's libraries name the parts of a large model. */
const SHARD = /-\d{5}-of-\d{5}\.[A-Za-z0-9]+$/;
/** Bytes; an index names each tensor of a model. */
const LARGEST_INDEX = 64 * 1024 * 1024;
const SHOWN = 5;

/** The fault of parts that an earlier, larger model left: whoever loads the model by the folder's index never reads them. */
export async function surplusShards(model: CollectedModel, where: string): Promise<Fault | undefined> {
  const shards = model.files.filter((file) => SHARD.test(file));
  const indexes = model.files.filter((file) => INDEX.test(file));
  if (shards.length === 0 || indexes.length === 0) return undefined;
  const named = new Set<string>();
  for (const file of indexes) {
    const names = await namedIn({ absolute: walked(model.root, file), within: model.within });
    // An index that says nothing of its parts is no reason to doubt them.
    if (names === undefined) return undefined;
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    for (const name of names) named.add(`${folder}${name}`);
  }
  const surplus = shards.filter((file) => !named.has(file));
  if (surplus.length === 0) return undefined;
  const some = surplus.slice(0, SHOWN).map(shown).join(', ');
  const more = surplus.length > SHOWN ? ` and ${surplus.length - SHOWN} more` : '';
  return {
    code: 'E_MODEL_SURPLUS',
    what: `The model ${shown(model.path)} has parts that its index does not name: ${some}${more}`,
    where,
    mend: 'Empty the folder before the training saves the model: these are of an earlier one',
  };
}

async function namedIn(file: Contained): Promise<string[] | undefined> {
  try {
    const text = await readContained(file, LARGEST_INDEX);
    const index = JSON.parse(text.toString('utf8')) as DocumentValue;
    const map = isObject(index) ? index.weight_map : undefined;
    if (!isObject(map)) return undefined;
    return [...new Set(Object.values(map).filter((name) => typeof name === 'string'))];
  } catch {
    return undefined;
  }
}
