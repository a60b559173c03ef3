import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.resolve(import.meta.dirname, '../src');
const MIDDLE = ['ledger', 'policy-file', 'stores', 'collect', 'formats', 'mlflow', 'github', 'report'];
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
/**
 * The rooms of a layer and what each may import of the others; '' are the files beside the rooms, or those of them that are
 * named. A layer that is not listed has no rooms.
 */
const ROOMS: Record<string, Record<string, readonly string[]>> = {
  ledger: {
    'ledger.ts': [],
    'layout.ts': ['ledger.ts'],
    git: ['ledger.ts'],
    failures: ['git'],
    read: ['ledger.ts', 'layout.ts', 'git'],
    index: ['ledger.ts', 'layout.ts', 'read'],
    write: ['ledger.ts', 'layout.ts', 'git', 'failures', 'read', 'index'],
    verify: ['ledger.ts', 'layout.ts', 'git', 'failures', 'read', 'index'],
    '': ['ledger.ts', 'layout.ts', 'git', 'failures', 'read', 'index', 'write'],
  },
  collect: {
    'program.ts': [],
    ci: ['program.ts'],
    git: ['program.ts', 'ci'],
    python: ['program.ts', 'ci'],
    files: [],
    process: ['program.ts'],
    'gpu.ts': ['program.ts', 'process'],
    command: ['program.ts', 'process', 'gpu.ts'],
    values: ['files'],
    'pictures.ts': ['files'],
    evidence: ['pictures.ts'],
    freshness: ['', 'files', 'values'],
    '': ['program.ts', 'pictures.ts', 'ci', 'files', 'values'],
  },
  mlflow: {
    state: [],
    protocol: ['state'],
    server: ['state', 'protocol'],
    keep: ['state', 'protocol'],
    logged: ['state'],
    held: ['state', 'protocol'],
  },
  report: {
    '': [],
    comment: [''],
    run: ['', 'comment'],
    register: ['', 'run'],
    registry: [''],
    promote: ['', 'registry'],
    fetch: [''],
    gate: ['', 'comment', 'run'],
    lineage: ['', 'registry'],
    recall: ['', 'registry', 'lineage'],
  },
  commands: {
    policy: [],
    confirm: ['policy'],
    recalled: ['confirm', 'lineage'],
    checkout: [],
    datasets: [],
    register: ['datasets', 'recalled'],
    promote: ['confirm', 'register', 'endpoints', 'recalled'],
    'promote-remote': ['promote', 'registry'],
    registry: ['promote', 'register', 'fetch', 'recalled', 'recall'],
    track: ['checkout', 'recalled'],
    gate: ['policy', 'confirm', 'checkout', 'datasets', 'recalled'],
    publish: ['gate', 'track'],
    fetch: ['confirm', 'recalled'],
    endpoints: ['fetch', 'recalled'],
    serve: ['fetch', 'track', 'confirm', 'register', 'promote', 'promote-remote', 'registry', 'recalled'],
    lineage: [],
    recall: ['recalled', 'lineage', 'promote'],
  },
  actions: {
    '': [],
    track: [''],
    register: ['', 'track'],
    gate: [''],
    publish: ['', 'gate'],
    promote: [''],
    recall: [''],
    fetch: [''],
    'run-action.ts': ['', 'track', 'register', 'gate', 'publish', 'promote', 'recall', 'fetch'],
  },
};

interface Module {
  file: string;
  layer: string;
  text: string;
  /** Files of ours that it imports, those of types alone as well: a reader follows them like any other. */
  imports: string[];
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?:[^;'"]*?from\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

function modules(): Module[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((name) => {
      const file = name.split(path.sep).join('/');
      const text = readFileSync(path.join(SRC, file), 'utf8');
      const imports = [...text.matchAll(IMPORT)].flatMap(([, from, lazy]) => {
        const target = from ?? lazy ?? '';
        if (!target.startsWith('.')) return [];
        return [path.posix.join(path.posix.dirname(file), target).replace(/\.js$/, '.ts')];
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
      .map((imported) => imported.split('/')[0] ?? '')
      .filter((layer) => layer !== module.layer && !(BELOW[module.layer] ?? []).includes(layer))
      .map((layer) => `${module.file} → ${layer}`),
  );
  expect(wrong).toEqual([]);
});

/** The room of a file: its folder in the layer, or its own name where that is listed. */
function roomOf(file: string): string {
  const [layer = '', room = '', ...rest] = file.split('/');
  if (rest.length > 0) return room;
  return room in (ROOMS[layer] ?? {}) ? room : '';
}

test('every folder of a layer with rooms is one of them', () => {
  const unknown = all.filter(({ file, layer }) => layer in ROOMS && !(roomOf(file) in (ROOMS[layer] ?? {})));
  expect(unknown.map(({ file }) => file)).toEqual([]);
});

test('every room that is listed is there', () => {
  const listed = Object.entries(ROOMS).flatMap(([layer, rooms]) =>
    Object.keys(rooms).map((room) => [layer, room]),
  );
  const empty = listed.filter(
    ([layer, room]) => !all.some((module) => module.layer === layer && roomOf(module.file) === room),
  );
  expect(empty).toEqual([]);
});

test('arrows between the rooms of a layer point down only', () => {
  const wrong = all.flatMap(({ file, layer, imports }) =>
    imports
      .filter((imported) => imported.split('/')[0] === layer && layer in ROOMS)
      .filter((imported) => roomOf(imported) !== roomOf(file))
      .filter((imported) => !(ROOMS[layer]?.[roomOf(file)] ?? []).includes(roomOf(imported)))
      .map((imported) => `${file} → ${imported}`),
  );
  expect(wrong).toEqual([]);
});

test('the floors of a layer have no circle', () => {
  for (const rooms of Object.values(ROOMS)) {
    const left = new Map(Object.entries(rooms));
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      for (const [room, below] of left) if (!below.some((one) => left.has(one))) left.delete(room);
    }
    expect([...left.keys()]).toEqual([]);
  }
});

test('there is no import cycle', () => {
  const graph = new Map(all.map((module) => [module.file, module.imports]));
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

test('YAML is read in one way alone, which bounds how deep it nests', () => {
  const parses = /\{[^}]*\bparse\w*\b[^}]*\} = await import\('yaml'\)|\byaml\.parse/;
  const wrong = all.filter(({ text }) => parses.test(text));
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('no file is longer than 300 lines', () => {
  const long = all.filter(
    (module) => !module.file.includes('generated/') && module.text.split('\n').length > 301,
  );
  expect(long.map((module) => module.file)).toEqual([]);
});

test('entries stay under 60 lines', () => {
  const entries = all.filter((module) =>
    /^actions\/(?:track\/(?:track|post)|register\/register|gate\/gate|publish\/publish|fetch\/fetch)\.ts$|^index\.ts$/.test(
      module.file,
    ),
  );
  expect(entries.length).toBe(7);
  expect(
    entries.filter((module) => module.text.split('\n').length > 60).map((module) => module.file),
  ).toEqual([]);
});
