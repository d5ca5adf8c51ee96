import { dataOf } from '../support/gateway.js';
import { visitor } from '../support/actors.js';
import { book, bookingInput, bookingSelection, freeSlots, newGuest, type Booking } from '../support/firm.js';
import { look } from '../support/house.js';
import { mailsTo } from '../support/mail.js';
import { journey } from '../support/journey.js';
import { eventually } from '@firmament/kit/testing';
import { budgetMs } from '../support/house.js';

const kept = ['crm.clients', 'crm.contacts', 'crm.links', 'portal.people', 'portal.invitations', 'files.folders', 'projects.projects', 'projects.tasks'];

describe('1.F1 somebody who is known books again', () => {
  journey('gets an appointment and nothing twice; the log goes on', async (story) => {
    const guest = newGuest();
    await book(story.firm, guest);
    await story.runThatIs('COMPLETED');
    await story.settle();
    await story.mark();
    const again = await book(story.firm, { ...guest, email: guest.email.toUpperCase() });
    await eventually(async () => (await story.runs()).filter((run) => run.state === 'COMPLETED').length === 2, 'the second run is over', { timeoutMs: budgetMs });
    await story.settle();
    expect(await story.grew(kept)).toEqual(Object.fromEntries(kept.map((table) => [table, 0])));
    expect(await story.grew(['scheduling.appointments', 'workflow.runs'])).toEqual({ 'scheduling.appointments': 1, 'workflow.runs': 1 });
    const second = (await story.runs()).find((run) => run.businessKey === again.appointmentId);
    const steps = (await story.steps()).filter((step) => step.run === second?.id);
    expect(Object.fromEntries(steps.map(({ key, state }) => [key, state]))).toEqual({
      resolveClient: 'DONE', linkAppointmentToClient: 'DONE', invitePortalUser: 'SKIPPED', createFoldersFromTemplate: 'SKIPPED', createProjectFromTemplate: 'DONE' });
    expect((await mailsTo(guest.email)).filter((mail) => /portal\/link/.test(mail.text))).toHaveLength(1);
    const types = (await story.entries(await story.isOneStory())).map((entry) => entry.type);
    expect(types).toEqual(expect.arrayContaining(['scheduling.appointment.booked', 'scheduling.appointment.client_linked', 'workflow.run.completed']));
    expect(types).not.toContain('crm.client.created');
    await story.keepsItsPromises();
  });
});

describe('1.F2 two bookings with one address at the same moment', () => {
  journey('for two times make one contact, one client and two appointments', async (story) => {
    const guest = newGuest();
    const [first, , , second] = await freeSlots(story.firm);
    const bookings = await Promise.all([book(story.firm, guest, first?.start), book(story.firm, guest, second?.start)]);
    expect(bookings.map((booking) => booking.status)).toEqual(['BOOKED', 'BOOKED']);
    await eventually(async () => (await story.runs()).filter((run) => run.state === 'COMPLETED').length === 2, 'both runs are over', { timeoutMs: budgetMs });
    await story.settle();
    expect(await story.grew(['scheduling.appointments', 'crm.clients', 'crm.contacts', 'crm.links', 'portal.people', 'portal.invitations', 'projects.projects', 'files.folders'])).toEqual({
      'scheduling.appointments': 2, 'crm.clients': 1, 'crm.contacts': 1, 'crm.links': 1, 'portal.people': 1, 'portal.invitations': 1, 'projects.projects': 1, 'files.folders': 4 });
    expect(await look('select distinct client_id from scheduling.appointments where tenant_id = $1', [story.firm.uuid])).toHaveLength(1);
    await story.keepsItsPromises();
  });

  journey('for one time let one win; the other is told so and offered other times', async (story) => {
    const guest = newGuest();
    const [slot] = await freeSlots(story.firm);
    const query = `mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) ${bookingSelection} }`;
    const answers = await Promise.all([1, 2].map(() => visitor.try<{ bookAppointment: Booking }>(query, { input: bookingInput(story.firm, guest, slot?.start ?? '') })));
    const won = answers.filter((answer) => answer.errors.length === 0);
    expect(won).toHaveLength(1);
    expect(won[0] && dataOf(won[0], query).bookAppointment.status).toBe('BOOKED');
    expect(answers.flatMap((answer) => answer.errors.map((error) => error.extensions?.reason))).toEqual(['SCHEDULING_SLOT_TAKEN']);
    expect((await freeSlots(story.firm)).length).toBeGreaterThan(0);
    await story.runThatIs('COMPLETED');
    await story.keepsItsPromises();
  });
});
