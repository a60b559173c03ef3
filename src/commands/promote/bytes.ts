import { UserError } from '../../core/errors.js';
import { bringSentence } from '../../core/fetch/elsewhere.js';
import { manifestFiles } from '../../core/fetch/files.js';
import type { Finding, ModelVersion } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import type { ArtifactSource } from '../../stores/store.js';

/**
 * What speaks against serving a version whose files nobody could get. A store that cannot be asked is a warning: it may have them.
 * @param options `sources`: one for each kind of store that can be read here; `verifyIn`: absolute folder for temporary files, where all
 *   bytes are to be read and checked; else the store's own word is taken
 */
export async function bytesFindings(
  { model, version, manifest, stored }: ModelVersion,
  to: string,
  { sources, verifyIn = null }: { sources: readonly ArtifactSource[]; verifyIn?: string | null },
): Promise<Finding[]> {
  const files = manifestFiles(manifest);
  const gone: string[] = [];
  const unknown: string[] = [];
  for (const place of stored) {
    const source = sources.find(({ type }) => type === place.type);
    if (source === undefined) {
      unknown.push(`a store of the kind ${quoted(place.type)} cannot be read here`);
      continue;
    }
    try {
      const presence = await source.has({ stored: place, files });
      if (!presence.there) gone.push(presence.why);
      else {
        if (verifyIn !== null) await source.verify({ stored: place, files }, { temp: verifyIn });
        return [];
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const isNot = error.has('E_STORE_GONE') || error.has('E_STORE_DAMAGED');
      (isNot ? gone : unknown).push(error.message);
    }
  }
  const subject = `version ${version} of ${quoted(model)}`;
  const isUnknown = unknown.length > 0;
  const why = [...gone, ...unknown].join('; ') || 'no store has them';
  return [
    {
      rule: `stages.${to}.bytes`,
      severity: isUnknown ? 'warning' : 'error',
      subject: model,
      message: isUnknown
        ? `Whether the files of ${subject} are still there is not known: ${why}`
        : `The files of ${subject} cannot be had any more: ${why}`,
      mend: isUnknown
        ? 'Give the job the permission `actions: read` (command line: GH_TOKEN)'
        : [
            ...bringSentence(stored),
            'Train again and promote that version, or keep artifacts for longer',
          ].join('. '),
    },
  ];
}
