import { z } from 'zod';
import { vaultConfig, type Ctx } from '@firmament/kit';
import { storeConfig } from '@firmament/kit/object-store';
import { ledgerConfig } from './ledger/connection/ledger-config.js';
import { paymentConfig } from './payment/online/open-provider.js';
import type { DocumentStore } from './storage/document-store.js';
import { S3Documents } from './storage/s3-documents.js';

/** What this domain reads from the environment. */
export const config = z.object({ ...storeConfig, ...vaultConfig, ...ledgerConfig, ...paymentConfig });

/** The environment, once checked. */
export type RevenueConfig = z.infer<typeof config>;

/** The world outside, as this domain needs it. */
export interface RevenuePorts { readonly documents: DocumentStore; stop?(): void }

/** The ports of a running house. */
export function openPorts(settings: RevenueConfig): RevenuePorts {
  const documents = new S3Documents(settings);
  return { documents, stop: () => { documents.stop(); } };
}

/** This domain's ports of a context. */
export const portsOf = (ctx: Ctx): RevenuePorts => ctx.ports as RevenuePorts;
