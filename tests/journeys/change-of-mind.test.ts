import { eventually } from '@firmament/kit/testing';
import { Somebody, platformToken, portalLinkIn, portalVisitor, visitor } from '../support/actors.js';
import { book, bookingInput, bookingSelection, freeSlots, newGuest, type Booking } from '../support/firm.js';
import { budgetMs, house, look } from '../support/house.js';
import { mailsTo, mailThat } from '../support/mail.js';
import { journey } from '../support/journey.js';
import type { Story } from '../support/story.js';

interface ProjectRow { status: string; kick_off_on: string | null; id: string }
const projects = (story: Story): Promise<ProjectRow[]> => look<ProjectRow>('select status, kick_off_on::text, id from projects.projects where tenant_id = $1', [story.firm.uuid]);
const clients = (story: Story): Promise<{ status: string }[]> => look('select status from crm.clients where tenant_id = $1', [story.firm.uuid]);
const tasks = (story: Story): Promise<{ title: string; assignee_user_id: string | null }[]> =>
  look('select title, assignee_user_id from projects.tasks where tenant_id = $1 and role is null', [story.firm.uuid]);

async function onboarded(story: Story): Promise<{ booking: Booking; email: string }> {
  const guest = newGuest();
  const booking = await book(story.firm, guest);
  await story.runThatIs('COMPLETED');
  await mailThat(guest.email, /portal\/link/);
  await story.settle();
  await story.mark();
  return { booking, email: guest.email };
}

describe('1.F4 a booking is moved by its visitor', () => {
  journey('it stays the same appointment, nobody is onboarded again, and the project’s first day follows', async (story) => {
    const { booking, email } = await onboarded(story);
    const later = (await freeSlots(story.firm)).find((slot) => slot.start.slice(0, 10) > booking.start.slice(0, 10));
    const moved = await visitor.do<Booking>('rescheduleBooking', { firm: story.firm.slug, token: booking.manageToken, start: later?.start, zone: 'Europe/London' }, bookingSelection);
    expect(moved).toMatchObject({ appointmentId: booking.appointmentId, start: later?.start });
    await story.runThatIs('COMPLETED', 'Follow a moved appointment');
    await story.settle();
    expect(await story.grew(['scheduling.appointments', 'scheduling.appointment_hosts', 'crm.clients', 'crm.contacts', 'projects.projects', 'portal.invitations', 'files.folders', 'workflow.runs'])).toEqual({
      'scheduling.appointments': 0, 'scheduling.appointment_hosts': 0, 'crm.clients': 0, 'crm.contacts': 0, 'projects.projects': 0, 'portal.invitations': 0, 'files.folders': 0, 'workflow.runs': 1 });
    expect(await projects(story)).toMatchObject([{ status: 'SKELETON', kick_off_on: later?.start.slice(0, 10) }]);
    // The calendar file names the same event, so the visitor's calendar moves it.
    const files = (await mailsTo(email)).flatMap((mail) => mail.attachments).filter((file) => file.contentType.startsWith('text/calendar')).map((file) => file.content);
    const uids = files.map((content) => /^UID:(.+)$/m.exec(content)?.[1]);
    const sequences = files.map((content) => Number(/^SEQUENCE:(\d+)/m.exec(content)?.[1] ?? 0));
    expect(files).toHaveLength(2);
    expect(new Set(uids).size).toBe(1);
    expect(sequences[1]).toBeGreaterThan(sequences[0] ?? 0);
    await story.isOneStory();
    await story.keepsItsPromises();
  });
});

