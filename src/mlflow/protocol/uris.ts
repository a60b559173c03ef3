import { invalid } from './errors.js';

/** Where artifacts may lie. @throws ProtocolError */
export function checkLocation(uri: string): void {
  if (/[?#;]/.test(uri) && /^[a-z][a-z0-9+.-]*:/i.test(uri) && !/^dbfs:/i.test(uri))
    throw invalid(
      `Invalid URI: ${uri}. It has a query or a fragment, which no artifact location can have. Leave it away.`,
    );
}

/** A folder or file below a location. */
export function below(location: string, name: string): string {
  return `${location.replace(/\/+$/, '')}/${name}`;
}
