import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ACTION_INPUTS } from '../src/actions/inputs.js';
import { bootstrapFiles, INDEX, RECALLS, RUNS } from '../src/ledger/layout.js';
import { appPermissions } from './support/app-token.js';
import { isThere, namedTests } from './support/named-tests.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const PAGES = [
  'README.md',
  'register/README.md',
  'gate/README.md',
  'publish/README.md',
  'promote/README.md',
  'recall/README.md',
  'fetch/README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Headings as GitHub makes anchors of them. */
function anchors(text: string): Set<string> {
  const headings = [...withoutCode(text).matchAll(/^#{1,6} (.*)$/gm)];
  return new Set(
    headings.map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  const dead = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      if (!existsSync(path.join(ROOT, place))) return true;
      return anchor !== undefined && !anchors(read(place)).has(anchor);
    });
  expect(dead).toEqual([]);
});

test("a ledger's branch is carried by its full name, since a tag comes before a branch", () => {
  const carried = /git (?:fetch|push)(?: --?[\w-]+(?:=\S+)?)* origin (?!refs\/)[^\s`]*lineage\S*/g;
  const lookedAt =
    /git (?:log|show|rev-parse|ls-tree|worktree add)(?= )[^`\n|]*?[\s"](?:origin\/)?lineage(?=[\s`:.)"]).*/g;
  for (const short of [carried, lookedAt])
    expect(PAGES.flatMap((page) => read(page).match(short) ?? [])).toEqual([]);
});

test('docs/track.md has a section for every input of the action', () => {
  const headings =
    read('docs/track.md')
      .match(/^### .*$/gm)
      ?.join(' ') ?? '';
  const text = `${headings} \`job-status\` \`matrix\``;
  expect(ACTION_INPUTS.track.filter((input) => !text.includes(`\`${input}\``))).toEqual([]);
});

test('every folder of records is taken over, or its changes are noted, where two ledgers went apart', () => {
  const [, recipe = ''] =
    /\*\*When both sides have records\*\*.*?```sh\n(.*?)```/s.exec(read('docs/cli.md')) ?? [];
  const said = (command: RegExp) => command.exec(recipe)?.[1]?.split(' ') ?? [];
  const noted = said(/git log .* -- ([a-z -]+) &&/);
  const taken = said(/ls-tree --name-only refs\/heads\/lineage ([a-z -]+)\)/);
  const [readme] = bootstrapFiles();
  const folders = [...String(readme?.bytes).matchAll(/^\| `([a-z-]+)\//gm)].map(([, folder]) => folder);
  expect(folders).toEqual(expect.arrayContaining([RUNS, RECALLS]));
  expect([...noted, ...taken].sort()).toEqual([...new Set(folders)].filter((name) => name !== INDEX).sort());
});

interface Job {
  permissions?: Record<string, string>;
  steps?: { uses?: string }[];
}

interface Workflow extends Job {
  on?: Record<string, { branches?: string[] } | null>;
  jobs?: Record<string, Job | null>;
}

/** Workflows, or parts of them, in examples and in pages, with where they are. */
function workflows(): [string, Workflow][] {
  const examples = readdirSync(path.join(ROOT, 'examples/workflows')).map(
    (name) => `examples/workflows/${name}`,
  );
  const blocks = PAGES.flatMap((page) =>
    [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => [page, text] as const),
  );
  return [...examples.map((file) => [file, read(file)] as const), ...blocks]
    .filter(([, text]) => /uses: OWNER\/lineage-gate\/(?:gate|publish)@/.test(text))
    .map(([file, text]) => [file, parse(text) as Workflow]);
}

test('every example with a gate gives it what it needs to say why, and trains what it compares with', () => {
  const found = workflows();
  const gates = found.flatMap(([file, workflow]) => {
    const jobs = Object.entries(workflow.jobs ?? (workflow as Record<string, Job | null>));
    return jobs.flatMap(([name, job]) => {
      const uses = (job?.steps ?? []).map((step) => step.uses ?? '');
      const isGate = uses.some((one) => one.includes('/lineage-gate/gate@'));
      if (!isGate && !uses.some((one) => one.includes('/lineage-gate/publish@'))) return [];
      const permissions = appPermissions(job?.steps ?? []) ?? job?.permissions ?? workflow.permissions;
      expect([file, permissions]).toEqual([
        file,
        expect.objectContaining({ actions: 'read', checks: 'read' }),
      ]);
      if (!isGate || uses.some((one) => one.includes('/lineage-gate@'))) return [];
      return [
        [file, name, 'pull_request' in (workflow.on ?? {}) ? workflow.on?.['push']?.branches : ['main']],
      ];
    });
  });
  expect(gates.length).toBeGreaterThan(2);
  expect(gates).toEqual(gates.map(([file]) => [file, 'gate', ['main']]));
});

test('every weak point of docs/security.md names a test that is there', () => {
  const rows = read('docs/security.md').matchAll(/^\|[^|]*\|[^|]*\| (`[^|]*) \|[^|]*\|$/gm);
  const named = [...rows].flatMap(([, cell = '']) => namedTests(cell));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((one) => !isThere(one))).toEqual([]);
});
