import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.resolve(import.meta.dirname, '../src');
const MIDDLE = ['ledger', 'stores', 'collect', 'formats', 'mlflow', 'github', 'report'];
/** What each layer may import beside itself. Arrows point down only. */
const BELOW: Record<string, readonly string[]> = {
  core: [],
  ...Object.fromEntries(MIDDLE.map((layer) => [layer, ['core']])),
  commands: [...MIDDLE, 'core'],
  actions: ['commands', ...MIDDLE, 'core'],
  cli: ['commands', ...MIDDLE, 'core'],
  'index.ts': ['actions', 'cli', 'core'],
};
const EDGE = ['actions', 'cli', 'index.ts'];

interface Module {
  file: string;
  layer: string;
  text: string;
  /** Files of ours that it imports; imports of types alone are marked, since they are gone when it runs. */
  imports: { file: string; typeOnly: boolean }[];
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

function modules(): Module[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((name) => {
      const file = name.split(path.sep).join('/');
      const text = readFileSync(path.join(SRC, file), 'utf8');
      const imports = [...text.matchAll(IMPORT)].flatMap(([, type, from, lazy]) => {
        const target = from ?? lazy ?? '';
        if (!target.startsWith('.')) return [];
        return [
          {
            file: path.posix.join(path.posix.dirname(file), target).replace(/\.js$/, '.ts'),
            typeOnly: type !== undefined,
          },
        ];
      });
      return { file, layer: file.split('/')[0] ?? '', text, imports };
    });
}

const all = modules();

test('the source was found', () => {
  expect(all.length).toBeGreaterThan(20);
});

test('every file stands in a known layer', () => {
  expect(all.filter((module) => !(module.layer in BELOW)).map((module) => module.file)).toEqual([]);
});

test('arrows point down only, and the middle layers do not import each other', () => {
  const wrong = all.flatMap((module) =>
    module.imports
      .map((imported) => imported.file.split('/')[0] ?? '')
      .filter((layer) => layer !== module.layer && !(BELOW[module.layer] ?? []).includes(layer))
      .map((layer) => `${module.file} → ${layer}`),
  );
  expect(wrong).toEqual([]);
});

test('there is no import cycle', () => {
  const graph = new Map(
    all.map((module) => [module.file, module.imports.filter((i) => !i.typeOnly).map((i) => i.file)]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});

const BELOW_THE_EDGE = [
  ['environment', /\bprocess\.(?:env|cwd\(|exit|argv|stdin)\b/],
  ['clock', /\bDate\.now\(|new Date\(\)|performance\.now\(/],
  ['randomness', /Math\.random\(|randomBytes\(|randomUUID\(|getRandomValues\(/],
  ['runner toolkit', /from '@actions\/(?:core|github)'|import\('@actions\/(?:core|github)'\)/],
] as const;

test.each(BELOW_THE_EDGE)('below the edge nothing reads the %s', (_, pattern) => {
  const wrong = all.filter((module) => !EDGE.includes(module.layer) && pattern.test(module.text));
  expect(wrong.map((module) => module.file)).toEqual([]);
});

test('no file is longer than 300 lines', () => {
  const long = all.filter(
    (module) => !module.file.includes('generated/') && module.text.split('\n').length > 301,
  );
  expect(long.map((module) => module.file)).toEqual([]);
});

test('entries stay under 60 lines', () => {
  const entries = all.filter((module) =>
    /^actions\/(?:track|track-post|register)\.ts$|^index\.ts$/.test(module.file),
  );
  expect(
    entries.filter((module) => module.text.split('\n').length > 60).map((module) => module.file),
  ).toEqual([]);
});
