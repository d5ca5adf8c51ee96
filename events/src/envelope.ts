import { z } from 'zod';
import type { DataOf, EventContract } from './define-event.js';
import { prefixOf } from './ids.js';

const anyId = z.string().refine((value) => prefixOf(value) !== undefined, 'is not an id');
const idOf = (prefix: string) => z.string().refine((value) => prefixOf(value) === prefix, `is not a ${prefix}_ id`);
const instant = z.string().datetime({ offset: true });

/** Who may stand behind a fact. */
export const actorKinds = ['public', 'staff', 'portal', 'partner', 'service', 'provider', 'system', 'platform'] as const;

/** A fact as it travels: CloudEvents 1.0 in JSON, with the attributes that every Firmament event carries. */
export const envelopeShape = z.object({
  specversion: z.literal('1.0'),
  id: idOf('evt'),
  source: z.string().regex(/^\/subgraph\/[a-z]+$/),
  type: z.string().regex(/^[a-z]+\.[a-z_]+\.[a-z_]+$/),
  dataschema: z.string().regex(/^[a-z]+\.[a-z_]+\.[a-z_]+\/[1-9]\d*$/),
  subject: anyId,
  time: instant,
  tenantid: idOf('firm'),
  clientid: idOf('cli').optional(),
  actorkind: z.enum(actorKinds),
  actorid: z.string().min(1),
  actorname: z.string().optional(),
  onbehalfof: z.string().optional(),
  runid: z.string().optional(),
  correlationid: idOf('cor'),
  causationid: z.string().optional(),
  traceparent: z.string().optional(),
  seedtime: instant.optional(),
  aggregate: z.string().regex(/^[a-z_]+$/),
  aggregateid: anyId,
  aggregateseq: z.number().int().positive(),
  data: z.record(z.string(), z.unknown()),
}).refine((e) => e.dataschema.startsWith(`${e.type}/`), 'dataschema does not belong to type')
  .refine((e) => e.type.split('.')[1] === e.aggregate, 'aggregate is not the noun of type')
  .refine((e) => e.source === `/subgraph/${e.type.split('.')[0]}`, 'source is not the domain of type');

/** An event as it travels and as listeners see it. */
export type Envelope<T = Record<string, unknown>> = Omit<z.infer<typeof envelopeShape>, 'data'> & { data: T };

/** What the writer knows about a fact besides its contract and data. */
export interface EnvelopeParts {
  readonly id: string;
  /** Business time of the fact. */
  readonly time: Date;
  readonly tenantId: string;
  readonly clientId?: string;
  readonly actor: { readonly kind: Envelope['actorkind']; readonly id: string; readonly name?: string; readonly onBehalfOf?: string; readonly runId?: string };
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly seedTime?: string;
  readonly aggregateId: string;
  /** The gapless number of this fact within its aggregate, from the counter row. */
  readonly aggregateSeq: number;
}

/** Builds an event and checks it against its contract; throws with the field's path when the data does not fit. */
export function buildEnvelope<C extends EventContract>(contract: C, data: DataOf<C>, parts: EnvelopeParts): Envelope<DataOf<C>> {
  const { actor } = parts;
  const optional = {
    clientid: parts.clientId, actorname: actor.name, onbehalfof: actor.onBehalfOf, runid: actor.runId,
    causationid: parts.causationId, traceparent: parts.traceparent, seedtime: parts.seedTime,
  };
  const envelope = {
    specversion: '1.0', id: parts.id, source: `/subgraph/${contract.domain}`,
    type: contract.name, dataschema: `${contract.name}/${contract.version}`,
    subject: parts.aggregateId, time: parts.time.toISOString(), tenantid: parts.tenantId,
    actorkind: actor.kind, actorid: actor.id, correlationid: parts.correlationId,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    aggregate: contract.aggregate, aggregateid: parts.aggregateId, aggregateseq: parts.aggregateSeq,
    data: contract.shape.parse(data),
  };
  return envelopeShape.parse(envelope) as Envelope<DataOf<C>>;
}

/** Reads an event from the wire; throws a ZodError that names what is wrong. */
export function parseEnvelope(value: unknown): Envelope {
  return envelopeShape.parse(value);
}

/** The version of an event's data, from its `dataschema`. */
export function versionOf(envelope: Pick<Envelope, 'dataschema'>): number {
  return Number(envelope.dataschema.slice(envelope.dataschema.indexOf('/') + 1));
}

/** The domain that owns an event. */
export function domainOf(envelope: Pick<Envelope, 'type'>): string {
  return envelope.type.slice(0, envelope.type.indexOf('.'));
}

/** The NATS subject of an event: `evt.<domain>.<noun>.<verb>.v<n>`. */
export function subjectOf(envelope: Pick<Envelope, 'type' | 'dataschema'>): string {
  return `evt.${envelope.type}.v${versionOf(envelope)}`;
}
