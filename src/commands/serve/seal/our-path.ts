const OURS = /^mlflow-artifacts:\/+(?!\/)(.*)$/;

/** The path of an `mlflow-artifacts:/PATH`, which this server keeps the files of; undefined for what is elsewhere or leads out. */
export function ourPath(uri: string): string | undefined {
  const below = OURS.exec(uri)?.[1];
  return below?.split('/').includes('..') ? undefined : below;
}
