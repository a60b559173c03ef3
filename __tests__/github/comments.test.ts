import { setTimeout as sleep } from 'node:timers/promises';
import { type StickyComment, upsertComment } from '../../src/github/comments.js';
import type { Comment } from '../support/github/state.js';
import { Setup } from './setup.js';

const WRITE = { pull_requests: 'write' } as const;
const BOT = 'github-actions[bot]';
const MARKER = '<!-- lineage-gate:comment gate ';

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
  const at = { ref: 'main', sha: 'b'.repeat(40) };
  const head = { ref: 'topic', sha: 'a'.repeat(40) };
  setup.github.state.addPull({ number: 7, repository: 'o/r', base: at, head });
});
afterEach(() => setup.close());

function sticky(text: string, more: Partial<StickyComment> = {}): StickyComment {
  return { owner: 'o', repo: 'r', number: 7, marker: MARKER, merge: () => marked(text), ...more };
}

/** A leg of a matrix: it keeps a line of its own and leaves the others as they are. */
function leg(name: string, value: string, more: Partial<StickyComment> = {}): StickyComment {
  const merge = (existing: string | null) => {
    const others = (existing ?? '')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '' && !line.startsWith(`${name}: `));
    return marked([...others, `${name}: ${value}`].sort().join('\n'));
  };
  return sticky('', { merge, ...more });
}

function add(body: string, author = BOT): Comment {
  return setup.github.state.addComment({ repository: 'o/r', number: 7, author, body });
}

function marked(text: string): string {
  return `${MARKER}-->\n${text}`;
}

function writes(): string[] {
  const { requests } = setup.github;
  return requests.filter((one) => one.method !== 'GET' && one.path !== '/graphql').map((one) => one.method);
}

const bodies = () => setup.github.state.comments.map((one) => one.body);

/** Does something once, just before the first request that fits is looked at. */
function just(before: RegExp, what: () => void): void {
  let isDone = false;
  setup.github.before = ({ method, path }) => {
    if (isDone || !before.test(`${method} ${path}`)) return;
    isDone = true;
    what();
  };
}

describe('one job at a time', () => {
  test('makes the comment, says where it is, changes it in place, and sends nothing when it says the same', async () => {
    const client = setup.client(WRITE);
    const made = await upsertComment(client, sticky('passed'));
    const [comment] = setup.github.state.comments;
    const url = `https://github.com/o/r/pull/7#issuecomment-${comment?.id}`;
    expect(made).toEqual({ done: 'created', url });
    expect(comment).toMatchObject({ author: BOT, body: marked('passed') });
    expect(await upsertComment(client, sticky('failed'))).toEqual({ done: 'updated', url });
    expect(await upsertComment(client, sticky('failed'))).toEqual({ done: 'unchanged', url });
    expect(bodies()).toEqual([marked('failed')]);
    expect(writes()).toEqual(['POST', 'PATCH']);
  });

  test('finds it behind 150 older comments', async () => {
    for (let i = 0; i < 150; i += 1) add(`comment ${i}`, i % 2 === 0 ? 'alice' : BOT);
    const ours = add(marked('old'));
    add('later', 'bob');
    expect(await upsertComment(setup.client(WRITE), sticky('new'))).toMatchObject({ done: 'updated' });
    expect(ours.body).toBe(marked('new'));
    expect(setup.github.requests.filter((one) => one.path.includes('per_page=100'))).toHaveLength(4);
  });

  test('never touches a comment of somebody else that carries our marker', async () => {
    const planted = [add(marked('planted'), 'mallory'), add(marked('planted'), 'github-actions')];
    const app = add(marked('of another App'), 'other[bot]');
    expect(await upsertComment(setup.client(WRITE), sticky('ours'))).toMatchObject({ done: 'created' });
    expect([...planted, app].map((one) => one.body)).toEqual([
      marked('planted'),
      marked('planted'),
      marked('of another App'),
    ]);
    expect(bodies()[3]).toBe(marked('ours'));
  });

  test('nor one of ours that only quotes the marker, or carries that of another comment', async () => {
    add(`> ${marked('quoted')}`);
    add('<!-- lineage-gate:comment gate-of-another -->\nother');
    expect(await upsertComment(setup.client(WRITE), sticky('ours'))).toMatchObject({ done: 'created' });
    expect(bodies()).toHaveLength(3);
  });

  test('a comment that was edited in a browser is still the same one', async () => {
    add(marked('a\nb').replaceAll('\n', '\r\n'));
    expect(await upsertComment(setup.client(WRITE), sticky('a\nb'))).toMatchObject({ done: 'unchanged' });
    expect(writes()).toEqual([]);
  });

  test('a comment that was deleted meanwhile is made anew', async () => {
    const ours = add(marked('old'));
    just(/^PATCH/, () => setup.github.state.comments.splice(0, 1));
    expect(await upsertComment(setup.client(WRITE), sticky('new'))).toMatchObject({ done: 'created' });
    expect(bodies()).toEqual([marked('new')]);
    expect(setup.github.state.comments[0]?.id).not.toBe(ours.id);
  });
});

