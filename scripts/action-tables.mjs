// Tables of inputs and outputs for the READMEs, made from action.yml, between the markers
// <!-- inputs:PATH --> … <!-- /inputs --> and <!-- outputs:PATH --> … <!-- /outputs -->.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

const READMES = [
  'README.md',
  'register/README.md',
  'gate/README.md',
  'publish/README.md',
  'promote/README.md',
  'fetch/README.md',
  'docs/track.md',
];

const cell = (text) => String(text).trim().replace(/\s+/g, ' ').replaceAll('|', '\\|');

function inputsTable(action) {
  const rows = Object.entries(action.inputs ?? {}).map(([name, input]) => {
    const shown = input.default === undefined || input.default === '' ? '' : `\`${cell(input.default)}\``;
    return `| \`${name}\`${input.required ? ' *' : ''} | ${shown} | ${cell(input.description)} |`;
  });
  return ['| input | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function outputsTable(action) {
  const rows = Object.entries(action.outputs ?? {}).map(
    ([name, output]) => `| \`${name}\` | ${cell(output.description)} |`,
  );
  return ['| output | meaning |', '|---|---|', ...rows].join('\n');
}

/** README files with their tables filled in: path to text. */
export async function actionTables(root) {
  const result = new Map();
  for (const readme of READMES) {
    const file = path.join(root, readme);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    let next = text;
    for (const [kind, table] of [
      ['inputs', inputsTable],
      ['outputs', outputsTable],
    ]) {
      for (const [, source] of text.matchAll(new RegExp(`<!-- ${kind}:(\\S+) -->`, 'g'))) {
        const action = parse(await readFile(path.join(root, source), 'utf8'));
        const block = new RegExp(
          `(<!-- ${kind}:${source.replace(/[.]/g, '\\.')} -->\\n)[\\s\\S]*?(<!-- /${kind} -->)`,
        );
        next = next.replace(block, (_, open, close) => `${open}${table(action)}\n${close}`);
      }
    }
    result.set(file, next);
  }
  return result;
}
