import { eventually } from '@firmament/kit/testing';
import { stranger } from '../support/actors.js';
import { book, bookingInput, bookingSelection, freeSlots, newGuest, type Booking } from '../support/firm.js';
import { budgetMs, look } from '../support/house.js';
import { mailsTo, mailThat, setMailFaults, withMailFaults } from '../support/mail.js';
import { journey } from '../support/journey.js';
import type { Story } from '../support/story.js';

afterAll(() => setMailFaults({}));

interface MessageRow { kind: string; status: string; attempts: number; failure: string | null }
const messages = (story: Story): Promise<MessageRow[]> => look<MessageRow>('select kind, status, attempts, failure from communications.messages where tenant_id = $1 order by kind', [story.firm.uuid]);

describe('1.F6 the mail server is down when somebody books', () => {
  journey('the booking stands, the host sees it at once, and the mails go out when the server is back', async (story) => {
    const guest = newGuest();
    const booking = await withMailFaults({ down: true }, async () => {
      const made = await book(story.firm, guest);
      expect(made.status).toBe('BOOKED');
      await story.runThatIs('COMPLETED');
      await eventually(async () => (await messages(story)).some((message) => message.attempts > 0), 'a mail was tried', { timeoutMs: budgetMs });
      expect((await messages(story)).filter((message) => message.status !== 'QUEUED')).toEqual([]);
      const { notifications } = await story.firm.owner.ask<{ notifications: { nodes: { title: string }[] } }>('{ notifications(unread: true) { nodes { title } } }');
      expect(notifications.nodes.map((note) => note.title)).toContain(`New booking: ${guest.name}`);
      expect(await mailsTo(guest.email)).toEqual([]);
      return made;
    });
    await mailThat(guest.email, /portal\/link/, 3 * budgetMs);
    await story.settle(3 * budgetMs);
    expect((await messages(story)).map((message) => message.status)).toEqual(['SENT', 'SENT', 'SENT']);
    expect(await mailsTo(guest.email)).toHaveLength(2);
    expect(await look('select status from scheduling.appointments where tenant_id = $1', [story.firm.uuid])).toEqual([{ status: 'CONFIRMED' }]);
    expect(booking.appointmentId).toMatch(/^apt_/);
    await story.isOneStory();
    await story.keepsItsPromises();
  });
});

describe('X5 the mail server asks to come again later', () => {
  journey('each mail waits its time and is sent once; nothing says that it was sent before it was', async (story) => {
    const guest = newGuest();
    await withMailFaults({ tempfail: guest.email }, async () => {
      await book(story.firm, guest);
      await eventually(async () => (await messages(story)).some((message) => message.attempts > 0 && /4\.3\.0|451/.test(message.failure ?? '')), 'a mail was put off', { timeoutMs: budgetMs });
      expect((await story.events()).filter((event) => event.type === 'communications.message.sent').map((event) => (event.data as { to: string }).to)).not.toContain(guest.email);
    });
    await story.settle(3 * budgetMs);
    const toGuest = await mailsTo(guest.email);
    expect(toGuest).toHaveLength(2);
    expect((await story.events()).filter((event) => event.type === 'communications.message.sent')).toHaveLength(3);
    await story.keepsItsPromises();
  });
});

describe('1.F7 the address refuses mail', () => {
  journey('the address is marked, the owner is told, and the portal user stays invited', async (story) => {
    const guest = newGuest();
    await withMailFaults({ refuse: guest.email }, async () => {
      await book(story.firm, guest);
      await story.runThatIs('COMPLETED');
      await story.settle();
    });
    expect(await mailsTo(guest.email)).toEqual([]);
    const { clients } = await story.firm.owner.ask<{ clients: { nodes: { links: { contact: object }[] }[] } }>('{ clients { nodes { links { contact { emailState emailFault portalAccess { state } } } } } }');
    expect(clients.nodes[0]?.links[0]?.contact).toEqual({ emailState: 'BAD', emailFault: expect.stringContaining('No such mailbox') as string, portalAccess: { state: 'INVITED' } });
    const { notifications } = await story.firm.owner.ask<{ notifications: { nodes: { title: string }[] } }>('{ notifications(unread: true) { nodes { title } } }');
    expect(notifications.nodes.filter((note) => note.title === `A mail to ${guest.name} came back`).length).toBeGreaterThan(0);
    expect((await story.events()).filter((event) => event.type === 'communications.message.failed').map((event) => (event.data as { bounced: boolean }).bounced)).toEqual([true, true]);
    await story.isOneStory();
    await story.keepsItsPromises();
  });
});