describe('1.F5 a booking is called off before the meeting', () => {
  journey('an untouched skeleton and an unused invitation are taken back; the client stays a prospect', async (story) => {
    const { booking, email } = await onboarded(story);
    const link = portalLinkIn(await mailThat(email, /portal\/link/));
    await visitor.do('cancelBooking', { firm: story.firm.slug, token: booking.manageToken, reason: 'Found somebody nearer' }, bookingSelection);
    await story.runThatIs('COMPLETED', 'Wind down a cancelled appointment');
    await story.settle();
    expect(await look('select status from scheduling.appointments where tenant_id = $1', [story.firm.uuid])).toEqual([{ status: 'CANCELLED' }]);
    expect(await projects(story)).toMatchObject([{ status: 'CANCELLED' }]);
    expect(await clients(story)).toEqual([{ status: 'PROSPECT' }]);
    expect(await tasks(story)).toEqual([]);
    const { portalLink } = await portalVisitor.ask<{ portalLink: { state: string } }>('query($firm: ID!, $token: String!) { portalLink(firm: $firm, token: $token) { state } }', { ...link });
    expect(portalLink.state).toBe('REVOKED');
    expect((await freeSlots(story.firm)).map((slot) => slot.start)).toContain(booking.start);
    await story.isOneStory();
    await story.keepsItsPromises();
  });

  journey('a skeleton that somebody had begun is kept, and its host is asked what to do', async (story) => {
    const { booking } = await onboarded(story);
    const { projects: page } = await story.firm.owner.ask<{ projects: { nodes: { tasks: { id: string; needsOwner: boolean }[] }[] } }>('{ projects { nodes { tasks { id needsOwner } } } }');
    const open = page.nodes[0]?.tasks.find((task) => task.needsOwner);
    await story.firm.owner.do('assignTask', { taskId: open?.id, assigneeUserId: story.firm.ownerId });
    await story.settle();
    await story.mark();
    await story.firm.owner.do('cancelAppointment', { id: booking.appointmentId, reason: 'Ill' });
    await story.runThatIs('COMPLETED', 'Wind down a cancelled appointment');
    await story.settle();
    expect(await projects(story)).toMatchObject([{ status: 'SKELETON' }]);
    expect(await tasks(story)).toMatchObject([{ title: expect.stringContaining('Decide what happens to the project') as string }]);
    expect((await tasks(story))[0]?.assignee_user_id).not.toBeNull();
    await story.isOneStory();
    await story.keepsItsPromises();
  });
});

describe('1.F9 somebody does not come', () => {
  journey('the appointment says so, its host gets one task, and nothing is activated', async (story) => {
    // A meeting of yesterday, booked the day before it: the seeding clock of the demonstration tells the time of each act.
    const hour = (daysAgo: number, at: number) => new Date(new Date(Date.now() - daysAgo * 86_400_000).setUTCHours(at, 0, 0, 0)).toISOString();
    const at = async (time: string) => new Somebody('staff', async () => ({
      'x-firmament-limit-exempt': house.exemptKey, authorization: `Bearer ${await platformToken({ tenantId: story.firm.id, actAs: story.firm.ownerId, seedTime: time })}` }));
    const booking = await (await at(hour(3, 9))).do<Booking>('bookAppointment', bookingInput(story.firm, newGuest(), hour(1, 10)), bookingSelection);
    await story.runThatIs('COMPLETED');
    await story.settle();
    await story.mark();
    await story.firm.owner.do('markNoShow', { id: booking.appointmentId, party: 'ATTENDEE' });
    await story.runThatIs('COMPLETED', 'Follow up a no-show');
    await story.settle();
    const page = await eventually(async () => story.firm.owner.ask<{ appointment: object }>('query($id: ID!) { appointment(id: $id) { status missedBy } }', { id: booking.appointmentId }), 'it is told', { timeoutMs: budgetMs });
    expect(page.appointment).toEqual({ status: 'NO_SHOW', missedBy: 'ATTENDEE' });
    expect(await story.grew(['projects.tasks', 'projects.projects', 'crm.clients', 'workflow.runs'])).toEqual({ 'projects.tasks': 1, 'projects.projects': 0, 'crm.clients': 0, 'workflow.runs': 1 });
    expect(await tasks(story)).toMatchObject([{ title: 'Follow up the missed appointment: A first conversation' }]);
    expect(await projects(story)).toMatchObject([{ status: 'SKELETON' }]);
    expect(await clients(story)).toEqual([{ status: 'PROSPECT' }]);
    await story.isOneStory();
    await story.keepsItsPromises();
  });
});
