import type { ReadTx } from '@firmament/kit';
import type { SigningProviderName } from '../signing/signing-provider.js';
import { SigningConnection } from './connection.entity.js';
import { oauthOf, type ServiceConfig } from './service-config.js';
import type { SigningService } from './service.graph.js';
import { allServices, consentFields, isOutside, serviceWords } from './service.rules.js';
import { usualService } from './usual-service.js';

const mutable = <T extends object>(list: readonly T[]): T[] => list.map((one) => ({ ...one }));
const consents = (config: ServiceConfig, name: SigningProviderName): boolean => isOutside(name) && oauthOf(config, name) !== null;

/** Every service with the firm's connections to it: three statements, however many there are. The key by which the firm seals lies in the vault too, and is no connection to a service. */
export async function servicesOf(config: ServiceConfig, read: ReadTx): Promise<SigningService[]> {
  const connections = await read.rows(SigningConnection, { provider: { $ne: 'BUILT_IN' } }, { orderBy: { connectedAt: 'ASC' }, limit: 200 });
  const out = await read.sql<{ provider: string; packets: number }>(`select provider, count(*)::int as packets from agreements.packets where state in ('SENDING', 'SENT', 'PARTIALLY_SIGNED') group by provider`);
  const usual = await usualService(read);
  return allServices.map((name) => ({
    name, label: serviceWords[name].label, summary: serviceWords[name].summary, fields: mutable(serviceWords[name].fields), consentFields: consents(config, name) ? mutable(consentFields(name)) : null,
    usual: usual === name, packetsOut: out.find((row) => row.provider === name)?.packets ?? 0, connections: connections.filter((one) => one.provider === name),
  }));
}
