import { aliasEndpoints } from './aliases.js';
import { datasetSearchEndpoints } from './dataset-search.js';
import type { Context, Endpoint, Method, Outcome } from './endpoint.js';
import { ProtocolError } from './errors.js';
import { experimentEndpoints } from './experiments.js';
import { linkEndpoints } from './links.js';
import { loggedModelEndpoints } from './logged-models.js';
import { loggingEndpoints } from './logging.js';
import { readQuery, snake } from './message.js';
import { metricEndpoints } from './metrics.js';
import { modelVersionEndpoints } from './model-versions.js';
import { registeredModelEndpoints } from './registered-models.js';
import { registrySearchEndpoints } from './registry-searches.js';
import { runEndpoints } from './runs.js';
import { sampledHistoryEndpoints } from './sampled-history.js';
import { searchEndpoints } from './searches.js';

/** All that is answered below `/api/2.0/mlflow/` and `/ajax-api/2.0/mlflow/`. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...experimentEndpoints,
  ...registeredModelEndpoints,
  ...aliasEndpoints,
  ...modelVersionEndpoints,
  ...registrySearchEndpoints,
  ...runEndpoints,
  ...loggingEndpoints,
  ...metricEndpoints,
  ...sampledHistoryEndpoints,
  ...linkEndpoints,
  ...loggedModelEndpoints,
  ...searchEndpoints,
  ...datasetSearchEndpoints,
];

interface Node {
  parts: Map<string, Node>;
  /** What stands for any one part. */
  any?: { name: string; node: Node };
  methods: Map<Method, Endpoint>;
}

const ROOT = ENDPOINTS.reduce((root, one) => {
  let node = root;
  for (const part of one.path.split('/')) node = child(node, part);
  node.methods.set(one.method, one);
  return root;
}, newNode());

/** A POST that changes nothing. */
const LATEST = 'registered-models/get-latest-versions';

/** A call that was found in the table. */
export interface Call {
  scope: Endpoint['scope'];
  /** What the client calls itself. */
  agent?: string;
  /** Whether it changes nothing, whatever it says. */
  isRead?: boolean;
  /** @throws ProtocolError */
  run(context: Context): Outcome;
}

/** The same, with its request. */
export interface FoundCall extends Call {
  /** Only reads the request. @throws ProtocolError */
  read(): void;
}

/**
 * @param route path below `/api/2.0/mlflow/`, its parts still percent-encoded
 * @param raw the body, or the query where there is none
 * @throws ProtocolError ENDPOINT_NOT_FOUND, at once: the client would try a 5xx again for minutes
 */
export function findCall(
  method: Method,
  route: string,
  raw: Record<string, unknown> | URLSearchParams,
): FoundCall {
  let node: Node | undefined = ROOT;
  const named: Record<string, string> = {};
  for (const part of route.split('/')) {
    const exact: Node | undefined = node.parts.get(part);
    if (exact === undefined && node.any !== undefined) named[node.any.name] = decoded(part);
    node = exact ?? node.any?.node;
    if (node === undefined) break;
  }
  const endpoint = node?.methods.get(method);
  if (endpoint === undefined) throw unknown(method, route);
  const sent = raw instanceof URLSearchParams ? readQuery(raw, endpoint.fields) : raw;
  // First, since what stands behind a fault of the body is not read.
  const request = { ...named, ...without(sent, named) };
  return {
    scope: endpoint.scope,
    isRead: method === 'GET' || endpoint.path === LATEST,
    read: () => endpoint.read(request),
    run: (context) => endpoint.call(request, context),
  };
}

/** What the path names is said by the path alone, however the body spells it. */
function without(sent: Record<string, unknown>, named: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !Object.hasOwn(named, snake(name))));
}

/** What is no percent-encoding stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function unknown(method: Method, route: string): ProtocolError {
  return new ProtocolError(
    'ENDPOINT_NOT_FOUND',
    `${method} ${route} is not part of what Lineage Gate answers. See docs/serve.md for what is.`,
  );
}

function child(node: Node, part: string): Node {
  const name = /^\{(.+)\}$/.exec(part)?.[1];
  if (name === undefined) {
    const next = node.parts.get(part) ?? newNode();
    node.parts.set(part, next);
    return next;
  }
  node.any ??= { name, node: newNode() };
  return node.any.node;
}

function newNode(): Node {
  return { parts: new Map(), methods: new Map() };
}
