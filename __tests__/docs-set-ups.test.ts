import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { appPermissions } from './support/app-token.js';
import { OpenApi } from './support/github/openapi.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const RULESETS = readdirSync(path.join(ROOT, 'examples/rulesets'));
const PAGE = read('docs/set-ups.md');

interface Workflow {
  on: Record<string, { workflows?: string[] } | null>;
  permissions?: Record<string, string>;
  jobs: Record<
    string,
    {
      environment?: string;
      permissions?: Record<string, string>;
      steps: { uses?: string; with?: Record<string, unknown> }[];
    }
  >;
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

const workflow = (name: string) => parse(read(`examples/workflows/${name}`)) as Workflow;
const WRITING = ['locked-publish.yml', 'locked-promote.yml', 'locked-repair.yml', 'locked-approve.yml'];
/** It reads the history of the code, and runs none of it. */
const RECALLING = 'locked-recall.yml';

async function faultsOf(body: unknown): Promise<string[]> {
  const api = await OpenApi.load();
  const request = { params: { owner: 'octo', repo: 'models' }, query: new URLSearchParams(), body };
  return api.checkRequest('POST', '/repos/{owner}/{repo}/rulesets', request);
}

test.each(RULESETS)('GitHub takes examples/rulesets/%s, and the page says how to apply it', async (name) => {
  const body = JSON.parse(read(`examples/rulesets/${name}`)) as { rules: unknown[] };
  expect(await faultsOf(body)).toEqual([]);
  expect(await faultsOf({ ...body, rules: [{ type: 'no_such_rule' }] })).not.toEqual([]);
  expect(PAGE).toMatch(new RegExp(`^(?=.*gh api|.*jq).*\\b${name.replace('.', '\\.')}`, 'm'));
});

test('who bypasses the lock is still bound by the rules against loss', () => {
  const of = (name: string) =>
    JSON.parse(read(`examples/rulesets/${name}`)) as { bypass_actors: unknown[]; rules: { type: string }[] };
  const [open, locked] = [of('open.json'), of('locked.json')];
  expect(open.bypass_actors).toEqual([]);
  expect(open.rules.map(({ type }) => type).sort()).toEqual(['deletion', 'non_fast_forward']);
  expect(locked.bypass_actors).toHaveLength(1);
  expect(locked.rules.map(({ type }) => type).sort()).toEqual(['creation', 'update']);
});

test('training in the locked set-up may write nothing and is given no secret', () => {
  const { permissions, jobs } = workflow('locked-train.yml');
  expect(permissions).toEqual({});
  expect(Object.values(jobs).map((job) => [job.permissions, job.environment])).toEqual([
    [{ contents: 'read' }, undefined],
  ]);
  expect(Object.values(jobs)[0]?.steps.at(-1)?.with).toMatchObject({ record: 'evidence' });
  expect(read('examples/workflows/locked-train.yml')).not.toContain('secrets.');
  expect(workflow('locked-publish.yml').on['workflow_run']?.workflows).toEqual(['locked-train']);
});

test.each([...WRITING, RECALLING])(
  '%s writes with the token of the App alone, from its environment',
  (name) => {
    const { permissions, jobs } = workflow(name);
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect([job.permissions, job.environment]).toEqual([undefined, 'lineage']);
      const ours = job.steps.filter(({ uses }) => uses?.startsWith('OWNER/lineage-gate/'));
      expect(ours.length).toBeGreaterThan(0);
      for (const step of ours) expect(step.with).toMatchObject({ token: `\${{ steps.app.outputs.token }}` });
      const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(
        name === RECALLING ? [false] : [],
      );
      expect(job.steps.filter((step) => 'run' in step)).toEqual([]);
    }
  },
);

test('the App has what the workflows ask for and no more', () => {
  const rows = PAGE.matchAll(/^ {3}\| ([A-Z][a-z ]+): (read|write) \|/gm);
  const told = [...rows].map(([, name = '', access]) => [
    name.toLowerCase().replace('commit ', '').replaceAll(' ', '_'),
    access,
  ]);
  const asked = [...WRITING, RECALLING].flatMap((name) =>
    Object.values(workflow(name).jobs).flatMap(({ steps }) => Object.entries(appPermissions(steps) ?? {})),
  );
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(asked));
  expect(told.length).toBeGreaterThan(5);
});

test('what is started by hand in the locked set-up is called so that readers take it for what it is', () => {
  const title = (name: string) => (workflow(name) as unknown as { 'run-name': string })['run-name'];
  expect(title('locked-promote.yml')).toContain(
    "inputs.decision && format('/{0} {1}', inputs.decision, inputs.request)",
  );
  const recall = title(RECALLING);
  const open = (parse(read('examples/workflows/recall.yml')) as { 'run-name': string })['run-name'];
  const words = open.match(/inputs\.clear && .*inputs\.what\)/)?.[0] ?? 'none';
  expect(recall).toContain(words);
  expect(recall).toContain("inputs.dry-run && 'try ' || ''");
});
