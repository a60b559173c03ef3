// Makes what is derived from schemas/ and the action.yml files: TypeScript types, compiled validators, README tables.
// `--check` changes nothing and fails when a file is not what it would be written as.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { actionTables } from './action-tables.mjs';

const require = createRequire(import.meta.url);
const Ajv2020 = require('ajv/dist/2020').default;
const standaloneCode = require('ajv/dist/standalone').default;

const root = path.resolve(import.meta.dirname, '..');
const target = path.join(root, 'src/core/generated');
const BANNER = '// Generated from schemas/ by `npm run generate`. Do not edit.\n';

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

async function readSchemas() {
  const files = (await readdir(path.join(root, 'schemas')))
    .filter((file) => file.endsWith('.schema.json'))
    .sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace('.v1.schema.json', ''),
      schema: JSON.parse(await readFile(path.join(root, 'schemas', file), 'utf8')),
    })),
  );
}

async function types(schemas) {
  const seen = new Set();
  const parts = [];
  for (const { schema } of schemas) {
    const text = await compile(withAlternatives(structuredClone(schema)), schema.title, {
      cwd: path.join(root, 'schemas'),
      bannerComment: '',
      additionalProperties: false,
      maxItems: -1,
      unknownAny: true,
      format: true,
    });
    // Each schema brings along the types of the files it refers to; keep the first of each name.
    for (const block of text.split(/\n(?=(?:\/\*\*[\s\S]*?\*\/\n)?export )/)) {
      const name = /export (?:interface|type) (\w+)/.exec(block)?.[1];
      if (name !== undefined && !seen.has(name)) {
        seen.add(name);
        parts.push(block.trim());
      }
    }
  }
  return `${BANNER}\n${parts.join('\n\n')}\n`;
}

/** What `if` decides about is one of two types. */
function withAlternatives({ if: condition, then: one, else: other, ...schema }) {
  return condition === undefined ? schema : { ...schema, oneOf: [other, one] };
}

/** Walks the schemas within a schema, the innermost first. */
function mapSchema(schema, change) {
  if (schema === null || typeof schema !== 'object') return schema;
  const within = (value) =>
    Array.isArray(value) ? value.map((one) => mapSchema(one, change)) : mapSchema(value, change);
  const entries = Object.entries(schema).map(([key, value]) => {
    if (['enum', 'const', 'required', 'type'].includes(key)) return [key, value];
    const isNamed = key === 'properties' || key === '$defs';
    return [
      key,
      isNamed
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, within(one)]))
        : within(value),
    ];
  });
  return change(Object.fromEntries(entries));
}

/** Alternatives that differ in their type, of which one says more than that, are one schema with several types. */
function withTypes(schema) {
  const { anyOf, ...rest } = schema;
  const isPlain = (one) => Object.keys(one).every((key) => key === 'type');
  if (anyOf === undefined || anyOf.some((one) => typeof one.type !== 'string' || one.enum || one.const))
    return schema;
  const [special = {}, ...others] = anyOf.filter((one) => !isPlain(one));
  return others.length > 0 ? schema : { ...special, ...rest, type: anyOf.map((one) => one.type) };
}

/** Titles and descriptions would come along in the code. */
function forPrograms({ title: _title, description: _description, ...schema }) {
  return withTypes(schema);
}

/** Makes each object a definition of its own: V8 does not optimise a function as long as that of a whole record. */
function inParts(schema) {
  const parts = {};
  const whole = mapSchema(schema, (one) => {
    if (one.$id !== undefined || (one.properties === undefined && one.propertyNames === undefined))
      return one;
    const name = `part${Object.keys(parts).length}`;
    parts[name] = one;
    return { $ref: `#/$defs/${name}` };
  });
  return { ...whole, $defs: { ...whole.$defs, ...parts } };
}

/** A string is at most as long in characters as in code units, which need not be counted. */
function withoutCounting(code) {
  return code
    .replace(/if\((func\d+)\((\w+)\) > (\d+)\)/g, 'if($2.length > $3 && $1($2) > $3)')
    .replace(/if\(func\d+\((\w+)\) < 1\)/g, 'if($1.length < 1)');
}

