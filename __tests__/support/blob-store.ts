import type { ContainerClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { Azurite } from './azurite.js';

const CONTAINER = 'artifacts';
const LIFETIME_MS = 3_600_000;

export interface StoredBlob {
  bytes: Buffer;
  contentType: string;
}

/** Blobs in Azurite, and signed URLs to them, as the artifact service hands them out. */
export class BlobStore {
  private constructor(
    private readonly azurite: Azurite,
    private readonly container: ContainerClient,
    private readonly credential: StorageSharedKeyCredential,
  ) {}

  static async start(): Promise<BlobStore> {
    const { BlobServiceClient, StorageSharedKeyCredential } = await import('@azure/storage-blob');
    const azurite = await Azurite.start();
    const credential = new StorageSharedKeyCredential(azurite.account.name, azurite.account.key);
    const service = new BlobServiceClient(`${azurite.url}/${azurite.account.name}`, credential);
    const container = service.getContainerClient(CONTAINER);
    await container.create();
    return new BlobStore(azurite, container, credential);
  }

  /** @param fileName what a browser would save the download as; needed for `read` only */
  async signedUrl(blob: string, access: 'read' | 'write', fileName?: string): Promise<string> {
    const { BlobSASPermissions, generateBlobSASQueryParameters } = await import('@azure/storage-blob');
    const query = generateBlobSASQueryParameters(
      {
        containerName: CONTAINER,
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

  close(): Promise<void> {
    return this.azurite.close();
  }
}
