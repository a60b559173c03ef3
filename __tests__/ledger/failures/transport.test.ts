import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { classify, type FailureKind } from '../../../src/ledger/failures/classify.js';
import type { GitConfig } from '../../../src/ledger/git/environment.js';
import type { Fault } from '../../support/http.js';
import { READ_ONLY } from '../../support/tokens.js';
import { BRANCH, expectKind, FETCH, PUSH, Worlds } from '../git-world.js';

let worlds: Worlds;

beforeAll(async () => {
  worlds = await Worlds.start();
});

afterAll(() => worlds.close());

describe('who may', () => {
  test('a token that may only read', async () => {
    const world = await worlds.make();
    const spec = `${await world.commit('x')}:${BRANCH}`;
    const result = await world.talk([...PUSH, 'ledger', spec], {
      token: worlds.server.tokens.make(READ_ONLY),
    });
    expectKind(result, 'permission');
    expect(classify(result).detail).toContain('denied to github-actions[bot]');
  });

  test('a token that is none', async () => {
    const world = await worlds.make();
    expectKind(await world.talk([...FETCH, 'ledger', BRANCH], { token: 'ghs_none' }), 'authentication');
  });

  test('a repository that is not there', async () => {
    const world = await worlds.make();
    const url = worlds.server.url('octo/none');
    expectKind(await world.talk([...FETCH, 'ledger', BRANCH], { url }), 'not-found');
    const path = join(world.folder, 'none');
    expectKind(await world.talk([...FETCH, 'ledger', BRANCH], { url: path }), 'not-found');
  });

  test('a branch that is not there', async () => {
    expectKind(await (await worlds.make()).fetch(), 'no-branch');
  });

  test('a commit that is not there', async () => {
    const world = await worlds.make();
    await world.start();
    expectKind(await world.fetch('1'.repeat(40)), 'lost-race');
  });

  const said = (body: string): Fault => ({ status: 403, headers: { 'content-type': 'text/plain' }, body });
  test.each([
    ['permission', 'Write access to repository not granted. HTTP 503, connection reset'],
    ['unavailable', 'This repository was archived so it is read-only.'],
    ['organisation', "The 'octo' organization has enabled or enforced SAML SSO."],
    ['organisation', 'The repository owner has an IP allow list enabled, and 192.0.2.1 is not permitted.'],
  ] as const)('403, %s: %s', async (kind, body) => {
    const world = await worlds.make();
    world.fail('first of a push', said(body));
    const result = await world.push([`${await world.commit('x')}:${BRANCH}`]);
    expectKind(result, kind);
    expect(classify(result).detail).toContain(body);
  });
});

describe('HTTP', () => {
  const firsts = ['first of a push', 'first of a fetch'] as const;
  const STATUSES: readonly (readonly [number, FailureKind])[] = [
    [400, 'no-git-server'],
    [403, 'permission'],
    [404, 'not-found'],
    [413, 'oversize'],
  ];
  const WEAK = [429, 500, 502, 503];

  test.each([...STATUSES, ...WEAK.map((status) => [status, 'server-error'] as const)])(
    '%i before anything was sent: %s',
    async (status, kind) => {
      for (const request of firsts) {
        const world = await worlds.make();
        const first = await world.start();
        world.fail(request, { status });
        expectKind(await world.ask(request, await world.commit('next', first)), kind);
      }
    },
  );

  test.each(STATUSES)('%i as the answer to a push or fetch: %s', async (status, kind) => {
    for (const request of ['push', 'fetch'] as const) {
      const world = await worlds.make();
      const first = await world.start();
      world.fail(request, { status });
      expectKind(await world.ask(request, await world.commit('next', first)), kind);
    }
  });

  test.each(WEAK)('%i as the answer: a push may have been applied, a fetch is made again', async (status) => {
    const world = await worlds.make();
    const first = await world.start();
    const next = await world.commit('next', first);
    world.fail('fetch', { status });
    expectKind(await world.fetch(), 'server-error');
    world.fail('push', { status, applied: true });
    expectKind(await world.ask('push', next), 'unknown-outcome');
    expect(await world.repo.resolve(BRANCH)).toBe(next);
  });
});

describe('the connection', () => {
  test('cut before anything was sent', async () => {
    for (const request of ['first of a push', 'first of a fetch', 'fetch'] as const) {
      const world = await worlds.make();
      const first = await world.start();
      world.fail(request, { cut: true });
      expectKind(await world.ask(request, await world.commit('next', first)), 'network');
    }
  });

  test.each([false, true])('cut after a push was sent, applied: %s', async (applied) => {
    const world = await worlds.make();
    const first = await world.start();
    const next = await world.commit('next', first);
    world.fail('push', { cut: true, applied });
    expectKind(await world.ask('push', next), 'unknown-outcome');
    expect(await world.repo.resolve(BRANCH)).toBe(applied ? next : first);
  });

  test.each(['http://127.0.0.1:9/octo/repo', 'http://nowhere.invalid/octo/repo'])(
    'nobody at %s',
    async (url) => {
      const world = await worlds.make();
      const push = [...PUSH, 'ledger', `${await world.commit('x')}:${BRANCH}`];
      expectKind(await world.talk(push, { url }), 'network');
      expectKind(await world.talk([...FETCH, 'ledger', BRANCH], { url }), 'network');
    },
  );

  test.each([
    ['407 Proxy Authentication Required', 'proxy'],
    ['403 Forbidden', 'proxy'],
    ['503 Service Unavailable', 'network'],
  ] as const)('a proxy that answers %s: %s', async (status, kind) => {
    const world = await worlds.make();
    const proxy = createServer((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 ${status}\r\n\r\n`)),
    );
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const config: GitConfig = [['http.proxy', `http://127.0.0.1:${port}`]];
    expectKind(
      await world.talk([...FETCH, 'ledger', BRANCH], { url: 'https://nowhere.invalid/x', config }),
      kind,
    );
    await new Promise((resolve) => proxy.close(resolve));
  });

  test('a page instead of a repository', async () => {
    const world = await worlds.make();
    world.fail('first of a fetch', {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>\n<p>Sign in first</p>\n</html>\n',
    });
    expectKind(await world.fetch(), 'no-git-server');
  });
});
