import { reveal } from '../../../gql/staff';
import { ClientAppointmentFragmentDoc } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { capital, countWords, dayOf, dayWords, instant, momentWords, nearDayWords, timeWords } from '../../../lib/format';
import type { Figure } from '../../../ui/FigureStrip';
import type { ClientAnswer, ClientRecord } from './ClientPage';
import { overdueFigure, owedFigure } from './money-words';

const away: Omit<Figure, 'label'> = { value: 'Not available', tone: 'faint' };

/** The strip under a client's name: money first, for whom it is. What a silent domain said last is kept, with the time at which it was seen. */
export function clientFigures(client: ClientRecord, page: ClientAnswer): Figure[] {
  if (page.failed('client', 'money')?.code === 'FORBIDDEN') return [nextAppointment(client, page), lastWord(client), openWork(client), automations(client), since(client)];
  return [...owed(client), nextAppointment(client, page), lastWord(client), automations(client)];
}

function owed({ money }: ClientRecord): Figure[] {
  return money ? [owedFigure(money), overdueFigure(money, dayOf(now()))] : [{ label: 'Owed', ...away }, { label: 'Overdue', ...away }];
}

function seen(client: ClientRecord): string {
  return client.profile ? `seen ${timeWords(instant(client.profile.asOf))}` : '';
}

function nextAppointment(client: ClientRecord, page: ClientAnswer): Figure {
  const label = 'Next appointment';
  const ahead = (client.appointments ?? []).map((one) => reveal(ClientAppointmentFragmentDoc, one)).filter((one) => ['BOOKED', 'CONFIRMED'].includes(one.status) && instant(one.start) > now()).sort((a, b) => a.start.localeCompare(b.start))[0];
  if (ahead) return { label, value: capital(nearDayWords(instant(ahead.start))), meaning: `${timeWords(instant(ahead.start))}, ${ahead.place.toLowerCase().includes('video') ? 'video' : ahead.place}`, href: `/calendar?open=${ahead.id}` };
  if (!page.failed('client', 'appointments')) return { label, value: 'None', tone: 'faint' };
  if (!client.profile) return { label, ...away };
  if (!client.profile.nextAppointmentAt) return { label, value: 'None', meaning: seen(client), tone: 'faint' };
  return { label, value: dayWords(instant(client.profile.nextAppointmentAt)), meaning: seen(client), tone: 'faint' };
}

const channels: Record<string, string> = { PORTAL: 'in the portal', BOOKING_PAGE: 'on the booking page', MAIL: 'by mail', EMAIL: 'by mail' };

function lastWord({ profile }: ClientRecord): Figure {
  const label = 'Last word from them';
  if (!profile) return { label, ...away };
  const word = profile.lastWordFromThem;
  if (!word) return { label, value: 'None', tone: 'faint' };
  const how = word.channel ? (channels[word.channel] ?? word.channel) : null;
  return { label, value: capital(momentWords(instant(word.at))), meaning: [word.name?.split(' ')[0], how].filter(Boolean).join(', ') };
}

function openWork(client: ClientRecord): Figure {
  const label = 'Open work';
  if (client.projects) {
    const open = client.projects.filter((project) => !['COMPLETED', 'CANCELLED'].includes(project.status));
    return { label, value: open.length === 0 ? 'None' : countWords(open.length, 'project'), tone: open.length === 0 ? 'faint' : undefined };
  }
  return client.profile ? { label, value: String(client.profile.openWork), meaning: seen(client), tone: 'faint' } : { label, ...away };
}

function automations({ profile }: ClientRecord): Figure {
  const label = 'Automations';
  if (!profile) return { label, ...away };
  const { running, stuck, nextStepAt } = profile.automations;
  if (stuck > 0) return { label, value: `${stuck} stuck`, meaning: running > 0 ? `${running} running` : undefined, tone: 'broken' };
  if (running === 0) return { label, value: 'None running', tone: 'faint' };
  return { label, value: `${running} running`, meaning: nextStepAt ? `next step ${nearDayWords(instant(nextStepAt))}` : undefined };
}

function since(client: ClientRecord): Figure {
  return { label: 'Client since', value: dayWords(instant(client.createdAt)) };
}
