import { openStore, putObject, type StoreConfig } from '@firmament/kit/object-store';

/** Where files of mails are laid down, for the domain that the mail is for. */
export interface AttachmentStore { put(key: string, bytes: Uint8Array, contentType: string): Promise<void>; stop(): void }

/** The house's own store. */
export function s3Attachments(settings: StoreConfig): AttachmentStore {
  const client = openStore(settings);
  return { put: (key, bytes, contentType) => putObject(client, { bucket: settings.S3_BUCKET, key, bytes, contentType }), stop: () => { client.destroy(); } };
}
