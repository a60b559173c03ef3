import { type DocumentObject, type DocumentValue, isObject } from '../../core/flatten.js';
import { numberOf } from './yaml-scalars.js';

/** What a value with a tag is without it. */
export interface Untagged {
  /** Undefined for what has no plain value: nothing is ever constructed to find one. */
  value: DocumentValue | undefined;
  /** Whether the tag said more than the value does. */
  lossy: boolean;
}

const CALL = /^!!python\/object\/(?:apply|new):(.+)$/;
const NAME = /^!!python\/(?:name|module):(.+)$/;
/** Text stays text, a list a list, a map a map; what a loader would make of them is as plain. */
const SAME = new Set(
  ['str', 'seq', 'map', 'binary', 'timestamp', 'omap', 'pairs', 'value', 'merge'].concat(
    ['str', 'unicode', 'bytes', 'complex', 'tuple', 'list', 'dict', 'set', 'frozenset'].map(
      (name) => `python/${name}`,
    ),
  ),
);

/**
 * @param tag with `!!` for the tags of YAML itself
 * @param raw what is tagged; a scalar as the text that it is spelled with
 */
export function untagged(tag: string, raw: DocumentValue): Untagged {
  const name = NAME.exec(tag)?.[1];
  if (name !== undefined) return { value: name, lossy: false };
  const call = CALL.exec(tag)?.[1];
  if (call !== undefined) return { value: ofCall(call, raw), lossy: !call.startsWith('numpy') };
  if (tag.startsWith('!!python/object:')) return { value: isObject(raw) ? raw : undefined, lossy: true };
  if (!tag.startsWith('!!')) return { value: raw, lossy: tag !== '!' };
  const kind = tag.slice(2);
  if (kind === 'set' && isObject(raw)) return { value: Object.keys(raw), lossy: false };
  if (SAME.has(kind)) return { value: raw, lossy: false };
  return { value: typeof raw === 'string' ? ofScalar(kind, raw) : undefined, lossy: false };
}

function ofScalar(kind: string, text: string): DocumentValue | undefined {
  switch (kind.replace(/^python\//, '')) {
    case 'null':
    case 'none':
      return /^(?:|~|null|none)$/i.test(text) ? null : undefined;
    case 'bool':
      if (/^(?:true|yes|on|y)$/i.test(text)) return true;
      return /^(?:false|no|off|n)$/i.test(text) ? false : undefined;
    case 'int':
    case 'long':
    case 'float':
      // As it is spelled where loaders do not agree which number that is.
      return text === '' ? undefined : (numberOf(text) ?? text);
    default:
      return undefined;
  }
}

interface Call {
  args: DocumentValue[];
  state?: DocumentValue;
  dictitems?: DocumentValue;
  listitems?: DocumentValue;
}

/** What a class or function would be called with tells the value of some: nothing is called. */
function ofCall(name: string, raw: DocumentValue): DocumentValue | undefined {
  const call = callOf(raw);
  if (call === undefined) return undefined;
  if (isObject(call.dictitems) && Object.keys(call.dictitems).length > 0) return call.dictitems;
  if (Array.isArray(call.listitems) && call.listitems.length > 0) return call.listitems;
  const [first] = call.args;
  if (/^pathlib\b/.test(name))
    return call.args
      .map(String)
      .join('/')
      .replace(/^\/\/+/, '/');
  if (/^numpy\..*\bscalar$/.test(name)) return numpyScalar(call.args);
  if (name === 'numpy.dtype') return dtypeOf(call);
  if (name === 'collections.OrderedDict') return ofPairs(first ?? []);
  if (name === 'collections.defaultdict') return Object.create(null);
  // A class by its spelling, and not a function, whose result is anything: an enum's value, a torch.Size.
  if (!/^[A-Z]/.test(name.split('.').at(-1) ?? '')) return undefined;
  if (call.args.length === 1) return first;
  return call.args.length === 0 && isObject(call.state) ? call.state : undefined;
}

function callOf(raw: DocumentValue): Call | undefined {
  if (Array.isArray(raw)) return { args: raw };
  if (!isObject(raw)) return undefined;
  const { args, state, dictitems, listitems } = raw;
  return { args: Array.isArray(args) ? args : [], state, dictitems, listitems };
}

function ofPairs(list: DocumentValue): DocumentValue | undefined {
  if (!Array.isArray(list)) return isObject(list) ? list : undefined;
  const result: DocumentObject = Object.create(null);
  for (const pair of list) {
    const [key, value] = Array.isArray(pair) && pair.length === 2 ? pair : [];
    if (typeof key !== 'string' || value === undefined || key in result) return undefined;
    result[key] = value;
  }
  return result;
}

/** As `<f8`: the byte order, then kind and width. */
function dtypeOf({ args, state }: Call): DocumentValue | undefined {
  const order = Array.isArray(state) ? state[1] : undefined;
  return typeof args[0] === 'string' ? `${order === '>' ? '>' : '<'}${args[0]}` : undefined;
}

function numpyScalar([dtype, base64]: DocumentValue[]): DocumentValue | undefined {
  if (typeof dtype !== 'string' || typeof base64 !== 'string') return undefined;
  const bytes = Buffer.from(base64, 'base64');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = dtype.startsWith('<');
  const kind = dtype.slice(1);
  if (Number(kind.slice(1)) !== bytes.length) return undefined;
  switch (kind) {
    case 'f8':
      return view.getFloat64(0, little);
    case 'f4':
      return view.getFloat32(0, little);
    case 'i8':
      return exact(view.getBigInt64(0, little));
    case 'u8':
      return exact(view.getBigUint64(0, little));
    case 'i4':
      return view.getInt32(0, little);
    case 'u4':
      return view.getUint32(0, little);
    case 'i2':
      return view.getInt16(0, little);
    case 'u2':
      return view.getUint16(0, little);
    case 'i1':
      return view.getInt8(0);
    case 'u1':
      return view.getUint8(0);
    case 'b1':
      return view.getUint8(0) !== 0;
    default:
      return undefined;
  }
}

function exact(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
