import { collectContainer } from '../../src/collect/container.js';

const container = (files: Record<string, string>, env: Record<string, string> = {}) =>
  collectContainer(env, async (path) => files[path] ?? null);
const UNKNOWN = { image: null, digest: null };
const DIGEST = `sha256:${'a'.repeat(64)}`;

test('outside of any container nothing is said', async () => {
  expect(await container({})).toBeNull();
  expect(await container({ '/proc/1/cgroup': '0::/init.scope\n' })).toBeNull();
  // The image of a job that runs in a shell all the same.
  expect(await container({}, { CI_JOB_IMAGE: 'python:3.11' })).toBeNull();
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['Docker, and so a container job of GitHub', { '/.dockerenv': '' }, {}],
  ['Podman', { '/run/.containerenv': '' }, {}],
  ['Kubernetes', {}, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
  ['systemd', {}, { container: 'lxc' }],
  ['cgroups', { '/proc/1/cgroup': '12:pids:/docker/0123abcd\n' }, {}],
  ['cgroups of Kubernetes', { '/proc/1/cgroup': '0::/kubepods.slice/kubepods-burstable.slice\n' }, {}],
])('%s tells that there is one, and not which', async (_, files, env) => {
  expect(await container(files, env)).toEqual(UNKNOWN);
});

test('the image where something within says it', async () => {
  const podman = 'engine="podman-5.0"\nname="x"\nimage="docker.io/library/python:3.11"\nrootless=1\n';
  expect(await container({ '/run/.containerenv': podman })).toEqual({
    image: 'docker.io/library/python:3.11',
    digest: null,
  });
  const pinned = `registry.example/train@${DIGEST}`;
  expect(await container({ '/.dockerenv': '' }, { CI_JOB_IMAGE: pinned })).toEqual({
    image: pinned,
    digest: DIGEST,
  });
  expect(await container({}, { APPTAINER_CONTAINER: '/images/train.sif' })).toEqual({
    image: '/images/train.sif',
    digest: null,
  });
});

test('this machine gives an answer that a record can hold', async () => {
  const found = await collectContainer(process.env);
  expect(found === null || Object.keys(found).sort().join() === 'digest,image').toBe(true);
});