describe('1.F8 the folder template was deleted although a booking needs it', () => {
  journey('the run is stuck and names it, the other steps are done, and it goes on once the template is back', async (story) => {
    const { owner, folderTemplateId } = story.firm;
    await owner.do('deleteFolderTemplate', { templateId: folderTemplateId, force: true });
    await story.settle();
    await story.mark();
    await book(story.firm, newGuest());
    const stuck = await story.runThatIs('STUCK');
    const states = async () => Object.fromEntries((await story.steps()).map(({ key, state }) => [key, state]));
    expect(await states()).toEqual({ resolveClient: 'DONE', linkAppointmentToClient: 'DONE', invitePortalUser: 'DONE', createFoldersFromTemplate: 'STUCK', createProjectFromTemplate: 'DONE' });
    const { run } = await owner.ask<{ run: { alarm: { what: string; why: string; toDo: string } } }>('query($id: ID!) { run(id: $id) { alarm { what why toDo } } }', { id: stuck.id });
    expect(`${run.alarm.what} ${run.alarm.why}`).toContain('New client');
    await owner.do('restoreFolderTemplate', { templateId: folderTemplateId });
    await owner.do('resumeRun', { runId: stuck.id });
    await story.runThatIs('COMPLETED');
    await story.settle();
    expect(await story.grew(['files.folders', 'projects.projects', 'crm.clients', 'portal.invitations', 'workflow.runs'])).toEqual({ 'files.folders': 4, 'projects.projects': 1, 'crm.clients': 1, 'portal.invitations': 1, 'workflow.runs': 1 });
    expect((await story.steps()).filter((step) => step.key === 'createFoldersFromTemplate').map((step) => step.state)).toEqual(['STUCK', 'DONE']);
    await story.keepsItsPromises();
  });

  journey('a template in use is not deleted without force', async (story) => {
    await book(story.firm, newGuest());
    await story.runThatIs('COMPLETED');
    const { errors } = await story.firm.owner.try('mutation($input: DeleteFolderTemplateInput!) { deleteFolderTemplate(input: $input) { id } }', { input: { templateId: story.firm.folderTemplateId } });
    expect(errors.map((error) => error.extensions?.reason)).toEqual(['FILES_TEMPLATE_IN_USE']);
  });
});

describe('1.F11 a bot books', () => {
  journey('a booking that was not verified holds the time and makes nothing; the code makes it stand', async (story) => {
    const guest = newGuest();
    const [slot] = await freeSlots(story.firm, story.firm.verifiedPage);
    const held = await book(story.firm, guest, slot?.start, { page: story.firm.verifiedPage });
    expect(held).toMatchObject({ status: 'CODE_SENT', appointmentId: null });
    const mail = await mailThat(guest.email, /\b\d{6}\b/);
    await story.settle();
    const nothing = ['scheduling.appointments', 'crm.clients', 'crm.contacts', 'portal.people', 'projects.projects', 'files.folders', 'workflow.runs'];
    expect(await story.grew(nothing)).toEqual(Object.fromEntries(nothing.map((table) => [table, 0])));
    expect((await freeSlots(story.firm)).map((one) => one.start)).not.toContain(slot?.start);
    const code = /\b(\d{6})\b/.exec(mail.text)?.[1] ?? '';
    const wrong = code === '000000' ? '111111' : '000000';
    const confirm = (given: string) => stranger.do<Booking>('confirmBooking', { firm: story.firm.slug, holdId: held.holdId, code: given }, bookingSelection);
    expect(await confirm(wrong)).toMatchObject({ status: 'CODE_WRONG', attemptsLeft: 4 });
    expect(await confirm(code)).toMatchObject({ status: 'BOOKED' });
    await story.runThatIs('COMPLETED');
    await story.settle();
    expect(await story.grew(['scheduling.appointments', 'crm.clients', 'crm.contacts', 'workflow.runs'])).toEqual({ 'scheduling.appointments': 1, 'crm.clients': 1, 'crm.contacts': 1, 'workflow.runs': 1 });
    await story.keepsItsPromises();
  });

  journey('and is slowed: after thirty tries it is told to come again later', async (story) => {
    const times = await freeSlots(story.firm);
    const query = `mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) ${bookingSelection} }`;
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 40 && !codes.includes('RATE_LIMITED'); n += 1) {
      const { errors, retryAfter } = await stranger.try(query, { input: bookingInput(story.firm, { name: 'Bot', email: 'not an address' }, times[n]?.start ?? '') });
      codes.push(errors[0]?.extensions?.code);
      if (codes.includes('RATE_LIMITED')) expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    expect(codes).toContain('RATE_LIMITED');
    expect(new Set(codes.slice(0, -1))).toEqual(new Set(['BAD_USER_INPUT']));
    await story.keepsItsPromises();
    expect(await story.grew(['crm.clients', 'scheduling.appointments'])).toEqual({ 'crm.clients': 0, 'scheduling.appointments': 0 });
  });
});
