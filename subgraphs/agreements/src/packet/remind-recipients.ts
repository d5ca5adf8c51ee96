import { recipientReminded, uuidToId } from '@firmament/events';
import { sweep, type Ctx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../due.js';
import { sendErrand } from './errands.js';
import { askedFacts, holdPacket, personFacts, personPlace } from './packet-flow.js';
import { isOpen } from './packet.rules.js';
import { PacketRecipient } from './recipient.entity.js';

const aDay = 86_400_000;
/** After so many reminders a person is left alone; the firm sees that they wait. */
const most = 10;

async function remind(ctx: Ctx, id: string): Promise<void> {
  await notAnyMore(ctx, 'remind', id);
  const found = await ctx.em.findOne(PacketRecipient, { id });
  if (!found) return;
  const { packet, people } = await holdPacket(ctx, found.packetId);
  const person = people.find((one) => one.id === id);
  if (!person || !isOpen(packet.state) || (person.state !== 'INVITED' && person.state !== 'VIEWED') || person.remindersSent >= most) return;
  person.remindersSent += 1;
  ctx.emit(recipientReminded, { ...personFacts(packet, person), ...askedFacts(packet, person), reminderNo: person.remindersSent }, personPlace(person));
  await sendErrand(ctx, packet, 'REMIND', { recipientId: person.id });
  await laterOn(ctx, 'remind', { id, at: new Date(ctx.now.getTime() + packet.remindEveryDays * aDay) });
}

/** Reminds people whose turn it is. */
export const remindRecipients = sweep({
  name: 'remind-recipients',
  everyMs: 60_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'remind', ctx.now)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => remind(inside, uuidToId('rcp', row.id)));
  },
});
