// A job's use of the real artifact client; its environment is read at import, so it needs a process of its own.
import { DefaultArtifactClient } from '@actions/artifact';

const [root, ...files] = process.argv.slice(2);
const client = new DefaultArtifactClient();
const upload = await client.uploadArtifact('model', files, root, { retentionDays: 3 });
const again = await client.uploadArtifact('model', files, root).catch((error) => error.message);
await client.uploadArtifact('other', files.slice(0, 1), root);
const { artifacts } = await client.listArtifacts();
const { artifact } = await client.getArtifact('model');
const download = await client.downloadArtifact(artifact.id, {
  path: `${root}-down`,
  expectedHash: artifact.digest,
});
await client.deleteArtifact('other');
process.stderr.write(
  JSON.stringify({ upload, again, names: artifacts.map((one) => one.name), artifact, download }),
);
