import { fileShape } from '../conversation-shapes.js';
import { json, notFound, paginate, type Route, type RouteRequest } from '../route.js';
import { pullShape } from '../shapes.js';
import type { PullRequest } from '../state.js';

/** GitHub lists no more files of a pull request, and does not say so. */
const MOST_FILES = 3000;
const READ = { permission: 'pull_requests', access: 'read' } as const;

export const pullRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    needs: READ,
    handle: (request) => {
      const pull = find(request);
      return pull ? json(pullShape(request, pull)) : notFound();
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}/files',
    needs: READ,
    handle: (request) => {
      const pull = find(request);
      if (pull === undefined) return notFound();
      const path = `/repos/${pull.repository}/pulls/${pull.number}/files`;
      const { page, headers } = paginate(request, (pull.files ?? []).slice(0, MOST_FILES), path);
      return { ...json(page.map((file) => fileShape(request, pull, file))), headers };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls',
    needs: READ,
    handle: (request) => {
      const state = request.query.get('state') ?? 'open';
      const head = request.query.get('head') ?? '';
      const found = ofRepository(request).filter((pull) => {
        const [owner = ''] = pull.headRepository.split('/');
        // GitHub passes over a head that names no owner.
        const isHead = !head.includes(':') || head === `${owner}:${pull.head.ref}`;
        return isHead && (state === 'all' || pull.state === state);
      });
      return listed(request, found, `/repos/${request.repository.fullName}/pulls`);
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    needs: READ,
    handle: (request) => {
      const { fullName } = request.repository;
      const sha = request.params.commit_sha ?? '';
      // As on GitHub, which does not find the pull request of a fork by a commit that only the fork has.
      const found = ofRepository(request).filter(
        (pull) => (pull.head.sha === sha && pull.headRepository === fullName) || isMergedAs(pull, sha),
      );
      return listed(request, found, `/repos/${fullName}/commits/${sha}/pulls`);
    },
  },
];

function isMergedAs(pull: PullRequest, sha: string): boolean {
  return pull.mergedAt !== undefined && pull.mergeCommitSha === sha;
}

function ofRepository(request: RouteRequest): PullRequest[] {
  return request.state.pulls.filter((pull) => pull.repository === request.repository.fullName);
}

function find(request: RouteRequest): PullRequest | undefined {
  return ofRepository(request).find((pull) => pull.number === Number(request.params.pull_number));
}

function listed(request: RouteRequest, pulls: PullRequest[], path: string) {
  const { page, headers } = paginate(request, pulls, path);
  return { ...json(page.map((pull) => pullShape(request, pull))), headers };
}
