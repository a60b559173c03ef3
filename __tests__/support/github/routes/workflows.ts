import { parse } from 'yaml';
import {
  type Answer,
  json,
  notFound,
  paginate,
  type Route,
  type RouteRequest,
  unprocessable,
} from '../route.js';
import { runShape, workflowShape } from '../shapes.js';
import type { Run, Workflow } from '../state.js';

const READ = { permission: 'actions', access: 'read' } as const;

export const workflowRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/workflows',
    needs: READ,
    handle: (request) => {
      const { fullName } = request.repository;
      const all = request.state.workflows.filter(({ repository }) => repository === fullName);
      const { page, headers } = paginate(request, all, `/repos/${fullName}/actions/workflows`);
      const workflows = page.map((one) => workflowShape(request, one));
      return { ...json({ total_count: all.length, workflows }), headers };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    needs: READ,
    handle: (request) => {
      const workflow = find(request);
      if (workflow === undefined) return notFound();
      const { query } = request;
      const fits = (name: string, value: string) => (query.get(name) ?? value) === value;
      const runs = [...request.state.runs.values()]
        .filter(({ repository, path }) => repository === workflow.repository && path === workflow.path)
        .filter(
          (run) => fits('branch', run.headBranch) && fits('event', run.event) && fits('actor', run.actor),
        )
        .sort((one, other) => other.id - one.id);
      const path = `/repos/${workflow.repository}/actions/workflows/${workflow.id}/runs`;
      const { page, headers } = paginate(request, runs, path);
      const body = { total_count: runs.length, workflow_runs: page.map((run) => runShape(request, run)) };
      return { ...json(body), headers };
    },
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    needs: { permission: 'actions', access: 'write' },
    handle: async (request) => {
      const workflow = find(request);
      return workflow === undefined ? notFound() : dispatch(request, workflow);
    },
  },
];

function find(request: RouteRequest): Workflow | undefined {
  const { workflow_id: name = '' } = request.params;
  return request.state.workflows.find(
    ({ id, path, repository }) =>
      repository === request.repository.fullName && (String(id) === name || path.endsWith(`/${name}`)),
  );
}

interface Body {
  ref: string;
  inputs?: Record<string, unknown>;
  return_run_details?: boolean;
}

interface File {
  name?: string;
  'run-name'?: string;
  on?: { workflow_dispatch?: { inputs?: Record<string, Input> } | null } | null;
}

interface Input {
  required?: boolean;
  default?: unknown;
  options?: unknown[];
}

async function dispatch(request: RouteRequest, workflow: Workflow): Promise<Answer> {
  const { state, contents, login } = request;
  const { ref, inputs = {}, return_run_details: details } = request.body as Body;
  if (state.dispatching.details === 'refused' && details !== undefined)
    return unprocessable('Invalid request.\n\n"return_run_details" is not a permitted key.');
  const content = await contents.read(workflow.repository, ref, workflow.path);
  if (content?.kind !== 'file') return unprocessable(`No ref found for: ${ref}`);
  const file = parse(content.bytes.toString('utf8')) as File;
  const trigger = file.on?.workflow_dispatch;
  if (trigger === undefined) return unprocessable("Workflow does not have 'workflow_dispatch' trigger");
  const wrong = wrongInputs(inputs, trigger?.inputs ?? {});
  if (wrong !== undefined) return unprocessable(wrong);
  const usual = Object.entries(trigger?.inputs ?? {}).flatMap(([key, { default: value }]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const values = Object.fromEntries(
    [...usual, ...Object.entries(inputs)].map(([key, value]) => [key, String(value)]),
  );
  const run = state.addRun({
    repository: workflow.repository,
    headSha: 'd'.repeat(40),
    headBranch: ref.replace(/^refs\/(?:heads|tags)\//, ''),
    event: 'workflow_dispatch',
    name: workflow.name,
    displayTitle: (file['run-name'] ?? workflow.name)
      .replace(/\$\{\{ (.*?) \}\}/g, (_, expression) => worked(expression, values))
      .trim(),
    path: workflow.path,
    status: 'queued',
    actor: login,
  });
  void state.dispatching.work?.(run, values);
  if (details !== true || state.dispatching.details !== true) return { status: 204 };
  const { id, html_url, url } = runShape(request, run) as { id: Run['id']; html_url: string; url: string };
  return json({ workflow_run_id: id, run_url: url, html_url });
}

/** Of an expression of inputs and texts, with `&&`, `||` and `format` of one value. */
function worked(expression: string, inputs: Record<string, string>): string {
  const one = (term: string): string => {
    const [, text, before, formatted, name] =
      /^(?:'([^']*)'|format\('([^']*)\{0\}', inputs\.([\w-]+)\)|inputs\.([\w-]+))$/.exec(term) ?? [];
    if (formatted !== undefined) return `${before}${inputs[formatted] ?? ''}`;
    return text ?? inputs[name ?? ''] ?? '';
  };
  const isTrue = (value: string) => value !== '' && value !== 'false';
  const all = (terms: string[]) =>
    terms.map(one).find((value, at) => !isTrue(value) || at === terms.length - 1);
  const found = expression.split(' || ').map((part) => all(part.split(' && ')) ?? '');
  return found.find(isTrue) ?? found.at(-1) ?? '';
}

/** GitHub's own words. */
function wrongInputs(inputs: Record<string, unknown>, declared: Record<string, Input>): string | undefined {
  const unexpected = Object.keys(inputs).filter((name) => !Object.hasOwn(declared, name));
  if (unexpected.length > 0) return `Unexpected inputs provided: ${JSON.stringify(unexpected)}`;
  for (const [name, { required, default: usual, options }] of Object.entries(declared)) {
    const value = inputs[name];
    if (required === true && usual === undefined && (value ?? '') === '')
      return `Required input '${name}' not provided`;
    if (value !== undefined && options !== undefined && !options.includes(value))
      return `Provided value '${value}' for input '${name}' not in the list of allowed values`;
  }
  return undefined;
}
