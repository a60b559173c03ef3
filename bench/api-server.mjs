/* GitHub's API as far as a promotion needs it, in this process. It counts what it is asked. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * @param options.bare the repository that the API tells of
 * @param options.policy text of `.github/lineage.yml` on the default branch
 * @param options.delayMs added to each request
 * @returns `url`; `requests`: method and path of each so far; `close()`
 */
export async function startApi({ bare, policy, delayMs = 0 }) {
  const requests = [];
  const git = async (...args) => (await run('git', ['--git-dir', bare, ...args])).stdout.trim();
  let ids = 1;
  const routes = [
    [/^GET \/repos\/\w+\/\w+$/, () => ({ default_branch: 'main' })],
    [/^GET .*\/contents\//, () => fileOf(policy)],
    [/^GET .*\/actions\/artifacts\/(\d+)$/, (id) => ({ id: Number(id), name: 'model', expired: false })],
    [
      /^GET .*\/git\/ref\/heads%2F(.+)$/,
      async (branch) => ({ object: { sha: await git('rev-parse', branch) } }),
    ],
    [
      /^GET .*\/compare\/(\w+)\.\.\.(\w+)/,
      async (base, head) => compared(await git('merge-base', base, head), base),
    ],
    [/^POST \/graphql$/, () => ({ data: defaultBranchOf(policy) })],
    [/^POST .*\/dispatches$/, () => null],
    [/^POST .*\/deployments$/, () => ({ id: ids++ })],
    [/^POST .*\/statuses$/, () => ({ id: ids++ })],
  ];
  const server = createServer((request, response) => {
    const asked = `${request.method} ${request.url.split('?')[0]}`;
    requests.push(asked);
    request.resume();
    setTimeout(() => answer(asked).then((known) => send(response, request.method, known)), delayMs);
  });
  const answer = async (asked) => {
    for (const [pattern, make] of routes) {
      const found = pattern.exec(asked);
      if (found !== null) return { body: await make(...found.slice(1)) };
    }
    return undefined;
  };
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, requests, close: () => server.close() };
}

function send(response, method, known) {
  if (known === undefined) return response.writeHead(404).end('{"message": "Not Found"}');
  if (known.body === null) return response.writeHead(204).end();
  const status = method === 'POST' && known.body.data === undefined ? 201 : 200;
  return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(known.body));
}

function fileOf(text) {
  const content = Buffer.from(text).toString('base64');
  return { type: 'file', encoding: 'base64', size: text.length, content };
}

/** What a promotion asks GraphQL for, at once. */
function defaultBranchOf(policy) {
  const bytes = Buffer.from(policy);
  const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  const file = { mode: 0o100644, object: { oid, text: policy } };
  return { repository: { defaultBranchRef: { name: 'main', target: { oid: '1'.repeat(40), file } } } };
}

function compared(mergeBase, base) {
  const isAhead = mergeBase === base;
  return { status: isAhead ? 'ahead' : 'diverged', merge_base_commit: { sha: mergeBase } };
}
