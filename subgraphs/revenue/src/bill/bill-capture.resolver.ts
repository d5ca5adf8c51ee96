import { Arg, Authorized, Ctx as Context, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import { idToUuid } from '@firmament/events';
import { Audience, DateTimeScalar, Forbidden, NotFound, type Ctx } from '@firmament/kit';
import { DocumentStoreDown } from '../errors.js';
import { portsOf } from '../ports.js';
import { BeginBillUploadInput, HandInBillInput, ReceiveBillInput } from './bill.inputs.js';
import { Bill } from './bill.entity.js';
import { BillUpload } from './bill-upload.entity.js';
import { codeBill } from './code-bill.js';
import { bytesOf, takeIn } from './take-in.js';

@Audience('portal')
@ObjectType({ description: 'A header that has to be sent along.' })
export class BillUploadHeader {
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { description: 'Its value.' }) value!: string;
}
@Audience('portal')
@ObjectType({ description: 'Where the file of a bill is sent, with one PUT.' })
export class BillUploadAddress {
  @Field(() => ID, { description: 'The upload; `receiveBill` names it.' }) uploadId!: string;
  @Field(() => String, { description: 'The address. It takes one file of the type and length that were named, where nothing lies yet.' }) url!: string;
  @Field(() => [BillUploadHeader], { description: 'What has to be sent along.' }) headers!: BillUploadHeader[];
  @Field(() => DateTimeScalar, { description: 'Until when it works.' }) expiresAt!: Date;
}
@Audience('portal')
@ObjectType({ description: 'A bill that a client handed in.' })
export class HandedInBill {
  @Field(() => ID, { description: 'The bill.' }) id!: string;
  @Field(() => String, { description: 'What its file is called.' }) name!: string;
  @Field(() => DateTimeScalar, { description: 'When it came in.' }) receivedAt!: Date;
}

const aDayMs = 86_400_000;

/** What was sent and never became a bill is thrown away a day later, by whoever sends the next one. */
async function tidy(ctx: Ctx): Promise<void> {
  const stale = await ctx.em.find(BillUpload, { expiresAt: { $lt: new Date(ctx.now.getTime() - aDayMs) } }, { limit: 20, orderBy: { expiresAt: 'ASC' } });
  for (const upload of stale) {
    await portsOf(ctx).documents.remove(upload.key).catch((error: unknown) => { ctx.log.warn({ err: error }, 'the file of an upload stays where it is'); });
    ctx.em.remove(upload);
  }
}

/** How bills come in. */
@Resolver()
export class BillCaptureResolver {
  @Authorized('revenue.bill.submit')
  @Audience('portal')
  @Mutation(() => BillUploadAddress, { description: 'Begins to hand a bill in: an address for its file, for five minutes.' })
  async beginBillUpload(@Arg('input', () => BeginBillUploadInput, { description: 'The file.' }) input: BeginBillUploadInput, @Context() ctx: Ctx): Promise<BillUploadAddress> {
    const { clientId = null } = ctx.actor;
    // A client's person sees no bills; what they hand in is written down for them.
    if (ctx.actor.kind === 'portal') await ctx.actAsSystem('a client hands a bill in');
    await tidy(ctx);
    const id = ctx.newId('bup');
    const key = `revenue/${idToUuid(ctx.actor.tenantId ?? '')}/bill-uploads/${idToUuid(id)}`;
    const address = await portsOf(ctx).documents.uploadUrl(key, { type: input.contentType, size: input.size }).catch((error: unknown) => {
      ctx.log.warn({ err: error }, 'the object store gave no address');
      throw new DocumentStoreDown();
    });
    ctx.em.persist(ctx.em.create(BillUpload, { id, tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, name: input.name.trim(), type: input.contentType, size: BigInt(input.size), sha256: input.sha256, key, byId: ctx.actor.id, billId: null, createdAt: ctx.now, expiresAt: address.expiresAt }));
    const headers = Object.entries(address.headers).map(([name, value]) => Object.assign(new BillUploadHeader(), { name, value }));
    return Object.assign(new BillUploadAddress(), { uploadId: id, url: address.url, headers, expiresAt: address.expiresAt });
  }

  @Authorized('revenue.bill.submit')
  @Mutation(() => Bill, { description: 'Takes a bill in whose file was sent: it is compared with what was announced and sealed. Said again, it is the same bill; the same bytes again are kept as evidence beside the first.' })
  async receiveBill(@Arg('input', () => ReceiveBillInput, { description: 'Which, and what it says.' }) input: ReceiveBillInput, @Context() ctx: Ctx): Promise<Bill> {
    const upload = await ctx.load(BillUpload, input.uploadId);
    if (upload.byId !== ctx.actor.id) throw new Forbidden('Somebody else sent this file.', 'REVENUE_NOT_YOURS');
    if (upload.billId !== null) return ctx.load(Bill, upload.billId);
    const bytes = await bytesOf(ctx, upload);
    const bill = await takeIn(ctx, { name: upload.name, type: upload.type, bytes }, { channel: 'UPLOAD', byId: ctx.actor.id, byName: ctx.actor.name ?? null, clientId: null });
    upload.billId = bill.id;
    if (input.words && bill.status === 'NEEDS_CODING') await codeBill(ctx, bill, input.words);
    return bill;
  }

  @Authorized('revenue.bill.submit')
  @Audience('portal')
  @Mutation(() => HandedInBill, { description: 'Hands a bill in whose file was sent, as a client: somebody of the firm reads it. Said again, it is the same one.' })
  async handInBill(@Arg('input', () => HandInBillInput, { description: 'Which.' }) input: HandInBillInput, @Context() ctx: Ctx): Promise<HandedInBill> {
    const { kind, id, name = null, clientId = null } = ctx.actor;
    if (kind !== 'portal' || clientId === null) throw new Forbidden('Whoever works here hands bills in with `receiveBill`.', 'REVENUE_ONLY_A_CLIENT');
    await ctx.actAsSystem('a client hands a bill in');
    const upload = await ctx.load(BillUpload, input.uploadId);
    if (upload.byId !== id || upload.clientId !== clientId) throw new NotFound();
    const shown = (bill: Bill): HandedInBill => Object.assign(new HandedInBill(), { id: bill.id, name: upload.name, receivedAt: bill.createdAt });
    if (upload.billId !== null) return shown(await ctx.load(Bill, upload.billId));
    const bill = await takeIn(ctx, { name: upload.name, type: upload.type, bytes: await bytesOf(ctx, upload) }, { channel: 'PORTAL', byId: id, byName: name, clientId });
    upload.billId = bill.id;
    return shown(bill);
  }
}