/**
 * What is wrong is said by one function: written out for each keyword, that took half of the code, and to load it takes longer than to
 * read a hundred records. Nobody asks where in the schema a keyword stands. Errors are added to those there are: to copy all of them for
 * each of a record's items takes hours where every one is wrong.
 */
function withShortErrors(code) {
  const error =
    /const (err\d+) = \{instancePath(?::(.+?))?,schemaPath:.+?,keyword:("\w+"),params:(\{.*\}),message:(.+?)(?:,propertyName:(\w+))?\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g;
  const short = code.replace(error, (_, __, place = 'instancePath', keyword, params, message, name) => {
    const said = [place, keyword, params, message, ...(name === undefined ? [] : [name])];
    return `vErrors = withError(vErrors, ${said.join(', ')});\nerrors++;`;
  });
  if (short.includes('schemaPath:')) throw new Error('an error of a validator is written in another way');
  const joined = short.replace(
    /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g,
    'vErrors = withErrors(vErrors, $1.errors);',
  );
  if (joined.includes('vErrors.concat')) throw new Error('errors of a validator are joined in another way');
  return `${joined}
function withError(all, instancePath, keyword, params, message, propertyName) {
  const error = { instancePath, keyword, params, message, propertyName };
  if (all === null) return [error];
  all.push(error);
  return all;
}
function withErrors(all, more) {
  if (all === null) return more;
  for (const error of more) all.push(error);
  return all;
}
`;
}

function validators(schemas) {
  const ajv = new Ajv2020({
    schemas: schemas.map(({ schema }) => inParts(mapSchema(schema, forPrograms))),
    inlineRefs: false,
    allErrors: true,
    allowUnionTypes: true,
    discriminator: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true, lines: true },
  });
  const exports = Object.fromEntries(schemas.map(({ name, schema }) => [camel(name), schema.$id]));
  // Stand-alone code asks for its helpers by `require`, which an ES module does not have.
  const imports = [];
  const code = withShortErrors(withoutCounting(standaloneCode(ajv, exports))).replace(
    /const (\w+) = require\("([^"]+)"\)(\.default)?;/g,
    (_, name, from, isDefault) => {
      imports.push(`import ${name}Module from '${from}.js';`);
      return `const ${name} = ${name}Module${isDefault ? '.default' : ''};`;
    },
  );
  return `${BANNER}${imports.join('\n')}\n${code.replace(/^"use strict";/, '')}\n`;
}

function validatorTypes(schemas) {
  const lines = schemas.map(({ name }) => `export const ${camel(name)}: Validator;`);
  return `${BANNER}export interface ValidationError {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
  /** The key that is wrong by itself. */
  propertyName?: string;
}
export interface Validator {
  (data: unknown): boolean;
  errors?: ValidationError[] | null;
}
${lines.join('\n')}
`;
}

/** The policy's schema itself, so that a message can say which keys there are. */
function policySchema(schemas) {
  const { schema } = schemas.find(({ name }) => name === 'policy');
  return `${BANNER}\nexport const policySchema = ${JSON.stringify(schema, undefined, 2)} as const;\n`;
}

const check = process.argv.includes('--check');
const schemas = await readSchemas();
const outputs = new Map([
  [path.join(target, 'types.ts'), await types(schemas)],
  [path.join(target, 'validators.js'), validators(schemas)],
  [path.join(target, 'validators.d.ts'), validatorTypes(schemas)],
  [path.join(target, 'policy-schema.ts'), policySchema(schemas)],
  ...(await actionTables(root)),
]);
await mkdir(target, { recursive: true });
let stale = 0;
for (const [file, text] of outputs) {
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === text) continue;
  stale += 1;
  if (check) process.stderr.write(`stale: ${path.relative(root, file)}\n`);
  else await writeFile(file, text);
}
if (check && stale > 0) {
  process.stderr.write('Run `npm run generate` and commit the result.\n');
  process.exitCode = 1;
}
