import { z } from 'zod';
import { vaultConfig, type Ctx, type SweepCtx } from '@firmament/kit';
import { noCarrier, type PacketCarrier } from './packet/carrier.js';
import type { DocumentStore } from './storage/document-store.js';
import { S3Documents } from './storage/s3-documents.js';

/** What this domain reads from the environment. */
export const config = z.object({
  S3_ENDPOINT: z.string().regex(/^https?:\/\//, 'the address of an object store').default('http://127.0.0.1:9100'),
  S3_ACCESS_KEY_ID: z.string().default('firmament'), S3_SECRET_ACCESS_KEY: z.string().default(''), S3_REGION: z.string().default('us-east-1'), S3_BUCKET: z.string().default('firmament'),
  ...vaultConfig,
});

/** The environment, once checked. */
export type AgreementsConfig = z.infer<typeof config>;

/** The world outside, as this domain needs it. */
export interface AgreementsPorts { readonly documents: DocumentStore; readonly carrier: PacketCarrier }

/** The ports of a running house. */
export function openPorts(settings: AgreementsConfig): AgreementsPorts {
  const documents = new S3Documents({ endpoint: settings.S3_ENDPOINT, region: settings.S3_REGION, bucket: settings.S3_BUCKET, accessKeyId: settings.S3_ACCESS_KEY_ID, secretAccessKey: settings.S3_SECRET_ACCESS_KEY });
  return { documents, carrier: noCarrier };
}

/** This domain's ports of a context. */
export const portsOf = (ctx: Ctx | SweepCtx): AgreementsPorts => ctx.ports as AgreementsPorts;
