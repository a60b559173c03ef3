/**
 * What OpenLineage's specification (spec 2-0-2 and the facets of the versions named here) asks of a run event, restated: which fields
 * must be there, of which type and format. All else is free.
 */
const SPEC = 'https://openlineage.io/spec';
export const RUN_EVENT = `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`;

export const FORMATS: Record<string, RegExp | ((text: string) => boolean)> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  'date-time': (text) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text) &&
    !Number.isNaN(Date.parse(text)),
  uri: (text) => /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text) && URL.canParse(text),
};

const text = { type: 'string' };
const uri = { type: 'string', format: 'uri' };
const id = { type: 'string', format: 'uuid' };
const object = (properties: Record<string, object>, ...optional: string[]) => ({
  ...{ type: 'object', properties },
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
});
const facet = (properties: Record<string, object> = {}) =>
  object({ _producer: uri, _schemaURL: uri, ...properties });
const facets = { type: 'object', additionalProperties: facet() };
const list = (items: object) => ({ type: 'array', items });
const named = { namespace: text, name: text };
const dataset = object(
  { ...named, facets, inputFacets: facets, outputFacets: facets },
  'facets',
  'inputFacets',
  'outputFacets',
);
const ownFile = (version: string, name: string, properties: Record<string, object>) => ({
  $id: `${SPEC}/facets/${version}/${name}.json`,
  $defs: { [name]: facet(properties) },
});

export const DEFINITIONS = [
  {
    $id: `${SPEC}/2-0-2/OpenLineage.json`,
    $defs: {
      RunEvent: object(
        {
          ...{ eventTime: { type: 'string', format: 'date-time' }, producer: uri, schemaURL: uri },
          eventType: { enum: ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] },
          run: object({ runId: id, facets }, 'facets'),
          job: object({ ...named, facets }, 'facets'),
          ...{ inputs: list(dataset), outputs: list(dataset) },
        },
        ...['eventType', 'inputs', 'outputs'],
      ),
    },
  },
  ownFile('1-0-1', 'DatasetVersionDatasetFacet', { datasetVersion: text }),
  ownFile('1-0-1', 'DatasetTypeDatasetFacet', { datasetType: text }),
  ownFile('1-0-1', 'SymlinksDatasetFacet', { identifiers: list(object({ ...named, type: text })) }),
  ownFile('1-2-0', 'ParentRunFacet', { run: object({ runId: id }), job: object(named) }),
  ownFile('2-0-4', 'JobTypeJobFacet', { processingType: text, integration: text }),
];
