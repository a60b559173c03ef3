import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { _, Ajv, type ValidateFunction } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const FORMATS: Record<string, (text: string) => boolean> = {
  'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  uri: (text) => URL.canParse(text),
};

/** Where generated code asks for {@link FORMATS}. */
const FORMATS_MODULE = 'formats';
const load = createRequire(import.meta.url);

/**
 * Schemas as functions. To make one takes up to half a second and its code is the same in all test processes, so it is kept in a
 * folder of the repository's cache.
 */
export class Validators {
  private readonly known = new Map<string, ValidateFunction>();
  private readonly makers = new Map<boolean, Ajv>();

  /** @param folder is another one when anything changes that code is made from */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** @param key names the schema @param coerce whether texts are taken for the numbers and truth values that they spell */
  get(key: string, coerce: boolean, schema: () => Record<string, unknown>): ValidateFunction {
    const id = `${coerce} ${key}`;
    const found = this.known.get(id);
    if (found !== undefined) return found;
    const file = join(this.folder, `${createHash('sha256').update(id).digest('hex')}.cjs`);
    const validator = functionOf(readIfThere(file) ?? this.make(file, coerce, schema()));
    this.known.set(id, validator);
    return validator;
  }

  private make(file: string, coerce: boolean, schema: Record<string, unknown>): string {
    const maker = this.makers.get(coerce) ?? newAjv(coerce);
    this.makers.set(coerce, maker);
    const code = standalone.default(maker, maker.compile(schema));
    // Whole or not at all, whoever else makes it at the same time.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    return code;
  }
}

function functionOf(code: string): ValidateFunction {
  const module: { exports: unknown } = { exports: {} };
  const require = (name: string) => (name === FORMATS_MODULE ? FORMATS : load(name));
  compileFunction(code, ['require', 'module', 'exports'])(require, module, module.exports);
  return module.exports as ValidateFunction;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function newAjv(coerceTypes: boolean): Ajv {
  return new Ajv({
    strict: false,
    allErrors: true,
    logger: false,
    coerceTypes,
    formats: FORMATS,
    code: { source: true, formats: _`require(${FORMATS_MODULE})` },
  });
}
