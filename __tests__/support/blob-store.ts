import { randomUUID } from 'node:crypto';
import type { ContainerClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { Azurite } from './azurite.js';

const LIFETIME_MS = 3_600_000;

/** Of all stores of a test file, each in a container of its own that goes with the server: to start one takes half a second. */
let server: Promise<Azurite> | undefined;

afterAll(async () => {
  await (await server)?.close();
});

export interface StoredBlob {
  bytes: Buffer;
  contentType: string;
}

/** Blobs in Azurite, and signed URLs to them, as the artifact service hands them out. */
export class BlobStore {
  private constructor(
    private readonly container: ContainerClient,
    private readonly credential: StorageSharedKeyCredential,
  ) {}

  static async start(): Promise<BlobStore> {
    const { BlobServiceClient, StorageSharedKeyCredential } = await import('@azure/storage-blob');
    server ??= Azurite.start();
    const azurite = await server;
    const credential = new StorageSharedKeyCredential(azurite.account.name, azurite.account.key);
    const service = new BlobServiceClient(`${azurite.url}/${azurite.account.name}`, credential);
    const container = service.getContainerClient(`artifacts-${randomUUID()}`);
    await container.create();
    return new BlobStore(container, credential);
  }

  /** @param fileName what a browser would save the download as; needed for `read` only */
  async signedUrl(blob: string, access: 'read' | 'write', fileName?: string): Promise<string> {
    const { BlobSASPermissions, generateBlobSASQueryParameters } = await import('@azure/storage-blob');
    const query = generateBlobSASQueryParameters(
      {
        containerName: this.container.containerName,
        blobName: blob,
        permissions: BlobSASPermissions.parse(access === 'read' ? 'r' : 'cw'),
        startsOn: new Date(Date.now() - 60_000),
        expiresOn: new Date(Date.now() + LIFETIME_MS),
        contentDisposition: fileName && `attachment; filename="${encodeURIComponent(fileName)}"`,
      },
      this.credential,
    );
    return `${this.container.getBlobClient(blob).url}?${query}`;
  }

  /** `undefined` when nothing was stored there. */
  async read(blob: string): Promise<StoredBlob | undefined> {
    const client = this.container.getBlobClient(blob);
    if (!(await client.exists())) return undefined;
    const { contentType } = await client.getProperties();
    return { bytes: await client.downloadToBuffer(), contentType: contentType ?? '' };
  }

  async remove(blob: string): Promise<void> {
    await this.container.deleteBlob(blob);
  }
}
