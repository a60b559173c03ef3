import type { ServerResponse } from 'node:http';
import { sendJson, sendText } from './answer.js';

/** Of the MLflow whose server we answer like. */
const VERSION = '3.17.2';

/** What newer clients ask for before they use what they need not: there is nothing of it. */
const SERVER_INFO = {
  store_type: null,
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: false,
  multipart_downloads_enabled: false,
  presigned_upload_run_id_supported: false,
  presigned_upload_model_id_supported: false,
  features_enabled: { gateway: false },
};

/** What is answered whether there is a store or not, by its path. */
export const ABOUT: ReadonlyMap<string, (response: ServerResponse) => void> = new Map([
  ['health', (response) => sendText(response, { status: 200, text: 'OK' })],
  ['version', (response) => sendText(response, { status: 200, text: VERSION })],
  ['api/3.0/mlflow/server-info', (response) => sendJson(response, SERVER_INFO)],
  ['ajax-api/3.0/mlflow/server-info', (response) => sendJson(response, SERVER_INFO)],
]);
