import { z } from 'zod';
import { vaultConfig, type Ctx, type SweepCtx } from '@firmament/kit';
import { storeConfig } from '@firmament/kit/object-store';
import { serviceConfig } from './connection/service-config.js';
import type { PacketCarrier } from './packet/carrier.js';
import { ProviderCarrier } from './packet/provider-carrier.js';
import type { DocumentStore } from './storage/document-store.js';
import { S3Documents } from './storage/s3-documents.js';

/** What this domain reads from the environment. */
export const config = z.object({
  ...storeConfig,
  ...vaultConfig,
  ...serviceConfig,
  /** After how long a packet that is out is looked at again, though nobody said that anything changed. */
  AGREEMENTS_LOOK_EVERY_MS: z.coerce.number().int().min(1).max(86_400_000).default(300_000),
});

/** The environment, once checked. */
export type AgreementsConfig = z.infer<typeof config>;

/** The world outside, as this domain needs it. */
export interface AgreementsPorts { readonly documents: DocumentStore; readonly carrier: PacketCarrier }

/** The ports of a running house. */
export function openPorts(settings: AgreementsConfig): AgreementsPorts {
  const documents = new S3Documents(settings);
  return { documents, carrier: new ProviderCarrier({ config: settings, documents }) };
}

/** This domain's ports of a context. */
export const portsOf = (ctx: Ctx | SweepCtx): AgreementsPorts => ctx.ports as AgreementsPorts;
/** This domain's configuration of a context. */
export const configOf = (ctx: Ctx | SweepCtx): AgreementsConfig => ctx.config as AgreementsConfig;
