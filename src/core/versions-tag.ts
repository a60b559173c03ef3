/** Tag of a logged model: the versions that were made from it. The server writes it, and clients add the same once more. */
export const VERSIONS_TAG = 'mlflow.modelVersions';
