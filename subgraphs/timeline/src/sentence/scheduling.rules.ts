import { inner, joined, mention, plain, tell, text, texts } from './facts.rules.js';
import type { StoredFact, Teller, Tone } from './sentence.types.js';
import { whenInWords } from './when.rules.js';

const appointment = (fact: StoredFact) => mention(text(fact, 'typeName'), `/calendar?open=${text(fact, 'appointmentId')}`, 'an appointment');
const when = (fact: StoredFact, field: string) => whenInWords(text(fact, field), text(fact, 'zone'), fact.time);
const withHosts = (fact: StoredFact) => (texts(fact, 'hostNames').length === 0 ? '' : ` with ${texts(fact, 'hostNames').join(' and ')}`);

/** The visitor who acted, when it was the visitor. */
function attendee(fact: StoredFact): string | null {
  const by = text(fact, 'by');
  const name = inner(fact, 'attendee', 'name');
  return name !== '' && (by === '' || by === 'ATTENDEE') ? name : null;
}

function noShow(fact: StoredFact) {
  const who = text(fact, 'party') === 'HOST' ? 'The host did not come.' : 'The client did not come.';
  const tone: Tone = 'OURS';
  return tell('recorded a no-show for', { objects: [appointment(fact)], icon: 'user-x', tone, secondLine: who, fragment: 'nobody came' });
}

/** How the facts of the calendar are told. */
export const schedulingTellers: Readonly<Record<string, Teller>> = {
  'scheduling.appointment.booked': (fact) => tell('booked', {
    objects: [appointment(fact)], icon: 'calendar-plus', teller: attendee(fact), fragment: 'appointment booked',
    secondLine: joined(`${when(fact, 'start')}${withHosts(fact)}.`),
  }),
  'scheduling.appointment.confirmed': (fact) => tell('confirmed', {
    objects: [mention('the appointment', `/calendar?open=${text(fact, 'appointmentId')}`, 'the appointment')], icon: 'calendar-check', tone: 'DONE', fragment: null,
  }),
  'scheduling.appointment.client_linked': (fact) => tell('tied to this client', {
    objects: [appointment(fact)], icon: 'link', secondLine: joined(`${when(fact, 'start')}.`),
  }),
  'scheduling.appointment.rescheduled': (fact) => tell('moved', {
    objects: [appointment(fact)], icon: 'calendar-time', teller: attendee(fact), fragment: `moved to ${when(fact, 'start')}`,
    secondLine: joined(`From ${when(fact, 'previousStart')} to ${when(fact, 'start')}.`),
  }),
  'scheduling.appointment.cancelled': (fact) => tell('cancelled', {
    objects: [appointment(fact)], icon: 'calendar-off', teller: attendee(fact), fragment: 'appointment cancelled',
    secondLine: joined(`It was ${when(fact, 'start')}.`, text(fact, 'reason')),
  }),
  'scheduling.appointment.completed': (fact) => tell('held', {
    objects: [appointment(fact)], icon: 'calendar-check', tone: 'DONE', secondLine: joined(`${when(fact, 'start')}${withHosts(fact)}.`), fragment: 'appointment held',
  }),
  'scheduling.appointment.no_show': noShow,
  'scheduling.hold.placed': (fact) => tell('asked for a code to book', {
    objects: [mention(text(fact, 'typeName'), '/calendar', 'an appointment')], icon: 'clock', tone: 'THEIRS', teller: inner(fact, 'attendee', 'name') || null,
    secondLine: joined(`${when(fact, 'start')} is kept until ${whenInWords(text(fact, 'expiresAt'), text(fact, 'zone'), fact.time)}.`), fragment: 'slot held',
  }),
  'scheduling.hold.expired': (fact) => tell('let a held slot go', {
    icon: 'clock-x', secondLine: joined(`${plain('The code did not come in time for')} ${whenInWords(text(fact, 'start'), 'UTC', fact.time)} UTC.`), fragment: 'held slot let go',
  }),
};
