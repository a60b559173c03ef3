import { annotationShape, jobShape, runApprovalShape } from '../conversation-shapes.js';
import { json, notFound, paginate, type Route, type RouteRequest } from '../route.js';
import { runShape } from '../shapes.js';
import type { Run } from '../state.js';

const READ = { permission: 'actions', access: 'read' } as const;

export const runRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs',
    needs: READ,
    handle: (request) => {
      const { fullName } = request.repository;
      const sha = request.query.get('head_sha');
      const runs = [...request.state.runs.values()]
        .filter((run) => run.repository === fullName && (sha === null || run.headSha === sha))
        .sort((one, other) => other.id - one.id);
      const { page, headers } = paginate(request, runs, `/repos/${fullName}/actions/runs`);
      const body = { total_count: runs.length, workflow_runs: page.map((run) => runShape(request, run)) };
      return { ...json(body), headers };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}/annotations',
    needs: { permission: 'checks', access: 'read' },
    handle: (request) => {
      const id = Number(request.params.check_run_id);
      const job = request.state.jobs.find((one) => one.id === id);
      const run = job && request.state.runs.get(job.runId);
      if (job === undefined || run?.repository !== request.repository.fullName) return notFound();
      const path = `/repos/${run.repository}/check-runs/${id}/annotations`;
      const { page, headers } = paginate(request, [...(job.annotations ?? [])], path);
      return { ...json(page.map((one) => annotationShape(request, one))), headers };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}',
    needs: READ,
    handle: (request) => {
      const run = find(request);
      return run ? json(runShape(request, run)) : notFound();
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
    needs: READ,
    handle: (request) => {
      const run = find(request);
      if (run === undefined) return notFound();
      const found = request.state.runApprovals.filter((one) => one.runId === run.id);
      return json(found.map((one) => runApprovalShape(request, run.repository, one)));
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
    needs: READ,
    handle: (request) => {
      const run = find(request);
      const attempt = Number(request.params.attempt_number);
      if (run === undefined || !(attempt >= 1 && attempt <= run.attempt)) return notFound();
      const own = attempt === run.attempt ? {} : { startedAt: undefined, ...run.earlier?.[attempt - 1] };
      return json(runShape(request, { ...run, ...own, attempt }));
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs',
    needs: READ,
    handle: (request) => {
      const run = find(request);
      const attempt = Number(request.params.attempt_number);
      if (run === undefined || attempt < 1 || attempt > run.attempt) return notFound();
      const jobs = request.state.jobs.filter((job) => job.runId === run.id && job.attempt === attempt);
      const path = `/repos/${run.repository}/actions/runs/${run.id}/attempts/${attempt}/jobs`;
      const { page, headers } = paginate(request, jobs, path);
      const body = { total_count: jobs.length, jobs: page.map((job) => jobShape(request, job)) };
      return { ...json(body), headers };
    },
  },
];

function find(request: RouteRequest): Run | undefined {
  const run = request.state.runs.get(Number(request.params.run_id));
  return run?.repository === request.repository.fullName ? run : undefined;
}
