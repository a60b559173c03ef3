import { findEvidence, runIdOf } from '../../../src/commands/publish/gather.js';
import type { RunArtifact } from '../../../src/github/artifact-download.js';
import { idAt } from '../../ledger/fixtures.js';

const ID = idAt(1);

function artifact(name: string, id: number): RunArtifact {
  const known = { owner: 'octo', repo: 'models', sizeBytes: 100, digest: null };
  return { ...known, name, id, isExpired: false, createdAt: null, expiresAt: null };
}

test('evidence whose upload was begun twice is that of its run, by the number behind its id', () => {
  const second = artifact(`lineage-evidence-${ID}-2`, 7);
  expect(runIdOf(second)).toBe(ID);
  expect(findEvidence([second])).toEqual({ handed: [{ artifact: second, runId: ID }], refused: [] });
});

test('a number behind an id takes no place from the evidence that has the id alone', () => {
  const first = artifact(`lineage-evidence-${ID}`, 7);
  const second = artifact(`lineage-evidence-${ID}-2`, 8);
  const { handed, refused } = findEvidence([first, second]);
  expect(handed).toEqual([{ artifact: first, runId: ID }]);
  expect(refused).toMatchObject([{ artifact: second, faults: [{ code: 'E_EVIDENCE_INVALID' }] }]);
});

test.each(['-1', '-10', '-a', '2', '-2-2'])('what else stands behind an id (%s) makes it none', (end) => {
  const { handed, refused } = findEvidence([artifact(`lineage-evidence-${ID}${end}`, 7)]);
  expect(handed).toEqual([]);
  expect(refused).toHaveLength(1);
});
