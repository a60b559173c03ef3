import { brokenOff, type Mode, smallDisk } from '../../bench/lib-mlflow-kills.mjs';
import { leftBehind } from '../../src/commands/track/mlflow/left-behind.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const places: string[] = [];
afterAll(async () => {
  await Promise.all(places.map(removeDir));
});

async function broken(mode: Mode, seed: number, disk?: string) {
  const place = await makeTempDir();
  places.push(place);
  return brokenOff(mode, seed, { place, leftBehind, disk });
}

// A seed is a call: `node bench/mlflow-kills.mjs` breaks off thirty of each kind.
test.each([
  ['server', 1],
  ['server', 2],
  ['script', 3],
  ['cancel', 4],
] as const)(
  'of a run that is broken off (%s, seed %i) all is there that was acknowledged',
  async (mode, seed) => {
    const { at, acknowledged, missing, wrong } = await broken(mode, seed);
    expect({ missing, wrong }).toEqual({ missing: [], wrong: [] });
    // Four calls are under way at a time.
    expect(acknowledged).toBeGreaterThanOrEqual(at - 4);
  },
  120_000,
);

test('what a full disk refuses is not there, and all else is', async () => {
  const disk = smallDisk();
  if (disk === undefined) return;
  try {
    const { refused, missing, wrong } = await broken('disk', 5, disk.folder);
    expect({ missing, wrong }).toEqual({ missing: [], wrong: [] });
    expect(refused).toBeGreaterThan(0);
  } finally {
    disk.remove();
  }
}, 120_000);
