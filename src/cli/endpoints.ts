import { eventOrigin } from '../collect/ci/origin.js';
import { type EndpointResult, recordEndpoint } from '../commands/endpoints/endpoints.js';
import { type EndpointTexts, endpointRequestOf } from '../commands/endpoints/request.js';
import { printable } from '../core/printable.js';
import type { Served } from '../core/registry/endpoint.js';
import { uriOf } from '../core/registry/version.js';
import { type CommonOptions, openCliHost } from './host.js';
import { jsonText } from './json.js';

export interface DeployedOptions extends CommonOptions {
  reason?: string;
  allowArchived?: boolean;
  allowRecalled?: boolean;
  json?: boolean;
}

/** `lineage-gate deployed ENDPOINT URI` */
export function deployedCommand(endpoint: string, uri: string, options: DeployedOptions): Promise<number> {
  const { reason = '', allowArchived = false, allowRecalled = false } = options;
  return record({ endpoint, uri, reason, allowArchived, allowRecalled }, options);
}

/** `lineage-gate withdrawn ENDPOINT` */
export function withdrawnCommand(endpoint: string, options: DeployedOptions): Promise<number> {
  return record({ endpoint, uri: null, reason: options.reason ?? '', allowArchived: false }, options);
}

async function record(texts: EndpointTexts, options: DeployedOptions): Promise<number> {
  const host = await openCliHost(options);
  const request = endpointRequestOf(texts, host);
  const ci = await host.ci();
  const { actor, ci_run_url } = ci.context;
  const at = new Date(host.now()).toISOString();
  const by = eventOrigin(ci);
  const facts = { at, actor, ci_run_url, newId: host.newId, ...(by === undefined ? {} : { by }) };
  const result = await recordEndpoint(request, { ...host, facts, rules: () => host.policy() });
  const text = options.json ? jsonText(result) : printable(lineOf(result));
  process.stdout.write(`${text}\n`);
  return 0;
}

function lineOf({ endpoint, before, serves, event }: EndpointResult): string {
  if (event !== null) return `${endpoint}: ${nameOf(before)} → ${nameOf(serves)}`;
  return serves === null
    ? `Nothing serves at ${endpoint} already.`
    : `${endpoint} serves ${nameOf(serves)} already.`;
}

function nameOf(served: Served | null): string {
  return served === null ? 'nothing' : uriOf(served.model, served.version);
}
