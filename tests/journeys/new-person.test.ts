import { newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { enterPortal, portalLinkIn, visitor } from '../support/actors.js';
import { book, freeSlots, newGuest } from '../support/firm.js';
import { budgetMs } from '../support/house.js';
import { mailsTo, mailThat } from '../support/mail.js';
import { journey } from '../support/journey.js';
import type { Story } from '../support/story.js';

const made = ['scheduling.appointments', 'scheduling.appointment_hosts', 'crm.clients', 'crm.contacts', 'crm.links', 'portal.people', 'portal.invitations', 'portal.links', 'files.folders', 'projects.projects', 'projects.tasks', 'projects.milestones', 'projects.sections', 'workflow.runs', 'communications.messages'];

interface ClientPage {
  client: {
    id: string; displayName: string; status: string; kind: string; source: string; owner: { id: string };
    links: { isPrimary: boolean; portalAccess: boolean; contact: { id: string; name: string; email: string; phone: string; source: string; intake: { question: string; answer: string }[]; portalAccess: { state: string } | null } }[];
    folders: { path: string; visibility: string }[];
    projects: { id: string; status: string; name: string; sourceRef: string; tasks: { title: string; state: string; dueOn: string | null; needsOwner: boolean; assignee: { id: string } | null }[]; milestones: { title: string }[] }[];
    appointments: { id: string; status: string }[];
  };
}

const clientPage = `query($id: ID!) { client(id: $id) { id displayName status kind source owner { id }
  links { isPrimary portalAccess contact { id name email phone source intake { question answer } portalAccess { state } } }
  folders { path visibility } projects { id status name sourceRef tasks { title state dueOn needsOwner assignee { id } } milestones { title } }
  appointments { id status } } }`;

async function clientOf(story: Story): Promise<ClientPage['client']> {
  const { clientid } = await story.event('crm.client.created');
  return (await story.firm.owner.ask<ClientPage>(clientPage, { id: clientid })).client;
}

describe('a new person books on the public page', () => {
  journey('and within ten seconds there are client, contact, portal user, folders, project and a story that tells it', async (story) => {
    const guest = newGuest('Ada Kestrel');
    const [slot] = await freeSlots(story.firm);
    const began = performance.now();
    const booking = await book(story.firm, guest, slot?.start);
    expect(booking.status).toBe('BOOKED');
    const run = await story.runThatIs('COMPLETED');
    const invitation = await mailThat(guest.email, /portal\/link/);
    await story.settle(Math.max(1, budgetMs - (performance.now() - began)));
    process.stderr.write(`  flow 1, all post-conditions after ${Math.round(performance.now() - began)} ms\n`);

    // G1: exactly these rows.
    expect(await story.grew(made)).toEqual({
      'scheduling.appointments': 1, 'scheduling.appointment_hosts': 1, 'crm.clients': 1, 'crm.contacts': 1, 'crm.links': 1, 'portal.people': 1, 'portal.invitations': 1, 'portal.links': 1,
      'files.folders': 4, 'projects.projects': 1, 'projects.tasks': 3, 'projects.milestones': 1, 'projects.sections': 2, 'workflow.runs': 1, 'communications.messages': 3,
    });
    // 1.1: it stands, the time is offered to nobody else, and an invitation for the calendar went out.
    expect((await freeSlots(story.firm)).map((one) => one.start)).not.toContain(slot?.start);
    const mails = await mailsTo(guest.email);
    expect(mails).toHaveLength(2);
    expect(await mailsTo(story.firm.ownerEmail)).toHaveLength(1);
    const ics = mails.flatMap((mail) => mail.attachments).find((file) => file.contentType.startsWith('text/calendar'));
    expect(ics?.content).toContain('BEGIN:VEVENT');
    for (const mail of mails) expect(`${mail.subject}${mail.text}`).not.toMatch(/\{\{?\w+\}?\}|undefined|\[object|null/);
    // 1.2–1.3: who came, and for whom.
    const client = await clientOf(story);
    expect(client).toMatchObject({ displayName: guest.name, status: 'PROSPECT', kind: 'PERSON', source: 'BOOKING', owner: { id: story.firm.ownerId }, appointments: [{ id: booking.appointmentId, status: 'CONFIRMED' }] });
    expect(client.links).toMatchObject([{ isPrimary: true, portalAccess: true, contact: { name: guest.name, email: guest.email, phone: guest.phone, source: 'BOOKING', intake: [{ answer: 'Three years of receipts in a drawer.' }], portalAccess: { state: 'INVITED' } } }]);
    // 1.5–1.6: folders with their words put in; work that waits, each task with an owner or in need of one.
    const year = new Date().getFullYear();
    expect(client.folders).toEqual(expect.arrayContaining([
      { path: `Year-end ${year}`, visibility: 'CLIENT_VIEW' }, { path: 'From you', visibility: 'CLIENT_EDIT' }, { path: `From you/${guest.name}`, visibility: 'CLIENT_EDIT' }, { path: 'Internal', visibility: 'PRIVATE' }]));
    const [project] = client.projects;
    expect(project).toMatchObject({ status: 'SKELETON', name: `${guest.name}: getting started`, sourceRef: booking.appointmentId, milestones: [{ title: 'Set-up finished' }] });
    expect(project?.tasks.map(({ title, dueOn, needsOwner, assignee }) => ({ title, dueOn, needsOwner, owner: assignee?.id ?? null }))).toEqual([
      { title: 'Write up the conversation', dueOn: null, needsOwner: false, owner: story.firm.ownerId },
      { title: 'Send proof of address', dueOn: null, needsOwner: false, owner: null },
      { title: 'Open the books', dueOn: null, needsOwner: true, owner: null },
    ]);
    // G4: each step succeeded once, at the first try.
    const steps = await story.steps();
    expect(steps.filter((step) => step.run === run.id).map(({ key, attempt, state }) => ({ key, attempt, state })).sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
      ['createFoldersFromTemplate', 'createProjectFromTemplate', 'invitePortalUser', 'linkAppointmentToClient', 'resolveClient'].map((key) => ({ key, attempt: 1, state: 'DONE' })));
    // 1.7, G2, G3: one story, told in order, each sentence once.
    const correlation = await story.isOneStory();
    const types = (await story.entries(correlation)).map((entry) => entry.type);
    const told = ['scheduling.appointment.booked', 'crm.client.created', 'crm.contact.created', 'portal.user.invited', 'files.folder.created', 'projects.project.created'];
    for (const type of told) expect(types.filter((one) => one === type)).toHaveLength(1);
    expect(types.filter((type) => told.slice(0, 3).includes(type))).toEqual(told.slice(0, 3));
    await story.keepsItsPromises();
    expect(invitation.text).toContain('/portal/link/');
  });

  journey('gets into the portal by the link, which looking at does not use up', async (story) => {
    const guest = newGuest();
    await book(story.firm, guest);
    await story.runThatIs('COMPLETED');
    const link = portalLinkIn(await mailThat(guest.email, /portal\/link/));
    const look = () => visitor.ask<{ portalLink: { state: string } }>('query($firm: ID!, $token: String!) { portalLink(firm: $firm, token: $token) { state } }', { ...link });
    expect((await look()).portalLink.state).toBe('OPEN');
    expect((await look()).portalLink.state).toBe('OPEN');
    const portal = await enterPortal(link);
    expect((await look()).portalLink.state).toBe('USED');
    const { portalAppointments } = await portal.ask<{ portalAppointments: { status: string }[] }>('{ portalAppointments { status } }');
    expect(portalAppointments).toMatchObject([{ status: 'CONFIRMED' }]);
    const client = await clientOf(story);
    expect(client.links[0]?.contact.portalAccess?.state).toBe('ACTIVE');
    await story.keepsItsPromises();
  });

  journey('is found by name at once, and the page of figures has heard of all of it', async (story) => {
    const guest = newGuest('Perpetua Lightfoot');
    await book(story.firm, guest);
    await story.runThatIs('COMPLETED');
    const client = await clientOf(story);
    const { time } = await story.event('projects.project.created');
    const found = async (text: string) => (await story.firm.owner.ask<{ search: { kind: string; recordId: string }[] }>('query($text: String!) { search(text: $text) { kind recordId } }', { text })).search;
    const wanted = [['CLIENT', client.id], ['CONTACT', client.links[0]?.contact.id], ['PROJECT', client.projects[0]?.id]];
    await eventually(async () => {
      const hits = (await found('Perpetua Lightfoot')).map((hit) => `${hit.kind} ${hit.recordId}`);
      return wanted.every(([kind, id]) => hits.includes(`${kind} ${id}`));
    }, 'client, contact and project are found by the name', { timeoutMs: 5_000 });
    // A slip of the finger finds her too.
    expect(await found('perpetua lightfot')).toContainEqual({ kind: 'CLIENT', recordId: client.id });
    await eventually(async () => {
      const { client: seen } = await story.firm.owner.ask<{ client: { profile: { asOf: string } } }>('query($id: ID!) { client(id: $id) { profile { asOf } } }', { id: client.id });
      return new Date(seen.profile.asOf) >= new Date(time);
    }, 'the profile has heard the last fact', { timeoutMs: budgetMs });
  });

  journey('is on the host’s calendar, with the client and the answers', async (story) => {
    const guest = newGuest();
    const booking = await book(story.firm, guest);
    await story.runThatIs('COMPLETED');
    const { appointments } = await eventually(async () => story.firm.owner.ask<{ appointments: { nodes: object[] } }>(
      'query($host: ID!) { appointments(hostUserId: $host) { nodes { id client { displayName } intake { question answer } } } }', { host: story.firm.ownerId }), 'the host sees it', { timeoutMs: budgetMs });
    expect(appointments.nodes).toEqual([{ id: booking.appointmentId, client: { displayName: guest.name }, intake: [{ question: 'What worries you most?', answer: 'Three years of receipts in a drawer.' }] }]);
  });

  journey('is nobody to the firm next door, whichever id it asks for', async (story) => {
    const booking = await book(story.firm, newGuest());
    await story.runThatIs('COMPLETED');
    const client = await clientOf(story);
    const run = await story.runThatIs('COMPLETED');
    const contact = client.links[0]?.contact.id ?? '';
    await story.isHiddenFrom(story.control.owner, [
      { field: 'client', id: client.id, random: newId('cli') }, { field: 'contact', id: contact, random: newId('con') }, { field: 'appointment', id: booking.appointmentId, random: newId('apt') },
      { field: 'project', id: client.projects[0]?.id ?? '', random: newId('prj') }, { field: 'run', id: run.id, random: newId('run') }, { field: 'folderTemplate', id: story.firm.folderTemplateId, random: newId('ftp') },
      { field: 'story', id: await story.isOneStory(), random: newId('cor') },
    ]);
    await story.keepsItsPromises();
  });
});
