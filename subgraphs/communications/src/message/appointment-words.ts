import type { Ctx } from '@firmament/kit';
import { MailFirm, MailMember } from '../directory/directory.entity.js';
import type { AppointmentWords } from '../letter/letters.rules.js';
import { settingsOf } from '../ports.js';

/** The part of an appointment's facts that a mail tells. */
export interface ToldAppointment {
  readonly typeName: string; readonly start: string; readonly end: string; readonly zone: string; readonly hostNames: readonly string[]; readonly hostUserIds: readonly string[];
  readonly place?: string | undefined; readonly attendee: { readonly name: string; readonly email: string };
  readonly manageToken?: string | undefined; readonly pageSlug?: string | undefined; readonly invitation?: string | undefined;
}

/** The firm of a context. Throws while identity's fact has not arrived: the consumer tries again, and no mail leaves unsigned. */
export async function firmOf(ctx: Ctx): Promise<MailFirm> {
  const firm = await ctx.em.findOne(MailFirm, { id: ctx.actor.tenantId ?? '' });
  if (!firm) throw new Error('the firm is not known here yet');
  return firm;
}

/** Everything that the letters about an appointment say. */
export function wordsOf(ctx: Ctx, told: ToldAppointment, firm: MailFirm): AppointmentWords {
  const page = told.manageToken && told.pageSlug ? `${settingsOf(ctx).FIRMAMENT_PUBLIC_URL}/book/${firm.slug}/${told.pageSlug}?booking=${encodeURIComponent(told.manageToken)}` : undefined;
  return {
    typeName: told.typeName, start: told.start, end: told.end, zone: told.zone, hostNames: told.hostNames.length ? told.hostNames : ['your host'], place: told.place, attendeeName: told.attendee.name, firmName: firm.name, manageUrl: page,
  };
}

/** The calendar file of an appointment, as it goes with a mail. */
export const invitationFile = (told: ToldAppointment) => (told.invitation ? [{ name: 'invite.ics', contentType: 'text/calendar; charset=utf-8', content: told.invitation }] : []);

/** The hosts that can be reached by mail. */
export async function reachableHosts(ctx: Ctx, told: ToldAppointment): Promise<MailMember[]> {
  return ctx.em.find(MailMember, { id: { $in: [...told.hostUserIds] }, active: true });
}
