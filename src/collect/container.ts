import { readFile } from 'node:fs/promises';
import type { RunRecord } from '../core/generated/types.js';
import { asText } from './ci/ci.js';

type Container = NonNullable<RunRecord['environment']['container']>;
type Env = Readonly<Record<string, string | undefined>>;

/** Text of a file; null when there is none. */
export type ReadText = (path: string) => Promise<string | null>;

const CGROUP = /\/(?:docker|kubepods|containerd|libpod|lxc|ecs)[-/.:]/;
const readThis: ReadText = (path) => readFile(path, 'utf8').catch(() => null);

/**
 * The container that this process runs in. Its image is known only where something within says it; GitHub's container jobs, Docker and
 * Kubernetes say no more than that there is one.
 * @param env of the command
 * @returns null when nothing tells of a container
 */
export async function collectContainer(env: Env, readText: ReadText = readThis): Promise<Container | null> {
  const [docker, podman, cgroup] = await Promise.all(
    ['/.dockerenv', '/run/.containerenv', '/proc/1/cgroup'].map((path) => readText(path)),
  );
  const apptainer = env['APPTAINER_CONTAINER'] ?? env['SINGULARITY_CONTAINER'];
  const isContainer =
    [docker, podman, apptainer, env['KUBERNETES_SERVICE_HOST']].some(isSomething) ||
    // As systemd asks: `podman`, `lxc`, `oci`, …
    Boolean(env['container']) ||
    CGROUP.test(cgroup ?? '');
  if (!isContainer) return null;
  const image = asText(apptainer ?? podmanImage(podman ?? '') ?? env['CI_JOB_IMAGE'], 500);
  return { image, digest: /@(sha256:[0-9a-f]{64})$/.exec(image ?? '')?.[1] ?? null };
}

/** The file may be empty, and tells all the same. */
function isSomething(value: string | null | undefined): boolean {
  return value !== null && value !== undefined;
}

/** Podman fills in the file for containers that are privileged. */
function podmanImage(text: string): string | undefined {
  return /^image="([^"\n]+)"$/m.exec(text)?.[1];
}
