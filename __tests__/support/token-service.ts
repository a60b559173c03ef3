import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A key that signs tokens, with its public half as a JWKS has it. */
export interface SigningKey {
  privateKey: KeyObject;
  jwk: { kty: 'RSA'; kid: string; n: string; e: string };
}

export function makeSigningKey(kid: string = randomUUID()): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, jwk: { kty: 'RSA', kid, n, e } };
}

export function signToken(claims: object, { privateKey, jwk }: SigningKey): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ typ: 'JWT', alg: 'RS256', kid: jwk.kid, x5t: jwk.kid })}.${part(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`;
}

/** What the service knows of a job. */
export interface TokenJob {
  repository: string;
  repositoryId: number;
  actor: string;
  actorId: number;
  eventName: string;
  ref: string;
  sha: string;
  workflowPath: string;
  runId: number;
  runAttempt: number;
}

const SERVICE = '/_services/token';
const REQUEST = '/_services/pipelines/idtoken';
const LIFETIME_S = 300;

/** What gives jobs OIDC tokens, as a GitHub server of one's own does: below the address of the server itself. */
export class TokenService {
  /** Of the answers that were given: the audiences asked for, and how often the keys were. */
  readonly audiences: string[] = [];
  keysAsked = 0;
  /** Answers 503 to everything. */
  isDown = false;
  /** Made when it is first needed: most servers sign nothing. */
  #key: SigningKey | undefined;
  readonly #jobs = new Map<string, TokenJob>();

  constructor(private readonly serverUrl: () => string) {}

  get issuer(): string {
    return `${this.serverUrl()}${SERVICE}`;
  }

  /** The keys that it publishes, as a file of them would be saved. */
  get jwks(): { keys: object[] } {
    return { keys: [{ ...this.#signing.jwk, alg: 'RS256', use: 'sig' }] };
  }

  /** Signs by a new key from now on. The one before is not published any more. */
  rotate(): void {
    this.#key = makeSigningKey();
  }

  /** What a job with `id-token: write` has in its environment. */
  permit(job: TokenJob): Record<string, string> {
    const bearer = `bearer-${randomUUID()}`;
    this.#jobs.set(bearer, job);
    return {
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.serverUrl()}${REQUEST}/${job.runId}?api-version=2.0`,
    };
  }

  /** @returns whether the request was for this service */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', this.serverUrl());
    if (!url.pathname.startsWith('/_services/')) return false;
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (this.isDown) answer(503, { message: 'Service unavailable' });
    else if (url.pathname === `${SERVICE}/.well-known/jwks`) {
      this.keysAsked += 1;
      answer(200, this.jwks);
    } else if (url.pathname.startsWith(`${REQUEST}/`)) {
      const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const job = this.#jobs.get(bearer);
      if (job === undefined) answer(401, { message: 'Unauthorized' });
      else answer(200, { value: this.#tokenOf(job, url.searchParams.get('audience')) });
    } else answer(404, { message: 'Not found' });
    return true;
  }

  get #signing(): SigningKey {
    this.#key ??= makeSigningKey();
    return this.#key;
  }

  /** Signs a token for whatever a job asks. */
  sign(job: TokenJob, audience: string): { token: string; key: SigningKey['jwk'] } {
    const key = this.#signing;
    return { token: signToken(claimsOf(job, { issuer: this.issuer, audience }), key), key: key.jwk };
  }

  #tokenOf(job: TokenJob, asked: string | null): string {
    const [owner = ''] = job.repository.split('/');
    const audience = asked ?? `${this.serverUrl()}/${owner}`;
    this.audiences.push(audience);
    return this.sign(job, audience).token;
  }
}

/** What GitHub says of a job in a token; numbers are texts there. */
export function claimsOf(
  job: TokenJob,
  { issuer, audience, at = Date.now() }: { issuer: string; audience: string; at?: number },
): Record<string, string | number> {
  const iat = Math.floor(at / 1000);
  const [owner = ''] = job.repository.split('/');
  const workflow_ref = `${job.repository}/${job.workflowPath}@${job.ref}`;
  return {
    ...{ jti: randomUUID(), sub: `repo:${job.repository}:ref:${job.ref}`, aud: audience, iss: issuer },
    ...{ iat, nbf: iat - 600, exp: iat + LIFETIME_S },
    ...{ repository: job.repository, repository_id: String(job.repositoryId), repository_owner: owner },
    ...{ actor: job.actor, actor_id: String(job.actorId), event_name: job.eventName },
    ...{ ref: job.ref, ref_type: 'branch', sha: job.sha, workflow_ref, workflow_sha: job.sha },
    ...{ job_workflow_ref: workflow_ref, job_workflow_sha: job.sha, runner_environment: 'github-hosted' },
    ...{ run_id: String(job.runId), run_number: '1', run_attempt: String(job.runAttempt) },
    ...{ base_ref: '', head_ref: '', repository_visibility: 'private', workflow: 'promote' },
  };
}
