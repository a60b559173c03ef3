import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';

type Json = Record<string, unknown>;

export interface ExchangeRequest {
  params: Record<string, string>;
  query: URLSearchParams;
  /** `undefined` when the request had no body. */
  body: unknown;
}

export interface ExchangeResponse {
  status: number;
  contentType: string | undefined;
  /** Parsed JSON; `undefined` for no body or for one that is not JSON. */
  body: unknown;
}

/** Statuses that GitHub may answer to anything; the description lists them for some operations only. */
const ANYWHERE = new Set([401, 403, 404, 422, 429, 500, 502, 503]);

let loaded: Promise<OpenApi> | undefined;

/** GitHub's published description of its REST API, and checks of exchanges against it. */
export class OpenApi {
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly ajv = newAjv(false);
  private readonly coercing = newAjv(true);

  private constructor(private readonly document: Json) {}

  /** Read once per process (13 MB, about 0.3 s). */
  static load(): Promise<OpenApi> {
    loaded ??= (async () => {
      const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
      return new OpenApi(object(JSON.parse(await readFile(file, 'utf8'))));
    })();
    return loaded;
  }

  /** Whether GitHub has this operation at all. */
  has(method: string, template: string): boolean {
    return this.operation(method, template) !== undefined;
  }

  /** The template of the operation a concrete path belongs to, fewest parameters first. */
  findTemplate(method: string, path: string): string | undefined {
    const fits = Object.keys(object(this.document.paths)).filter(
      (template) => this.has(method, template) && templatePattern(template).test(path),
    );
    return fits.sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }

  /** @returns what the description says against the request; empty when nothing */
  checkRequest(method: string, template: string, request: ExchangeRequest): string[] {
    const operation = this.operation(method, template);
    if (operation === undefined) return [`${method} ${template} is no operation of GitHub's API`];
    const faults = [
      ...this.checkParameters(operation, 'path', { key: `${method} ${template}`, values: request.params }),
      ...this.checkParameters(operation, 'query', {
        key: `${method} ${template}`,
        values: Object.fromEntries(request.query),
      }),
      ...this.checkBody(operation, `${method} ${template}`, request.body),
    ];
    return faults.map((fault) => `${method} ${template}: ${fault}`);
  }

  /** @returns what the description says against the answer; empty when nothing */
  checkResponse(method: string, template: string, response: ExchangeResponse): string[] {
    const key = `${method} ${template}: answer ${response.status}`;
    const operation = this.operation(method, template);
    if (operation === undefined) return [`${method} ${template} is no operation of GitHub's API`];
    const described = object(operation.responses)[String(response.status)];
    if (described === undefined) {
      if (!ANYWHERE.has(response.status)) return [`${key}: the description has no such status`];
      return this.validate(
        { key: 'basic-error', schema: { $ref: '#/components/schemas/basic-error' }, label: key },
        response.body,
      );
    }
    const content = object(this.resolve(described).content);
    const schema = pickContent(content, response.contentType);
    if (schema === undefined) {
      if (response.body === undefined) return [];
      if (Object.keys(content).length > 0) return [`${key}: ${response.contentType} is not described`];
      return ANYWHERE.has(response.status) || response.status === 304 ? [] : [`${key}: no body is described`];
    }
    return this.validate({ key: `${key} ${response.contentType}`, schema, label: key }, response.body);
  }

  private operation(method: string, template: string): Json | undefined {
    const paths = object(this.document.paths);
    if (!Object.hasOwn(paths, template)) return undefined;
    const operation = object(paths[template])[method.toLowerCase()];
    return operation === undefined ? undefined : object(operation);
  }

  private checkParameters(
    operation: Json,
    place: 'path' | 'query',
    given: { key: string; values: Record<string, string> },
  ): string[] {
    const parameters = (Array.isArray(operation.parameters) ? operation.parameters : [])
      .map((one) => this.resolve(one))
      .filter((one) => one.in === place);
    const schema = {
      type: 'object',
      properties: Object.fromEntries(parameters.map((one) => [String(one.name), one.schema])),
      required: parameters.filter((one) => one.required === true).map((one) => one.name),
      additionalProperties: false,
    };
    const check = { key: `${given.key} ${place}`, schema, label: `${place} parameters`, coerce: true };
    return this.validate(check, { ...given.values });
  }

