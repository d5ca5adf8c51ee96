import { userAdded, firmRegistered } from '@firmament/events';
import { newId } from '@firmament/kit/ids';
import { testSubgraph } from '@firmament/kit/testing';
import scheduling from '../src/subgraph.js';

type Harness = Awaited<ReturnType<typeof testSubgraph>>;

/** A firm with one host, one type and one page, ready to be booked. */
export interface SchedulingWorld { readonly h: Harness; readonly hostUserId: string; readonly typeId: string; readonly pageId: string; ask<T>(actor: Parameters<Harness['as']>[0], document: string, variables?: object, key?: string): Promise<Asked<T>> }

/** An answer, or the refusal in its place. */
export interface Asked<T> { readonly data: T; readonly code?: string; readonly reason?: string; readonly field?: string; readonly message?: string }

async function ask<T>(h: Harness, actor: Parameters<Harness['as']>[0], document: string, variables: object = {}, key?: string): Promise<Asked<T>> {
  const { data, errors } = await h.as(actor).run(document, variables as Record<string, unknown>, key ? { idempotencyKey: key } : {});
  const first = errors?.[0];
  const { code, reason, field } = (first?.extensions ?? {}) as Record<string, string>;
  return { data: data as T, ...(code ? { code } : {}), ...(reason ? { reason } : {}), ...(field ? { field } : {}), ...(first ? { message: first.message } : {}) };
}

const question = { key: 'worry', question: 'What worries you?', kind: 'LONG_TEXT', required: true, options: [] };

/** Makes the world of the tests: Ines works Monday to Friday, 9 to 17 in London, with a break at noon. */
export async function schedulingWorld(page: object = {}, type: object = {}): Promise<SchedulingWorld> {
  const h = await testSubgraph(scheduling, { now: new Date('2026-11-19T11:18:00Z') });
  const hostUserId = newId('usr');
  await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Harbour & Vale Advisory', slug: 'harbour-vale', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: hostUserId }, { aggregateId: h.firm.id });
  await h.deliver(userAdded, { userId: hostUserId, name: 'Ines Calloway', email: 'ines@harbour.test', roles: ['owner'] }, { aggregateId: hostUserId });
  const asked = async <T>(document: string, input: object): Promise<T> => {
    const answer = await ask<T>(h, h.staff(), document, { input });
    if (answer.message) throw new Error(`setting up: ${answer.message} ${answer.field ?? ''}`);
    return answer.data;
  };
  const made = await asked<{ createAppointmentType: { id: string } }>('mutation($input: CreateAppointmentTypeInput!) { createAppointmentType(input: $input) { id } }', {
    name: 'A first conversation', minutes: 30, place: 'Video call, or Falmouth office', hosts: [{ userId: hostUserId, title: 'partner' }], questions: [question], consentText: 'You may keep my answers.', ...type,
  });
  const typeId = made.createAppointmentType.id;
  await asked('mutation($input: SetAvailabilityInput!) { setAvailability(input: $input) { id } }', {
    hostUserId, zone: 'Europe/London', weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00', breaks: [{ from: '12:00', to: '13:00' }] })),
  });
  const opened = await asked<{ createBookingPage: { id: string } }>('mutation($input: CreateBookingPageInput!) { createBookingPage(input: $input) { id } }', {
    slug: 'first-conversation', title: 'A first conversation', promise: 'You leave with a plan and a price.', typeIds: [typeId], ...page,
  });
  return { h, hostUserId, typeId, pageId: opened.createBookingPage.id, ask: (actor, document, variables, key) => ask(h, actor, document, variables, key) };
}

/** A booking that stands, unless something in it is changed. */
export const aBooking = (change: object = {}): { input: Record<string, unknown> } => ({
  input: {
    firm: 'harbour-vale', page: 'first-conversation', start: '2026-11-24T15:30:00Z', zone: 'Europe/London', attendee: { name: 'Marion Marlowe', email: 'Marion@Marlowe.test', phone: '+44 1326 555 0142' },
    answers: [{ key: 'worry', answer: 'VAT' }], consent: true, ...change,
  },
});

/** Books from the page, with what a visitor is told. */
export const book = `mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { status appointmentId holdId manageToken start local offset hostNames attendeeName attemptsLeft } }`;

/** What {@link book} answers. */
export interface Booked { readonly bookAppointment: { status: string; appointmentId: string; holdId: string; manageToken: string; start: string; local: string; offset: string; hostNames: string[]; attendeeName: string } }
