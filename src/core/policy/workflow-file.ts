/** Why a text can be no path of a workflow's file; undefined when it can. */
export function workflowFileFault(file: string): { what: string; mend: string } | undefined {
  if (/^\.github\/workflows\/[^/\\@]+\.ya?ml$/.test(file)) return undefined;
  return {
    what: `\`${file}\` can be no workflow file`,
    mend: 'Write its path from the root of the repository: `.github/workflows/promote.yml`',
  };
}
