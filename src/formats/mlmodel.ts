import { posix } from 'node:path';
import { UserError } from '../core/errors.js';
import type { JsonValue } from '../core/json.js';
import type { FormatFacts, ModelContents, ModelFormat } from '../core/manifest.js';
import { checkRequirements, parseRequirements } from './requirements.js';
import { type JsonObject, unreadableAs, YamlFile } from './yaml-file.js';

const FILE = 'MLmodel';
const MAX_BYTES = 1024 * 1024;
const FLAVORS_LIMIT = 50;
const KEYS_LIMIT = 100;
const NAME = /^[^\u0000-\u001f\u007f]{1,100}$/;
/** Fields that differ between two savings of one model. */
const TIMELY: ReadonlySet<string> = new Set([
  'artifact_path',
  'model_id',
  'model_uuid',
  'run_id',
  'utc_time_created',
]);
/** Says how to call the model from Python, whatever library trained it. */
const PYTHON_FUNCTION = 'python_function';

/** A folder as MLflow saves it: `MLmodel`, and requirements beside it. */
export const mlmodel: ModelFormat = {
  name: 'mlmodel',
  detect: (paths) => paths.includes(FILE),
  async read(model): Promise<FormatFacts> {
    const file = await YamlFile.parse(await model.text(FILE, MAX_BYTES), `${model.place}/${FILE}`);
    const flavors = flavorsOf(file);
    checkFlavor(model, Object.keys(flavors));
    const dependencies = await dependenciesOf(model);
    return {
      format: 'mlmodel',
      flavors,
      signature: signatureOf(file),
      dependencies,
      framework: frameworkOf(file, flavors, dependencies),
    };
  },
  async timeless(path, text) {
    if (posix.basename(path) !== FILE) return undefined;
    return (await YamlFile.parse(await text(), path)).without(
      (keys) => (keys.length === 1 && TIMELY.has(keys[0] ?? '')) || isSourceOfArtifact(keys),
    );
  },
};

/** Where an artifact of a Python function was when the model was saved: often a folder for the moment, or another run. */
function isSourceOfArtifact([flavors, , artifacts, , uri, ...below]: readonly string[]): boolean {
  return flavors === 'flavors' && artifacts === 'artifacts' && uri === 'uri' && below.length === 0;
}

function flavorsOf(file: YamlFile): { [name: string]: JsonObject } {
  const flavors = file.get('flavors');
  if (!isObject(flavors) || Object.keys(flavors).length === 0) {
    throw file.fault('It declares no flavors', 'flavors');
  }
  const entries = Object.entries(flavors);
  if (entries.length > FLAVORS_LIMIT) {
    throw file.fault(`It declares more than ${FLAVORS_LIMIT} flavors`, 'flavors');
  }
  const checked = entries.map(([name, flavor]): [string, JsonObject] => {
    const shown = JSON.stringify(name.slice(0, 60));
    if (!NAME.test(name)) throw file.fault(`${shown} cannot name a flavor`, 'flavors');
    if (!isObject(flavor)) throw file.fault(`The flavor ${shown} is not a mapping`, 'flavors', name);
    if (Object.keys(flavor).length > KEYS_LIMIT) {
      throw file.fault(`The flavor ${shown} has more than ${KEYS_LIMIT} keys`, 'flavors', name);
    }
    return [name, flavor];
  });
  return Object.fromEntries(checked);
}

function checkFlavor({ flavor, place }: ModelContents, declared: readonly string[]): void {
  if (flavor === null || declared.includes(flavor)) return;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `The model does not declare the flavor ${JSON.stringify(flavor)}, but ${declared.join(', ')}`,
    where: `flavor, ${place}/${FILE}`,
    mend: 'Leave the input flavor out: an MLflow model names its own',
  });
}

function signatureOf(file: YamlFile): FormatFacts['signature'] {
  const signature = file.get('signature');
  if (signature === undefined || signature === null) return null;
  if (!isObject(signature)) throw file.fault('The signature is not a mapping', 'signature');
  return {
    inputs: columnsOf(file, 'inputs'),
    outputs: columnsOf(file, 'outputs'),
    params: columnsOf(file, 'params'),
  };
}

/** MLflow writes the columns as JSON text inside the YAML. */
function columnsOf(file: YamlFile, key: string): JsonValue[] | JsonObject | null {
  const value = file.get('signature', key) ?? null;
  const columns = typeof value === 'string' ? parsePythonJson(value) : value;
  if (columns === null || (typeof columns === 'object' && columns !== undefined)) return columns;
  throw file.fault(`The ${key} of the signature are not a list in JSON`, 'signature', key);
}

/** A text may lack its closing quote, or each quote in it would be looked at as the begin of one. */
const TEXT_OR_WORD = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|-?Infinity|NaN/g;

/** Python writes NaN and infinities into JSON, which has none; they become strings, as everywhere in records. */
function parsePythonJson(text: string): JsonValue | undefined {
  const standard = text.replace(TEXT_OR_WORD, (token) => (token.startsWith('"') ? token : `"${token}"`));
  try {
    return JSON.parse(standard);
  } catch {
    return undefined;
  }
}

async function dependenciesOf(model: ModelContents): Promise<string[]> {
  if (model.paths.includes('requirements.txt')) {
    const place = `${model.place}/requirements.txt`;
    return parseRequirements(await model.text('requirements.txt', MAX_BYTES), place);
  }
  if (!model.paths.includes('conda.yaml')) return [];
  const place = `${model.place}/conda.yaml`;
  const file = await YamlFile.parse(await model.text('conda.yaml', MAX_BYTES), place);
  const listed = file.get('dependencies') ?? [];
  if (!Array.isArray(listed)) throw file.fault('The dependencies are not a list', 'dependencies');
  const pip = listed.flatMap((item) => (isObject(item) && Array.isArray(item['pip']) ? item['pip'] : []));
  if (!pip.every((item) => typeof item === 'string')) {
    throw unreadableAs('The requirements for pip are not all text', place, 1);
  }
  return checkRequirements(parseRequirements(pip.join('\n'), place), place);
}

/** The library is the flavor other than python_function that tells a version, else the first one. */
function frameworkOf(
  file: YamlFile,
  flavors: { [name: string]: JsonObject },
  dependencies: readonly string[],
): FormatFacts['framework'] {
  const names = Object.keys(flavors).filter((name) => name !== PYTHON_FUNCTION);
  for (const name of names) {
    const keys = Object.keys(flavors[name] ?? {});
    // xgboost has xgb_version and spark pyspark_version.
    const key =
      keys.find((other) => other === `${name}_version`) ?? keys.find((other) => other.endsWith('_version'));
    const version = key === undefined ? null : file.spelled('flavors', name, key);
    if (version !== null) return { name, version: version.slice(0, 100) };
  }
  const [name] = names;
  if (name === undefined) return null;
  const pin = dependencies.find((dependency) => dependency.startsWith(`${name}==`));
  return {
    name,
    version:
      pin
        ?.slice(name.length + 2)
        .split(/[\s;]/)[0]
        ?.slice(0, 100) ?? null,
  };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
