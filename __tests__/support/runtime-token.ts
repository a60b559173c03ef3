import { createHash, createHmac } from 'node:crypto';

/** What a job's ACTIONS_RUNTIME_TOKEN stands for. */
export interface RuntimeJob {
  /** `owner/name`. */
  repository: string;
  runId: number;
  jobId: string | number;
}

export interface BackendIds {
  runBackendId: string;
  jobBackendId: string;
}

const KEY = 'lineage-gate-test-support';

/** The ids that the artifact service uses for a run and a job: uuids, unlike the numbers of the REST API. */
export function backendIds(job: RuntimeJob): BackendIds {
  return {
    runBackendId: uuidOf(`${job.repository} ${job.runId}`),
    jobBackendId: uuidOf(`${job.repository} ${job.runId} ${job.jobId}`),
  };
}

export function signRuntimeToken(job: RuntimeJob): string {
  const ids = backendIds(job);
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    scp: `Actions.ExampleScope Actions.Results:${ids.runBackendId}:${ids.jobBackendId}`,
    iat: now,
    exp: now + 6 * 3600,
  };
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${body}.${signature(body)}`;
}

/** @returns the ids in a token's `scp`, `undefined` for a token we did not sign, an expired one, or one without the scope */
export function readRuntimeToken(authorization: string | undefined): BackendIds | undefined {
  const token = /^bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const [head = '', payload = '', sign] = token.split('.');
  if (sign !== signature(`${head}.${payload}`)) return undefined;
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const { scp, exp } = claims as { scp?: string; exp?: number };
  if (exp === undefined || exp * 1000 < Date.now()) return undefined;
  for (const scope of scp?.split(' ') ?? []) {
    const [name, runBackendId, jobBackendId, ...more] = scope.split(':');
    if (name !== 'Actions.Results' || more.length > 0) continue;
    if (runBackendId && jobBackendId) return { runBackendId, jobBackendId };
  }
  return undefined;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(body: string): string {
  return createHmac('sha256', KEY).update(body).digest('base64url');
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