describe('who we are', () => {
  test('a person, by a personal token', async () => {
    setup.tokens.set('ghp_1', { login: 'alice', permissions: WRITE });
    const [hers] = [add(marked('old'), 'alice'), add(marked('of the job'))];
    await upsertComment(setup.client({}, { token: 'ghp_1' }), sticky('new'));
    expect(hers?.body).toBe(marked('new'));
    expect(bodies()[1]).toBe(marked('of the job'));
  });

  test('a person where there is no GraphQL', async () => {
    setup.tokens.set('ghp_1', { login: 'alice', permissions: WRITE });
    const hers = add(marked('old'), 'alice');
    setup.github.failNext({ status: 404, match: /graphql/ });
    await upsertComment(setup.client({}, { token: 'ghp_1' }), sticky('new'));
    expect(hers.body).toBe(marked('new'));
    expect(setup.github.requests.map((one) => one.path)).toContain('/user');
  });

  test('an App of which nothing is known but what its comment says: the older comment stays, and the new one goes', async () => {
    setup.tokens.set('ghs_app', { login: 'our-app[bot]', permissions: WRITE });
    const [job, older] = [add(marked('of the job')), add(marked('old'), 'our-app[bot]')];
    const errors = JSON.stringify({ data: null, errors: [{ message: 'no' }] });
    setup.github.failNext({ status: 200, body: errors, match: /graphql/ });
    const done = await upsertComment(setup.client({}, { token: 'ghs_app' }), sticky('new'));
    expect(done).toMatchObject({ done: 'updated' });
    expect(older?.body).toBe(marked('new'));
    expect(job?.body).toBe(marked('of the job'));
    expect(bodies()).toHaveLength(2);
  });
});

describe('several jobs at one moment', () => {
  test('two legs that both make the comment: both sections survive in the older one', async () => {
    const [a, b] = [setup.client(WRITE), setup.client(WRITE)];
    const done = await Promise.all([
      upsertComment(a, leg('a', 'passed')),
      upsertComment(b, leg('b', 'failed')),
    ]);
    expect(bodies()).toEqual([marked('a: passed\nb: failed')]);
    expect(new Set(done.map((one) => ('url' in one ? one.url : null))).size).toBe(1);
  });

  test('eight legs at once, each of which waits for those that had read before it wrote', async () => {
    setup.github.delayMs = 5;
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    // Long beside what a request takes, also on a busy machine.
    const settle = () => sleep(1_000 + Math.random() * 1_000);
    const done = await Promise.all(
      names.map((name) => upsertComment(setup.client(WRITE), leg(name, 'passed'), { settle })),
    );
    expect(bodies()).toEqual([marked(names.map((name) => `${name}: passed`).join('\n'))]);
    expect(done.filter((one) => one.done === 'refused')).toEqual([]);
  });

  test('a leg whose section was overwritten by one that had read before puts it in again', async () => {
    const ours = add(marked('c: old'));
    // The other leg read `c: old` before we wrote, and writes after.
    let waits = 0;
    const settle = async () => {
      waits += 1;
      if (waits === 1) ours.body = marked('b: failed\nc: old');
    };
    await upsertComment(setup.client(WRITE), leg('a', 'passed'), { settle });
    expect(ours.body).toBe(marked('a: passed\nb: failed\nc: old'));
  });

  test('what another job has made of the comment and ours leaves as it is, is not written again', async () => {
    const ours = add(marked('newer'));
    const settled = sticky('', { merge: (existing) => existing ?? marked('older') });
    const done = await upsertComment(setup.client(WRITE), settled);
    expect(done).toEqual({ done: 'unchanged', url: expect.stringContaining(`-${ours.id}`) });
    expect(writes()).toEqual([]);
  });

  test('a leg that wrote between is not lost', async () => {
    just(/^POST .*comments/, () => add(marked('b: failed')));
    await upsertComment(setup.client(WRITE), leg('a', 'passed'));
    expect(bodies()).toEqual([marked('a: passed\nb: failed')]);
  });

  test('duplicates of an earlier race go, the oldest stays', async () => {
    const oldest = add(marked('a: old'));
    add(marked('a: older'));
    add(marked('twin'), 'mallory');
    add(marked('a: oldest'));
    await upsertComment(setup.client(WRITE), leg('a', 'new'));
    expect(oldest.body).toBe(marked('a: new'));
    expect(bodies()).toEqual([marked('a: new'), marked('twin')]);
  });

  test('a duplicate that another job has deleted already, and one that cannot be deleted', async () => {
    for (const text of ['a', 'b', 'c']) add(marked(text));
    just(/^DELETE/, () => setup.github.state.comments.splice(1, 1));
    setup.github.failNext({ status: 500, times: 9, match: new RegExp(`DELETE .*/${firstId() + 2}$`) });
    expect(await upsertComment(setup.client(WRITE), sticky('new'))).toMatchObject({ done: 'updated' });
    expect(bodies()).toEqual([marked('new'), marked('c')]);
    expect(setup.debug.some((line) => line.includes('a duplicate'))).toBe(true);
  });

  test('an answer that got lost after the comment was made leaves one comment', async () => {
    setup.github.failNext({ status: 502, applied: true, match: /^POST .*comments/ });
    await upsertComment(setup.client(WRITE), sticky('once'));
    expect(bodies()).toEqual([marked('once')]);
  });

  test('jobs that never agree are given up', async () => {
    const ours = add(marked('x'));
    const settle = async () => {
      ours.body = marked('theirs');
    };
    expect(await upsertComment(setup.client(WRITE), sticky('ours'), { settle })).toMatchObject({
      done: 'refused',
      permission: null,
      fault: { what: expect.stringContaining('overwritten by other jobs 8 times') },
    });
  });
});

