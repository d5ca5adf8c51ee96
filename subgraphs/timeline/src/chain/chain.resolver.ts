import { isId, prefixOf } from '@firmament/events';
import { Invalid, NotFound, type Ctx } from '@firmament/kit';
import { Arg, Authorized, Ctx as Context, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { streamOf } from '../entry/write-entry.js';
import { firstBreak, type Link } from './chain.rules.js';

/** What a check of one chain found. */
@ObjectType({ description: 'What a check of one record’s chain found.' })
export class ChainVerdict {
  @Field(() => String, { description: 'The chain, `type:id`.' }) stream!: string;
  @Field(() => Int, { description: 'How many entries were checked.' }) entries!: number;
  @Field(() => Boolean, { description: 'True when every link, the payloads and the head agree.' }) intact!: boolean;
  @Field(() => Int, { nullable: true, description: 'Place of the first entry that does not fit.' }) brokenAt!: number | null;
  @Field(() => String, { nullable: true, description: 'What does not fit, in words.' }) why!: string | null;
}

const linksOfStream = `
  select e.seq, e.prev_hash = coalesce(lag(e.hash) over (order by e.seq), '\\x00') as follows,
    timeline.entry_hash(e, e.prev_hash) = e.hash as sealed,
    p.id is not null and (p.erased_at is not null or timeline.payload_digest(p.data, p.actor_name, p.salt) = e.payload_digest) as payload_fits,
    h.seq as head_seq, h.hash = e.hash as is_head
  from timeline.entries e
  left join timeline.payloads p on p.tenant_id = e.tenant_id and p.id = e.id
  left join timeline.heads h on h.tenant_id = e.tenant_id and h.stream = e.stream
  where e.stream = $1 order by e.seq`;

/** Proof that the log was not touched. */
@Resolver()
export class ChainResolver {
  /** Recomputes the chain of one record. */
  @Authorized('timeline.chain.verify')
  @Query(() => ChainVerdict, { description: 'Recomputes the hash chain of one record and names the first entry that does not fit.' })
  async verifyChain(
    @Arg('aggregate', () => String, { description: 'Kind of record, such as `client` or `appointment`.' }) aggregate: string,
    @Arg('aggregateId', () => ID, { description: 'Id of the record.' }) aggregateId: string,
    @Context() ctx: Ctx,
  ): Promise<ChainVerdict> {
    if (!/^[a-z_]{1,40}$/.test(aggregate)) throw new Invalid('TIMELINE_UNKNOWN_RECORD_KIND', 'A kind of record is lower-case letters, such as «client».', 'aggregate');
    const prefix = prefixOf(aggregateId);
    if (prefix === undefined || !isId(prefix, aggregateId)) throw new NotFound();
    const stream = streamOf(aggregate, aggregateId);
    const links = (await ctx.read.sql(linksOfStream, [stream])) as unknown as Link[];
    if (links.length === 0) throw new NotFound();
    const broken = firstBreak(links);
    return { stream, entries: links.length, intact: broken === null, brokenAt: broken?.seq ?? null, why: broken?.why ?? null };
  }
}
