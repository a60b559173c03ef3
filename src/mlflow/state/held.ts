import type { HeldChange } from './changes.js';
import type { Rules } from './state.js';

export const heldRules: Rules<HeldChange> = {
  'version-held'({ held: { versions } }, { id, held }) {
    versions.set(id, held);
  },
  'version-released'({ held: { versions } }, { id }) {
    versions.delete(id);
  },
  'model-held'({ held: { models } }, { name }, at) {
    models.set(name, at);
  },
  'model-released'({ held: { models } }, { name }) {
    models.delete(name);
  },
};