function firstId(): number {
  return setup.github.state.comments[0]?.id ?? 0;
}

describe('refusals', () => {
  test('a token that can only read', async () => {
    const done = await upsertComment(setup.client({ pull_requests: 'read' }), sticky('x'));
    expect(done).toEqual({
      done: 'refused',
      permission: 'pull-requests: write',
      fault: expect.objectContaining({
        code: 'E_GITHUB_API',
        what: expect.stringContaining(
          'comment on pull request 7 of o/r: Resource not accessible by integration',
        ),
        mend: 'Give the job the permission `pull-requests: write`',
      }),
    });
  });

  test('`issues: write` is enough as well', async () => {
    const client = setup.client({ issues: 'write' });
    expect(await upsertComment(client, sticky('x'))).toMatchObject({ done: 'created' });
  });

  test('a locked conversation is no missing permission', async () => {
    const body = JSON.stringify({ message: 'Unable to create comment because issue is locked.' });
    setup.github.failNext({ status: 403, body, match: /^POST .*comments/ });
    expect(await upsertComment(setup.client(WRITE), sticky('x'))).toMatchObject({
      done: 'refused',
      permission: null,
    });
  });

  test('a body that is too long is not sent; one that GitHub calls too long is a refusal', async () => {
    const client = setup.client(WRITE);
    const long = sticky('x'.repeat(65_536));
    expect(await upsertComment(client, long)).toMatchObject({
      done: 'refused',
      fault: { what: expect.stringContaining('GitHub takes 65536') },
    });
    expect(writes()).toEqual([]);
    expect(await upsertComment(client, sticky(' '.repeat(65_536 - marked('').length)))).toMatchObject({
      done: 'created',
    });
    const body = JSON.stringify({ message: 'Validation Failed: body is too long' });
    setup.github.failNext({ status: 422, body, match: /^PATCH/ });
    expect(await upsertComment(client, sticky('y'))).toMatchObject({
      done: 'refused',
      permission: null,
      fault: { code: 'E_GITHUB_API', what: expect.stringContaining('too long (422)') },
    });
  });

  test('a rate limit with retry-after is waited for', async () => {
    const body = JSON.stringify({ message: 'You have exceeded a secondary rate limit.' });
    setup.github.failNext({ status: 403, body, headers: { 'retry-after': '30' }, match: /^POST .*comments/ });
    expect(await upsertComment(setup.client(WRITE), sticky('x'))).toMatchObject({ done: 'created' });
    expect(bodies()).toHaveLength(1);
  });

  test('an outage, and a pull request that is not there', async () => {
    setup.github.failNext({ status: 503, times: 4 });
    const client = setup.client(WRITE);
    expect(await upsertComment(client, sticky('x'))).toMatchObject({ done: 'refused', permission: null });
    expect(await upsertComment(setup.client(WRITE), sticky('x', { number: 8 }))).toMatchObject({
      done: 'refused',
      fault: { mend: expect.stringContaining('Check the name') },
    });
  });

  test('a merge that throws is a defect of ours', async () => {
    const broken = sticky('', {
      merge: () => {
        throw new RangeError('ours');
      },
    });
    await expect(upsertComment(setup.client(WRITE), broken)).rejects.toThrow('ours');
    const unmarked = sticky('x', { merge: () => 'x' });
    await expect(upsertComment(setup.client(WRITE), unmarked)).rejects.toThrow('does not begin with');
  });
});
