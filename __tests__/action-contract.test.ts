import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ACTION_INPUTS } from '../src/actions/inputs.js';

interface ActionFile {
  name: string;
  description: string;
  inputs: Record<string, { description?: string; required?: boolean; default?: string }>;
  outputs: Record<string, { description?: string }>;
  runs: { using: string; main: string; post?: string };
}

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const ACTIONS = [
  {
    action: 'track',
    file: 'action.yml',
    setBy: ['src/actions/track/report.ts', 'src/actions/track/track.ts', 'src/actions/track/held.ts'],
  },
  { action: 'gate', file: 'gate/action.yml', setBy: ['src/actions/gate/report.ts'] },
  {
    action: 'publish',
    file: 'publish/action.yml',
    setBy: ['src/actions/publish/publish.ts', 'src/actions/gate/report.ts'],
  },
  {
    action: 'recall',
    file: 'recall/action.yml',
    setBy: ['src/actions/recall/finish.ts', 'src/actions/finish-clear.ts'],
  },
  {
    action: 'promote',
    file: 'promote/action.yml',
    setBy: ['report', 'repair', 'aliases'].map((name) => `src/actions/promote/${name}.ts`),
  },
  { action: 'fetch', file: 'fetch/action.yml', setBy: ['src/actions/fetch/fetch.ts'] },
  { action: 'register', file: 'register/action.yml', setBy: ['src/actions/register/report.ts'] },
] as const;

/** Names of outputs that the code sets: `setOutput('name'` and the keys of the table of outputs. */
function outputsSetIn(files: readonly string[]): Set<string> {
  const text = files.map(read).join('\n');
  const direct = [...text.matchAll(/setOutput\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  const block = /const outputs = \{([\s\S]*?)\n {2}\};/.exec(text)?.[1] ?? '';
  const keys = [...block.matchAll(/^ {4}'?([a-z-]+)'?[:,]/gm)].map((match) => match[1] ?? '');
  return new Set([...direct, ...keys]);
}

describe.each(ACTIONS)('$file', ({ action, file, setBy }) => {
  const definition = parse(read(file)) as ActionFile;

  test('declares the inputs that the code reads, and no others', () => {
    expect(Object.keys(definition.inputs).sort()).toEqual([...ACTION_INPUTS[action]].sort());
  });

  test('declares the outputs that the code sets, and no others', () => {
    expect([...outputsSetIn(setBy)].sort()).toEqual(Object.keys(definition.outputs).sort());
  });

  test('describes every input and output', () => {
    const all = [...Object.values(definition.inputs), ...Object.values(definition.outputs)];
    expect(all.filter((entry) => (entry.description ?? '').length < 10)).toEqual([]);
  });

  test('runs on Node 24 from files in dist', () => {
    expect(definition.runs.using).toBe('node24');
    const entries = [definition.runs.main, definition.runs.post].filter((entry) => entry !== undefined);
    for (const entry of entries) {
      expect(read(path.join(path.dirname(file), entry))).toContain(`from '../bundle/index.js'`);
    }
  });
});