  private checkBody(operation: Json, key: string, body: unknown): string[] {
    if (operation.requestBody === undefined) return body === undefined ? [] : ['no body is described'];
    const requestBody = this.resolve(operation.requestBody);
    if (body === undefined) return requestBody.required === true ? ['a body is required'] : [];
    const json = object(requestBody.content)['application/json'];
    if (json === undefined) return ['a JSON body is not described'];
    const schema = this.resolve(object(json).schema);
    // GitHub ignores fields it does not know, so a misspelt one would go unnoticed.
    const unknown = schema.properties
      ? Object.keys(object(body)).filter((name) => !Object.hasOwn(object(schema.properties), name))
      : [];
    return [
      ...unknown.map((name) => `body has the unknown field ${name}`),
      ...this.validate({ key: `${key} body`, schema, label: 'body' }, body),
    ];
  }

  /** @param check `key` names the compiled schema, `label` what is said to be wrong */
  private validate(
    { key, schema, label, coerce }: { key: string; schema: unknown; label: string; coerce?: boolean },
    value: unknown,
  ): string[] {
    let validator = this.validators.get(key);
    if (validator === undefined) {
      validator = (coerce ? this.coercing : this.ajv).compile(this.standalone(schema));
      this.validators.set(key, validator);
    }
    if (validator(value)) return [];
    return (validator.errors ?? []).map((error) => {
      const detail = error.params.additionalProperty ? ` (${error.params.additionalProperty})` : '';
      return `${label}: ${error.instancePath || 'it'} ${error.message}${detail}`;
    });
  }

  /** The schema as JSON Schema, with the components it needs and no others. */
  private standalone(schema: unknown): Json {
    const components = object(object(this.document.components).schemas);
    const wanted = new Set<string>();
    const root = toJsonSchema(schema, wanted);
    const $defs: Json = {};
    for (const name of wanted) $defs[name] = toJsonSchema(components[name], wanted);
    return { ...object(root), $defs };
  }

  private resolve(node: unknown): Json {
    const reference = object(node).$ref;
    if (typeof reference !== 'string') return object(node);
    const [, , kind = '', name = ''] = reference.split('/');
    return this.resolve(object(object(object(this.document.components)[kind]))[name]);
  }
}

/** A pattern with one named-by-position group per `{parameter}`; `{path}` may hold slashes or be missing. */
export function templatePattern(template: string): RegExp {
  const source = template
    .split(/(\/\{path\}|\{\w+\})/)
    .map((part) => {
      if (part === '/{path}') return '(?:/(.*))?';
      return part.startsWith('{') ? '([^/]+)' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}

const CHILDREN = new Set(['items', 'additionalProperties', 'not']);
const LISTS = new Set(['anyOf', 'oneOf', 'allOf']);
const IGNORED = new Set(['nullable', 'example', 'examples', 'description', 'title', 'default', 'deprecated']);

/** OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, references point into `$defs` and are noted in `wanted`. */
function toJsonSchema(node: unknown, wanted: Set<string>): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const schema = object(node);
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.slice('#/components/schemas/'.length);
    wanted.add(name);
    return { $ref: `#/$defs/${name}` };
  }
  const out: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (IGNORED.has(key) || key.startsWith('x-')) continue;
    if (key === 'properties' || key === 'patternProperties') {
      out[key] = Object.fromEntries(
        Object.entries(object(value)).map(([name, child]) => [name, toJsonSchema(child, wanted)]),
      );
    } else if (CHILDREN.has(key)) out[key] = toJsonSchema(value, wanted);
    else if (LISTS.has(key) && Array.isArray(value))
      out[key] = value.map((child) => toJsonSchema(child, wanted));
    else out[key] = value;
  }
  return schema.nullable === true ? { anyOf: [{ type: 'null' }, out] } : out;
}

function pickContent(content: Json, contentType: string | undefined): unknown {
  const media = (contentType ?? '').split(';')[0]?.trim() ?? '';
  const found = content[media];
  return found === undefined ? undefined : object(found).schema;
}

function newAjv(coerceTypes: boolean): Ajv {
  return new Ajv({
    strict: false,
    allErrors: true,
    logger: false,
    coerceTypes,
    formats: {
      'date-time': (text: string) =>
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
      uri: (text: string) => URL.canParse(text),
    },
  });
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
