import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EVENTS, type EventFacts, eventFacts } from '../../../src/collect/ci/events.js';
import { githubCi } from '../../../src/collect/ci/github.js';

const SHA = '1'.repeat(40);
const HEAD = '2'.repeat(40);
const TABLE: Record<string, EventFacts> = EVENTS;

function ci(name: string, event: object, ref = 'refs/heads/main') {
  const env = {
    GITHUB_EVENT_NAME: name,
    GITHUB_SHA: SHA,
    GITHUB_REF: ref,
    GITHUB_REPOSITORY: 'o/r',
  };
  return githubCi({ env, event, matrix: null, toolVersion: '1' });
}

test('docs/track.md has this table', () => {
  const rows = Object.entries(TABLE).map(
    ([name, { commit, ref, pull, base, trust, gate }]) =>
      `| \`${name}\` | ${commit} | ${ref} | ${pull} | ${base} | ${trust} | ${gate} |`,
  );
  const head = '| event | commit | ref | pull request | base | trust | what a gate judges |';
  const table = [head, '|---|---|---|---|---|---|---|', ...rows].join('\n');
  const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/track.md'), 'utf8');
  expect(/<!-- events -->\n([\s\S]*?)\n<!-- \/events -->/.exec(page)?.[1]).toBe(table);
});

test.each(Object.entries(TABLE))(
  '%s: the commit, the base and the trust that the table says',
  (name, facts) => {
    const repository = { id: 1, full_name: 'o/r' };
    const pull_request = {
      number: 7,
      user: { login: 'octocat' },
      head: { sha: HEAD, ref: 'topic', repo: { id: 2, full_name: 'someone/r' } },
      base: { sha: '3'.repeat(40), ref: 'main', repo: repository },
    };
    const isOfPull = facts.pull === "the event's";
    const { code, context } = ci(name, {
      repository,
      ...(isOfPull ? { pull_request } : {}),
      ...(name === 'workflow_run' ? { workflow_run: { id: 5, head_repository: repository } } : {}),
    });
    expect(code?.commit).toBe(facts.own === 'head' ? HEAD : SHA);
    expect(code?.merge_commit).toBe(facts.own === 'head' ? SHA : null);
    expect(context.pull_request?.number ?? null).toBe(isOfPull ? 7 : null);
    expect(context.trust).toBe(isOfPull ? 'fork' : 'trusted');
  },
);

test('an event that nobody knows is like a schedule', () => {
  for (const name of ['issues', 'check_run', 'constructor', '__proto__', '', null]) {
    expect(eventFacts(name)).toMatchObject({ own: 'sha', judges: 'checkout' });
  }
});

test.each([
  ['a comment on a pull request', { issue: { number: 5, pull_request: { url: 'x' } } }, 5],
  ['a comment on an issue', { issue: { number: 5 } }, null],
  ['a comment on what was one', { issue: { number: 5, pull_request: null } }, null],
  ['a payload that is all wrong', { issue: { number: '5x', pull_request: {} } }, null],
  ['no payload', {}, null],
])('%s', (_, event, number) => {
  const { trigger, context, code } = ci('issue_comment', event);
  expect(trigger?.commented_pull).toBe(number);
  // What the job trains on is what it checks out, and only that says whose it is.
  expect(context.pull_request).toBeNull();
  expect(code).toMatchObject({ commit: SHA, also: [] });
});
