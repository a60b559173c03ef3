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
    const text = await compile(structuredClone(schema), schema.title, {
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

function validators(schemas) {
  const ajv = new Ajv2020({
    schemas: schemas.map(({ schema }) => schema),
    allErrors: true,
    allowUnionTypes: true,
    discriminator: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    code: { source: true, esm: true, lines: true },
  });
  const exports = Object.fromEntries(schemas.map(({ name, schema }) => [camel(name), schema.$id]));
  // Stand-alone code asks for its helpers by `require`, which an ES module does not have.
  const imports = [];
  const code = standaloneCode(ajv, exports).replace(
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
  schemaPath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
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
