// The story of the pictures (Harbour & Vale, Thu 19 Nov 2026, 11:18), as answers for pages that are looked at without a house behind them.
import { GraphQLError } from 'graphql';
import { agreementStory } from './agreement-story.mjs';
import { paperIds, paperRoots } from './paper-story.mjs';

const day = (d, time) => `2026-11-${String(d).padStart(2, '0')}T${time}:00.000Z`;
let counter = 0;
const id = (prefix) => `${prefix}_01k9${String(++counter).padStart(22, '0')}`;

export const people = ['Ines Calloway', 'Tom Okafor', 'Priya Raman', 'Jonas Weil', 'Ruth Adeyemi'].map((name) => ({ id: id('usr'), version: 1, name, initials: name.split(' ').map((w) => w[0]).join(''), email: `${name.split(' ')[0].toLowerCase()}@harbour-vale.test`, active: true, roleKeys: ['manager'], addedAt: day(1, '09:00') }));
const [ines, tom, priya, jonas, ruth] = people;
const firm = { id: id('firm'), version: 1, slug: 'harbour-vale', name: 'Harbour & Vale', timeZone: 'Europe/London', currency: 'GBP', brandColour: '#0e5a5a', mark: 'HV', status: 'ACTIVE', registeredAt: day(1, '08:00') };

const names = [
  ['Aldous & Finch Architects LLP', 'ACTIVE', ines, 'stuck', 20, '09:02'], ['Bramble & Co Events', 'ACTIVE', tom, 'theirs:Send 2 files:10', 25, '9'], ['Castellan Property Group', 'ACTIVE', ines, 'late:Review accounts', 17, '08:51'],
  ['Dr Samira Haddad', 'ACTIVE', priya, null, null, '3'], ['Elwood Freight Ltd', 'ACTIVE', tom, 'theirs:Signature:11', 26, '11'], ['Juniper Lane Studio', 'ONBOARDING', jonas, 'theirs:Open the portal:17', 30, '17'],
  ['Kestrel Robotics Ltd', 'ONBOARDING', priya, 'ours:Name an owner for 1 task', 20, '07:30'], ['Marlowe Boatyard Ltd', 'ONBOARDING', ines, 'ours:Prepare «A first conversation»', 24, '09:12'], ['Marlowe Family Trust', 'ACTIVE', ines, null, null, '1'],
  ['Northgate Dental Practice', 'ACTIVE', tom, 'theirs:Open the portal:1', null, '2'], ['Old Mill Theatre', 'ACTIVE', ruth, 'ours:Answer message', 28, '18'], ['Ostrander Family Trust', 'ACTIVE', ines, 'theirs:Dividend slips:16', 27, '16'],
  ['Penhallow Bakery', 'ACTIVE', jonas, 'theirs:Send 6 files:7', 20, '6'], ['Quayside Brewing Co', 'ACTIVE', priya, 'ours:Draft VAT return', null, '18'], ['Rosewarne Stables', 'ON_HOLD', ruth, null, null, '2'],
  ['Thistledown Nursery', 'ACTIVE', jonas, null, null, '12'], ['Tregothnan Joinery', 'PROSPECT', tom, 'ours:Prepare «A first conversation»', 20, '08:05'], ['Wren Textiles Ltd', 'ACTIVE', priya, 'theirs:Card payment:17', 30, '17'],
  ['Zelah Surveyors', 'LEAD', null, null, null, '4'],
];
const lag = ['crm', 'scheduling', 'projects'].map((source) => ({ source, seconds: 0, lastSeenAt: day(19, '11:17') }));

function profile(cli, next, word, stuck) {
  return { id: cli, version: 3, status: 'ACTIVE', ownerUserId: ines.id, nextAppointmentAt: next ? day(next, '14:30') : null, openWork: next ? 2 : 0, asOf: '2026-11-19T11:17:58.000Z', lag,
    lastWordFromThem: word ? { at: word.includes(':') ? day(19, word) : day(Number(word), '10:00'), channel: 'BOOKING_PAGE', name: 'Marion Marlowe' } : null, lastWordFromUs: null,
    automations: { running: stuck ? 0 : next ? 2 : 0, stuck: stuck ? 1 : 0, nextStepAt: day(20, '09:00') } };
}
const move = (act, subject, extra = {}) => ({ id: id('mov'), version: 1, kind: 'TASK', act, subject, dueAt: null, dueOn: null, late: false, href: '/clients', openedAt: day(12, '09:00'), who: [], client: null, ...extra });
const action = (title, since, extra = {}) => ({ id: id('mov'), version: 1, kind: 'OPEN_PORTAL', title, why: null, dueOn: null, createdAt: day(Number(since), '09:00'), late: false, href: null, ...extra });

export const clients = names.map(([displayName, status, owner, state, next, word]) => {
  const cli = id('cli');
  const [kind, words, since] = (state ?? '').split(':');
  return {
    id: cli, version: 2, displayName, kind: 'ORG', status, statusReason: null, source: 'BOOKING', currency: 'GBP', timeZone: 'Europe/London', createdAt: day(3, '10:00'), owner, facts: [], links: [],
    profile: profile(cli, next, word, kind === 'stuck'),
    ourMoves: kind === 'ours' || kind === 'late' ? [move(words, displayName, { dueOn: next ? `2026-11-${next}` : null, late: kind === 'late' })] : [],
    theirMoves: kind === 'theirs' ? [action(words, since)] : [], appointments: [], projects: [], folders: [], runs: [], agreements: [], proposals: [], fileRequests: { nodes: [], totalCount: 0, edges: [], pageInfo: {} }, files: { nodes: [], totalCount: 0, edges: [], pageInfo: {} }, nextAppointment: null, stories: { nodes: [], totalCount: 0, edges: [], pageInfo: {} },
  };
});
const by = (name) => clients.find((client) => client.displayName.startsWith(name));
const marlowe = by('Marlowe Boatyard');

const type = {
  id: id('apy'), version: 1, name: 'A first conversation', description: 'Tell us about your business and what worries you.', minutes: 30, stepMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 10, noticeMinutes: 120, horizonDays: 60, dailyCap: null,
  place: 'Video call, or Falmouth office', priceNote: 'Free, nothing to prepare', consentText: 'You may keep what I write here to prepare our conversation.', clientKind: 'ORG', folderTemplateId: null, projectTemplateVersionId: null, needsConfirmation: false, active: true,
  hosts: [{ userId: ines.id, name: 'Ines Calloway', title: 'partner' }], questions: [{ key: 'business', question: 'What does your business do?', kind: 'TEXT', required: true, options: [] }, { key: 'worry', question: 'What worries you most?', kind: 'LONG_TEXT', required: false, options: [] }],
};
const appointment = (client, d, time, minutes, extra = {}) => {
  const start = new Date(day(d, time));
  return { id: id('apt'), version: 1, typeId: type.id, typeName: 'A first conversation', status: 'CONFIRMED', start: start.toISOString(), end: new Date(start.getTime() + minutes * 60000).toISOString(), zone: 'Europe/London', place: 'Video call', minutes, attendeeName: 'Marion Marlowe', attendeeEmail: 'marion@marloweboatyard.test', attendeePhone: '+44 1326 555 0110', organisation: client?.displayName ?? null, intake: [{ key: 'business', question: 'What does your business do?', answer: 'We build and repair wooden boats.' }], channel: 'PAGE', bookedAt: day(16, '10:00'), hosts: [{ userId: ines.id, name: 'Ines Calloway' }], client: client ?? null, cancelReason: null, cancelledBy: null, ...extra };
};
const appointments = [
  appointment(by('Castellan'), 16, '09:30', 45), appointment(by('Old Mill'), 17, '13:00', 60, { status: 'COMPLETED' }), appointment(by('Quayside'), 18, '11:00', 30, { status: 'NO_SHOW' }),
  appointment(null, 19, '09:30', 15, { typeName: 'Team stand-up', attendeeName: 'Team stand-up', place: 'Falmouth' }), appointment(by('Penhallow'), 19, '14:30', 45), appointment(by('Tregothnan'), 19, '16:00', 45, { typeName: 'Second review', place: 'Falmouth office' }), appointment(by('Kestrel'), 20, '10:00', 30),
];
const next = appointment(marlowe, 24, '14:30', 30);

const sentence = (kind, name, verb, objects, secondLine, tone, icon) => ({ actor: { kind, name, onBehalfOfId: null, causedBy: kind === 'WORKFLOW' ? { kind: 'VISITOR', name: 'Marion Marlowe' } : null }, verb, objects: objects.map(([label, href]) => ({ label, href })), secondLine, tone, icon, text: `${name} ${verb} ${objects.map(([label]) => label).join(', ')}` });
function story(at, title, lines, state = 'DONE', from = at) {
  const told = lines.map((words, i) => ({ id: id('ent'), stream: 'client:x', seq: i + 1, eventType: 'x', subject: null, occurredAt: from, arrivedAt: from, runId: null, correlationId: 'cor_x', causationId: null, sentence: { ...title, text: words } }));
  return { id: id('sty'), version: 1, correlationId: id('cor'), clientId: marlowe.id, startedAt: from, lastAt: at, stepCount: lines.length, state, title, entries: told, client: marlowe };
}
const run = (no, workflowName, state, client, extra = {}) => ({ id: id('run'), version: 4, number: no, workflowName, versionNo: 4, businessKey: 'apt_x', state, subject: null, reason: null, correlationId: id('cor'), causeKey: null, wakeAt: null, createdAt: day(19, '09:02'), startedAt: day(19, '09:02'), finishedAt: null, owner: ines, client, stepCount: 7, stepNo: 5, tookMs: null, workflow: { id: id('wfl'), name: workflowName }, cause: { eventId: 'evt_x', eventType: 'x', words: 'Marion Marlowe booked «A first conversation»', actorKind: 'public', actorName: 'Marion Marlowe', at: day(19, '09:02') }, steps: [], alarm: null, resumePreview: null, ...extra });

const value = (name, text) => ({ name, value: text });
const step = (no, stepId, name, kind, column, lane, dependsOn, state, words, extra = {}) => ({ id: stepId, no, name, icon: extra.icon ?? null, kind, column, lane, dependsOn, state, tookMs: extra.tookMs ?? null, startedAt: extra.startedAt ?? null, tries: extra.tries ?? (state === 'NOT_REACHED' ? 0 : 1), nextTryAt: null, waits: extra.waits ?? null, words,
  detail: { tried: extra.tried ?? 'Once, last at 09:02:16.', actsAs: 'Ines Calloway, with her rights of today', record: extra.record ?? null, repeatSafe: 'Yes, same key: what exists is answered and not made twice', sent: extra.sent ?? [], answered: extra.answered ?? [] } });
const stuckSteps = [
  step(1, 'trigger', 'Appointment booked', 'trigger', 0, 0, [], 'DONE', 'A first conversation, by Marion Marlowe', { icon: 'calendar', startedAt: '2026-11-19T09:02:14.000Z' }),
  step(2, 'client', 'Find or add the client', 'action', 1, 0, ['trigger'], 'DONE', 'New: Aldous & Finch Architects LLP', { icon: 'user', tookMs: 400, startedAt: '2026-11-19T09:02:15.000Z' }),
  step(3, 'link', 'Link the appointment', 'action', 2, 0, ['client'], 'DONE', 'Linked to Aldous & Finch Architects LLP', { icon: 'calendar', tookMs: 120, startedAt: '2026-11-19T09:02:16.000Z' }),
  step(4, 'folders', 'Lay out folders', 'action', 3, 0, ['link'], 'DONE', '6 folders from «New client»', { icon: 'folder', tookMs: 210, startedAt: '2026-11-19T09:02:16.000Z' }),
  step(5, 'invite', 'Invite to the portal', 'action', 3, 1, ['link'], 'STUCK', 'Refused: mail to this address comes back', { icon: 'world', tookMs: 1100, startedAt: '2026-11-19T11:16:40.000Z', tried: 'Once, today 11:16:41. Not repeated: this will not pass by itself.', record: { label: 'Client', href: `/clients/${clients[0].id}` }, sent: [value('contactId', 'con_01k9…'), value('email', 'post@aldousfinch.test'), value('name', 'Ada Finch')], answered: [value('code', 'BAD_USER_INPUT'), value('message', 'Mail to this address comes back.')] }),
  step(6, 'project', 'Lay out the project', 'action', 4, 0, ['folders', 'invite'], 'NOT_REACHED', 'Waits for step 5', { icon: 'project' }),
  step(7, 'remind', 'Remind the day before', 'waitUntil', 5, 0, ['project'], 'NOT_REACHED', 'Waits for step 6', { icon: 'clock' }),
];
export const stuckRun = run(1081, 'Welcome a new client', 'STUCK', clients[0], {
  subject: 'A first conversation', reason: 'Mail to post@aldousfinch.test comes back.', causeKey: 'invitePortalUser:BAD_USER_INPUT', steps: stuckSteps,
  alarm: { stepId: 'invite', stepNo: 5, what: '«Invite to the portal» was not done: mail to post@aldousfinch.test comes back.', why: 'The mail server of the client refused the address.', did: 'Done: client, appointment, folders.', didNot: 'Not done: invitation, project.', toDo: 'Correct the address, then resume.', links: [{ label: 'Client', href: `/clients/${clients[0].id}` }] },
  resumePreview: { lines: ['Try «Invite to the portal» again, with the same contents and the same key.', 'Then «Lay out the project», if it is needed.', 'The 4 steps that are done are not done again.'] },
});
const runs = [
  stuckRun, run(1080, 'Welcome a new client', 'COMPLETED', marlowe, { stepNo: 7, tookMs: 1840, finishedAt: day(19, '08:40'), startedAt: day(19, '08:40') }), run(1079, 'Remind the day before', 'WAITING', by('Penhallow'), { wakeAt: day(20, '09:00'), reason: null, stepNo: 1, stepCount: 2 }),
  run(1078, 'Appointment moved', 'COMPLETED', by('Kestrel'), { stepNo: 3, stepCount: 3, tookMs: 640 }), run(1077, 'Appointment cancelled', 'CANCELLED', by('Wren'), { reason: 'Cancelled by Tom Okafor: booked twice.' }), run(1076, 'Welcome a new client', 'RUNNING', by('Juniper'), { stepNo: 3 }),
];

const task = (title, role, section, extra = {}) => ({ id: id('tsk'), version: 1, title, clientTitle: title, kind: role === 'CLIENT' ? 'CLIENT' : 'STAFF', role, state: 'OPEN', dueOn: null, relativeDays: 2, dormant: false, blocked: false, needsOwner: false, clientVisible: role === 'CLIENT', assignee: null, section, dependsOn: [], ...extra });
const sections = [{ id: id('sec'), version: 1, title: 'Prepare' }, { id: id('sec'), version: 1, title: 'First meeting' }];
const project = {
  id: id('prj'), version: 1, name: 'Marlowe Boatyard Ltd: first year', projectType: 'Onboarding', status: 'SKELETON', statusReason: null, period: '2026', kickOffOn: '2026-11-24', dueOn: '2026-12-04', tasksDone: 0, tasksTotal: 5, clientTitle: 'Your first year with us', client: marlowe, owner: ines, sections, milestones: [{ id: id('mil'), version: 1, title: 'Papers complete', dueOn: '2026-12-01', billing: 'NONE' }],
  templateVersion: { id: id('ptv'), versionNo: 2, template: { id: id('ptl'), name: 'New business client' } },
  tasks: [task('Read their answers', 'PREPARER', sections[0], { assignee: ines, dueOn: '2026-11-23' }), task('Check the company register', 'PREPARER', sections[0], { needsOwner: true, dueOn: '2026-11-23' }), task('Send identity papers', 'CLIENT', sections[0], { dueOn: '2026-11-27' }), task('Write the quote', 'OWNER', sections[1], { assignee: ines, dueOn: '2026-11-26', blocked: true, dependsOn: [{ id: 'tsk_x', title: 'Read their answers' }] }), task('Second reading', 'REVIEWER', sections[1], { needsOwner: true, dueOn: '2026-11-27' })],
};
const folder = (path, visibility) => ({ id: id('fol'), version: 1, name: path.split('/').pop(), path, visibility, createdAt: day(19, '08:40') });
const invited = (state, extra = {}) => ({ state, lastSeenAt: null, openInvitation: null, portalUser: null, ...extra });
const contact = (name, email, access) => ({ id: id('con'), version: 1, name, email, emailState: 'GOOD', emailFault: null, phone: '+44 1326 555 0110', source: 'BOOKING', createdAt: day(19, '08:40'), links: [], intake: name.startsWith('Marion') ? [{ key: 'worry', question: 'What worries you most?', answer: 'Whether the slipway repair counts as an improvement.', source: 'BOOKING', at: day(19, '08:40') }] : [], portalAccess: access });
const link = (person, role, flags) => ({ id: id('lnk'), version: 1, role, isPrimary: false, isSignatory: false, isBilling: false, portalAccess: true, contact: person, client: marlowe, ...flags });

Object.assign(marlowe, {
  facts: [{ label: 'Company no.', value: '09418827' }, { label: 'VAT no.', value: 'GB 214 6650 91' }],
  links: [
    link(contact('Marion Marlowe', 'marion@marloweboatyard.test', invited('ACTIVE', { lastSeenAt: day(19, '09:12') })), 'Owner', { isPrimary: true, isSignatory: true, isBilling: true }),
    link(contact('Piers Marlowe', 'piers@marloweboatyard.test', invited('INVITED', { openInvitation: { id: id('pin'), status: 'OPEN', clientId: marlowe.id, invitedAt: day(16, '10:00'), expiresAt: day(30, '10:00') } })), 'Director', { isSignatory: true }),
    link(contact('Dot Lanyon', null, invited('NONE')), 'Bookkeeper', {}),
  ],
  appointments: [next, appointment(marlowe, 13, '15:10', 35, { status: 'COMPLETED' })], nextAppointment: next,
  projects: [project, { ...project, id: id('prj'), name: 'VAT return Q3', clientTitle: 'Your VAT return, July to September', status: 'ACTIVE', tasksDone: 9, tasksTotal: 11, dueOn: '2026-11-27' }, { ...project, id: id('prj'), name: 'Payroll 2026–27', clientTitle: 'Payroll', status: 'ACTIVE', tasksDone: 2, tasksTotal: 8, dueOn: '2026-12-18' }],
  folders: [folder('Agreements', 'CLIENT_VIEW'), folder('Accounts', 'PRIVATE'), folder('Accounts/2026', 'PRIVATE'), folder('From the client', 'CLIENT_EDIT'), folder('From the client/Identity', 'CLIENT_EDIT'), folder('Tax', 'CLIENT_VIEW')],
  runs: [runs[1], runs[2]],
  ourMoves: [move('Prepare «A first conversation»', 'x', { kind: 'APPOINTMENT', dueAt: next.start, href: `/calendar?open=${next.id}` }), move('Name owners for 2 tasks', 'x', { kind: 'NEEDS_OWNER', dueOn: '2026-11-23', href: `/projects/${project.id}` }), move('Answer: “Can we claim the slipway repair?”', 'x', { kind: 'message', dueOn: '2026-11-20' })],
  theirMoves: [action('Send identity papers', 17, { kind: 'TASK', dueOn: '2026-11-27', why: 'The law asks us to know who you are.' }), action('Open the portal, Piers Marlowe', 16)],
});
marlowe.stories = { totalCount: 6, edges: [], pageInfo: {}, nodes: [
  story(day(19, '10:20'), sentence('STAFF', 'Priya Raman', 'took the task', [['Check the company register', `/projects/${project.id}`]], 'Due Mon 23 Nov.', 'OURS', 'user-check'), ['a']),
  story(day(19, '08:41'), sentence('WORKFLOW', 'Welcome a new client', 'finished', [], 'Client added, appointment linked, portal opened for Marion Marlowe, 6 folders laid out, project «Your first year with us» laid out.', 'DONE', 'bolt'), ['Marion Marlowe booked A first conversation for Tue 24 Nov 14:30', 'Welcome a new client added the client Marlowe Boatyard Ltd', 'Welcome a new client linked the appointment', 'Welcome a new client invited Marion Marlowe to the portal', 'Firmament sent the mail «Your portal is open»', 'Welcome a new client laid out 6 folders', 'Welcome a new client laid out the project'], 'DONE', day(19, '08:40')),
  story(day(18, '16:25'), sentence('PORTAL', 'Marion Marlowe', 'asked about the slipway', [], 'Can we claim the slipway repair this year, or does it count as an improvement?', 'QUIET', 'message'), ['a']),
  story(day(18, '11:03'), sentence('STAFF', 'Tom Okafor', 'moved the appointment', [['A first conversation', `/calendar?open=${next.id}`]], 'From Mon 23 Nov 10:00 to Tue 24 Nov 14:30. A new invitation went to Marion.', 'QUIET', 'calendar'), ['a', 'b']),
  story(day(16, '10:00'), sentence('WORKFLOW', 'Remind the day before', 'waits', [], 'Until Mon 23 Nov 14:30.', 'QUIET', 'clock'), ['a', 'b'], 'WAITING'),
  story(day(13, '15:45'), sentence('STAFF', 'Ines Calloway', 'held', [['A first conversation', '/calendar']], 'Video, 35 min, with Piers Marlowe.', 'DONE', 'calendar'), ['a']),
] };

// What the client was asked for, in every state that a list can show.
const stored = (name, kb, extra = {}) => ({ id: id('fil'), version: 1, folderId: null, projectId: null, name, visibility: 'CLIENT_VIEW', currentNo: 1, sha256: 'ab'.repeat(32), size: kb * 1000, contentType: name.endsWith('.pdf') ? 'application/pdf' : name.endsWith('.jpg') ? 'image/jpeg' : 'text/csv', scanState: 'CLEAN', approval: 'NONE', approvalComment: null, approvalBy: null, approvalAt: null, sealedAt: null, trashedAt: null, purgeAfter: null, lockReasons: [], locked: false, createdAt: day(19, '09:12'), byName: 'Marion Marlowe', folder: null, client: marlowe, versions: [], history: [], shareLinks: [], ...extra });
const line = (title, state, extra = {}) => ({ id: id('fri'), version: 1, position: 0, title, hint: null, required: true, state, reason: null, receivedAt: state === 'WAITING' ? null : day(19, '09:12'), files: [], uploads: [], ...extra });
const asked = (title, state, items, extra = {}) => ({ id: id('frq'), version: 3, projectId: null, folderId: null, title, note: null, dueOn: '2026-11-20', remindAt: [day(17, '09:00'), day(20, '09:00'), day(23, '09:00')], remindersSent: 1, state, round: 1, recipientName: null, recipientEmail: null, expiresAt: '2026-12-20T09:00:00.000Z', sentAt: state === 'DRAFT' ? null : day(9, '10:00'), submittedAt: null, submittedByKind: null, submittedByName: null, createdAt: day(9, '09:50'), client: marlowe, project: null, items, satisfiedCount: items.filter((one) => one.state !== 'WAITING' && one.state !== 'REJECTED').length, itemCount: items.length, ...extra });
const fileRequests = [
  asked('October records', 'IN_PROGRESS', [
    line('Current account', 'ACCEPTED', { files: [stored('oct-current.pdf', 412)] }), line('Savings account', 'RECEIVED', { files: [stored('oct-savings.pdf', 96)] }), line('Company card', 'REJECTED', { reason: 'Page 2 is cut off at the bottom. Please send it once more.', files: [stored('card-4471.pdf', 1830)] }),
    line('PayPal', 'RECEIVED', { files: [stored('oct-paypal.csv', 41)], hint: 'Activity, then «Download», as CSV.' }), line('Till rolls', 'WAITING', { uploads: [{ id: id('upl'), name: 'till.jpg', size: 4_100_000, state: 'CHECKING', reason: null }] }), line('Mileage log', 'WAITING', { required: false }),
  ], { note: 'Everything for the VAT return. A photo is enough where you have paper only.', project: { id: project.id, name: 'VAT return Q3' } }),
  asked('Identity papers', 'SENT', [line('Passport of Piers Marlowe', 'WAITING'), line('Proof of address', 'WAITING')], { dueOn: '2026-11-17', sentAt: day(3, '10:00') }),
  asked('Lease of the slipway', 'SUBMITTED', [line('Lease', 'RECEIVED', { files: [stored('lease-2019.pdf', 2210)] })], { dueOn: '2026-11-30', submittedAt: day(18, '16:40'), submittedByName: 'Marion Marlowe' }),
  asked('Payroll start', 'DRAFT', [line('Starter forms', 'WAITING', { hint: 'One for each person.' }), line('Bank details', 'WAITING', { required: false })], { dueOn: '2026-12-04', remindAt: [day(30, '09:00')], remindersSent: 0, project: { id: project.id, name: project.name } }),
  asked('Accounts 2025', 'COMPLETED', [line('Trial balance', 'ACCEPTED')], { dueOn: '2026-10-30', submittedAt: '2026-10-29T10:00:00.000Z', sentAt: '2026-10-02T10:00:00.000Z' }),
  asked('Old van papers', 'CANCELLED', [line('Logbook', 'WAITING')], { dueOn: null, sentAt: '2026-09-02T10:00:00.000Z' }),
];

const myMoves = [
  move('Review accounts, 6 companies', 'x', { kind: 'TASK', dueOn: '2026-11-17', late: true, client: by('Castellan') }), move('Answer: lease of the sail loft', 'x', { kind: 'message', dueOn: '2026-11-18', late: true, client: by('Old Mill') }),
  move('Prepare «A first conversation»', 'A first conversation with Ana Penhallow', { kind: 'APPOINTMENT', dueAt: day(19, '14:30'), client: by('Penhallow'), href: `/calendar?open=${appointments[4].id}` }), move('Correct the address, then resume', 'Welcome a new client', { kind: 'STUCK_RUN', client: clients[0], href: `/runs/${stuckRun.id}` }),
  move('Name an owner for 1 task', 'Payroll set-up', { kind: 'NEEDS_OWNER', dueOn: '2026-11-19', client: by('Kestrel') }), move('Check 3 bank statements', 'x', { dueOn: '2026-11-19', client: marlowe }), move('Read their answers', 'x', { dueOn: '2026-11-19', client: by('Tregothnan') }), move('Find an email address that works', 'Mail comes back', { kind: 'BAD_ADDRESS', dueOn: '2026-11-19', client: clients[0] }),
  move('Answer: “Can we claim the slipway repair?”', 'x', { kind: 'message', dueOn: '2026-11-20', client: marlowe }), move('Write the quote', 'x', { dueOn: '2026-11-20', client: by('Tregothnan') }), move('Second reading', 'x', { dueOn: '2026-11-26', client: by('Thistledown') }), move('Review accounts', 'x', { dueOn: '2026-11-26', client: by('Quayside') }),
];
myMoves.forEach((one) => { if (one.subject === 'x') one.subject = one.act; });

const refused = (code, reason) => { throw new GraphQLError('Refused.', { extensions: { code, reason } }); };
const connection = (nodes, extra = {}) => ({ nodes, edges: nodes.map((node) => ({ node, cursor: node.id })), totalCount: nodes.length, pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }, ...extra });
marlowe.fileRequests = () => connection(fileRequests);
// Files in every state that a list can show; the first one has everything that a drawer can show.
const at = (path) => marlowe.folders.find((one) => one.path === path);
const inFolder = (path) => ({ folder: at(path), folderId: at(path).id, visibility: at(path).visibility });
const files = [
  stored('Accounts to December 2025.pdf', 1830, {
    ...inFolder('Tax'), currentNo: 3, approval: 'PENDING', byName: 'Priya Raman', createdAt: day(12, '10:00'),
    versions: [3, 2, 1].map((no) => ({ no, name: 'Accounts to December 2025.pdf', size: 1_830_000 - no * 9000, sha256: 'ab'.repeat(32), contentType: 'application/pdf', restoredFrom: no === 3 ? 1 : null, createdAt: day(12 + no, '10:00'), byName: 'Priya Raman' })),
    shareLinks: [{ id: id('shl'), version: 1, expiresAt: day(30, '00:00'), revokedAt: null, downloads: 2, createdAt: day(16, '09:00'), byName: 'Ines Calloway' }, { id: id('shl'), version: 2, expiresAt: day(28, '00:00'), revokedAt: day(15, '12:00'), downloads: 0, createdAt: day(14, '09:00'), byName: 'Ines Calloway' }],
    history: [['approval asked', null, 18], ['version restored', '1', 15], ['downloaded', 'by link', 16], ['shared', null, 16], ['version added', '2', 14], ['moved', 'Tax', 13], ['uploaded', null, 12]].map(([act, detail, d]) => ({ act, detail, at: day(d, '10:00'), byKind: detail === 'by link' ? 'public' : 'staff', byName: detail === 'by link' ? null : 'Priya Raman' })),
  }),
  stored('Boat shed.jpg', 4100, { ...inFolder('From the client'), createdAt: day(18, '16:00') }), stored('card-4471.pdf', 1830, { ...inFolder('From the client') }), stored('Engagement letter 2027.pdf', 212, { ...inFolder('Agreements'), approval: 'APPROVED', approvalBy: 'Marion Marlowe', approvalAt: day(18, '11:48'), sealedAt: day(18, '12:00'), byName: 'Tom Okafor', createdAt: day(17, '09:00') }),
  stored('invoice-scan.exe', 96, { ...inFolder('From the client/Identity'), scanState: 'INFECTED', byName: null, contentType: 'application/x-msdownload' }), stored('lease-2019.pdf', 2210, { ...inFolder('From the client'), createdAt: day(18, '16:40') }), stored('Mileage 2026.csv', 41, { ...inFolder('Accounts/2026'), contentType: 'text/csv' }),
  stored('passport-piers.jpg', 3300, { ...inFolder('From the client/Identity') }), stored('Quote for the slipway.pdf', 118, { ...inFolder('Tax'), approval: 'DISAPPROVED', approvalComment: 'The crane is missing.', approvalBy: 'Piers Marlowe', approvalAt: day(18, '09:00'), byName: 'Tom Okafor' }), stored('Tax computation.pdf', 300, { ...inFolder('Tax'), locked: true, lockReasons: ['INV-2071'], byName: 'Priya Raman' }),
];
const thrown = [stored('old-logo.png', 20, { trashedAt: day(10, '10:00'), purgeAfter: '2027-03-10T10:00:00.000Z', byName: 'Jonas Weil', createdAt: day(2, '10:00') })];
marlowe.files = () => connection(files);
const pages = ['Accounts to 31 December 2025', 'Balance sheet'].map((words) => `BT /F1 20 Tf 60 760 Td (Marlowe Boatyard Ltd) Tj 0 -34 Td /F1 14 Tf (${words}) Tj 0 -40 Td /F1 11 Tf (Turnover 412,300   Cost of sales 188,940   Gross profit 223,360) Tj ET`);
const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>', ...[6, 7].map((no) => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${no} 0 R /Resources << /Font << /F1 5 0 R >> >> >>`), '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', ...pages.map((words) => `<< /Length ${words.length} >>\nstream\n${words}\nendstream`)];
/** What the store would answer: a PDF of two pages, and a picture. */
export const store = { '/store/page.pdf': ['application/pdf', pdfOf(objects)], '/store/picture.jpg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#cfd8dc"/><path d="M80 420 L400 140 L720 420 Z" fill="#78909c"/><rect x="180" y="420" width="440" height="120" fill="#546e7a"/></svg>'] };
function pdfOf(parts) {
  let body = '%PDF-1.4\n';
  const places = parts.map((part, i) => { const place = body.length; body += `${i + 1} 0 obj\n${part}\nendobj\n`; return place; });
  return `${body}xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF`;
}
let uploads = 0;
const counts = { stuck: 1, waiting: 14, running: 1, doneThisWeek: 212, ignoredThisWeek: 3 };
const planned = (key, section, title, role, dueAfterDays, extra = {}) => ({ key, section, title, clientTitle: null, kind: role === 'CLIENT' ? 'CLIENT' : 'STAFF', role, dueAfterDays, dependsOn: [], clientVisible: role === 'CLIENT', ...extra });
const plan = { namePattern: '{client}: {period}', clientTitle: 'Your first year with us', sections: [{ key: 'prepare', title: 'Prepare' }, { key: 'meet', title: 'First meeting' }], tasks: [planned('read', 'prepare', 'Read their answers', 'PREPARER', -1), planned('register', 'prepare', 'Check the company register', 'PREPARER', 0), planned('papers', 'prepare', 'Send identity papers', 'CLIENT', 3, { clientTitle: 'Send us your identity papers' }), planned('quote', 'meet', 'Write the quote', 'OWNER', 2, { dependsOn: ['read'] }), planned('second', 'meet', 'Second reading', 'REVIEWER', 3, { dependsOn: ['quote'] })], milestones: [{ key: 'papers', title: 'Papers complete', dueAfterDays: 5, billing: 'NONE', percent: null, amount: null }] };
const version = (no) => ({ id: id('ptv'), version: 1, versionNo: no, publishedAt: day(no, '09:00'), published: true, createdAt: day(no, '09:00'), plan });
const slots = [20, 23, 24, 25, 26, 27, 30].flatMap((d) => ['09:30', '10:00', '11:30', '13:00', '13:30', '15:30', '16:00', '16:30'].map((time) => ({ start: day(d, time), end: new Date(new Date(day(d, time)).getTime() + 1800000).toISOString(), local: `2026-11-${d}T${time}`, offset: '+00:00' })));
const confirmation = (status, extra = {}) => ({ status, appointmentId: status === 'BOOKED' ? next.id : null, holdId: status === 'CODE_SENT' ? id('hld') : null, holdExpiresAt: status === 'CODE_SENT' ? day(19, '11:23') : null, attemptsLeft: 5, start: day(24, '15:30'), end: day(24, '16:00'), zone: 'Europe/London', local: '2026-11-24T15:30', offset: '+00:00', typeName: type.name, typeId: type.id, place: 'Video call', hostNames: ['Ines Calloway'], attendeeName: 'Marion Marlowe', manageToken: status === 'BOOKED' ? 'a-secret-of-the-mail' : null, ...extra });
const publicFirm = { id: firm.id, slug: 'harbour-vale', name: 'Harbour & Vale Advisory', timeZone: 'Europe/London', brandColour: '#0e5a5a', mark: 'HV' };
const page = { id: id('bpg'), version: 1, slug: 'intro', title: 'A first conversation', promise: 'Tell us about your business and what worries you. You leave with a plan and a price.', next: ['You get a confirmation with a link to move or cancel.', 'Two short questions, so Ines is prepared.', 'After the call, a written quote within two days.'], verification: 'NONE', active: true, firmName: publicFirm.name, firmSlug: 'harbour-vale', types: [type] };

const sharedFile = (name, folder, extra = {}) => ({ id: id('fil'), version: 1, name, folderId: marlowe.folders.find(({ path }) => path === folder)?.id ?? null, size: 284_000, currentNo: 1, createdAt: day(16, '10:20'), byName: 'Priya Raman', approval: 'NONE', approvalComment: null, approvalBy: null, approvalAt: null, locked: false, scanState: 'CLEAN', ...extra });
const sharedFiles = [
  sharedFile('Engagement letter 2026.pdf', 'Agreements', { approval: 'APPROVED', approvalBy: 'Marion Marlowe', approvalAt: day(17, '09:12'), approvalComment: 'Thank you, clear.' }), sharedFile('Slipway, our advice.pdf', 'Agreements', { approval: 'PENDING', currentNo: 2, version: 3, byName: 'Ines Calloway' }),
  sharedFile('Chart of the yard, all berths and the two slipways, surveyed 2024.pdf', 'From the client', { size: 18_200_000, byName: 'Marion Marlowe' }), sharedFile('VAT return Q3.pdf', 'Tax', { locked: true, size: 92_400 }), sharedFile('oct-current.pdf', null, { byName: 'Marion Marlowe', size: 412_000 }),
];
const portalLine = (title, state, extra = {}) => ({ id: id('fri'), version: 1, title, hint: null, required: true, state, reason: null, sentBackBy: null, sentBackAt: null, files: [], uploads: [], ...extra });
const fileRequest = { id: id('frq'), version: 4, title: 'October records', note: 'Your VAT return is due on 7 December.', dueOn: '2026-11-20', state: 'IN_PROGRESS', items: [
  portalLine('Current account', 'RECEIVED', { files: [{ id: id('fil'), name: 'oct-current.pdf' }] }), portalLine('Savings account', 'ACCEPTED', { files: [{ id: id('fil'), name: 'oct-savings.pdf' }] }), portalLine('PayPal', 'RECEIVED', { files: [{ id: id('fil'), name: 'oct-paypal.csv' }] }),
  portalLine('Till receipts', 'WAITING', { hint: 'All of the month, photos will do.' }), portalLine('Slipway repair invoice', 'WAITING', { hint: 'From the builder, showing VAT.' }), portalLine('Card 4471 statement', 'REJECTED', { reason: 'Page 2 is cut off at the bottom. Please send it once more.', sentBackBy: 'Priya Raman', sentBackAt: day(19, '10:20') }),
] };
const byLink = { firmId: publicFirm.id, title: fileRequest.title, note: fileRequest.note, dueOn: fileRequest.dueOn, state: 'IN_PROGRESS', expiresAt: day(30, '10:00'), items: fileRequest.items.map((item) => ({ ...item, fileCount: item.files.length, checkingCount: 0 })) };
// An upload in the pictures is begun and then stands still: its part has an address at which nothing answers.
const standing = { id: id('upl'), version: 1, name: 'till.jpg', size: 18_200_000, partSize: 8_388_608, partCount: 3, state: 'OPEN', reason: null, missingParts: [1, 2, 3], expiresAt: day(20, '10:00'), file: null };
const sendingActs = { beginRequestUpload: standing, presignRequestUploadParts: ({ input }) => input.numbers.map((number) => ({ number, url: '/never', size: 1, contentType: 'image/jpeg' })), waiveFileRequestItem: fileRequest.items[3], abortUpload: standing, abortRequestUpload: standing, fileUpload: standing, requestUpload: standing };

const { todo: paperTodo, ...portalPapers } = paperRoots({ connection, refused, action });
const staffPapers = agreementStory(marlowe, ['Penhallow', 'Quayside', 'Wren', 'Elwood', 'Bramble'].map(by));
Object.assign(marlowe, staffPapers.ofMarlowe);

/** Root values for the three doors. */
// The firm's signing services: one that works, one that needs somebody, one that is not connected.
const asks = (name, label, hint, more = {}) => ({ name, label, hint, secret: true, required: true, kind: 'LINE', ...more });
const callbacks = (label) => asks('callbackKey', label, 'Of the webhook that points here.', { required: false });
const lineTo = (provider, label, more = {}) => {
  const cnx = id('cnx');
  return { id: cnx, version: 1, provider, label, account: '', health: 'CONNECTED', connectedAt: day(2, '09:00'), lastSyncAt: day(19, '11:12'), lastErrorAt: null, lastError: null, retryAt: null, checkingSince: null, callbackAddress: `https://harbour-vale.test/hooks/signing/${firm.id}/${cnx}`, serviceAddress: 'https://eu.docusign.net/restapi', ...more };
};
const docusignLine = lineTo('DOCUSIGN', 'Harbour & Vale Advisory', { account: '7d1c5b0e-9a55-4c1b-8f0d-3a8e51f6b2aa' });
const signingServices = [
  { name: 'BUILT_IN', label: 'Built-in signer', summary: 'Clients sign in the portal. The document gets an audit page and the firm\'s own seal; nothing leaves the house.', usual: true, packetsOut: 1, fields: [], consentFields: null, connections: [] },
  {
    name: 'DOCUSIGN', label: 'DocuSign', summary: 'Documents go out through your DocuSign account, and clients sign there.', usual: false, packetsOut: 3, consentFields: [callbacks('Connect key')], connections: [docusignLine],
    fields: [
      asks('accountId', 'Account ID', 'API account ID, under Settings › Apps and Keys.', { secret: false }), asks('server', 'Account base address', 'Such as https://eu.docusign.net. Leave it empty for North America.', { secret: false, required: false }), asks('integrationKey', 'Integration key', 'Of the app that you made under Apps and Keys.'),
      asks('userId', 'User ID', 'The user in whose name documents go out, and who consented to the app.'), asks('privateKey', 'Private key', 'The RSA private key of the app, whole, with its first and last line.', { kind: 'LINES' }), callbacks('Connect key'),
    ],
  },
  { name: 'DROPBOX_SIGN', label: 'Dropbox Sign', summary: 'Documents go out through your Dropbox Sign account, and clients sign there.', usual: false, packetsOut: 0, consentFields: [], connections: [], fields: [asks('apiKey', 'API key', 'Under Settings › API. Callbacks are signed with it too.'), asks('testMode', 'Test mode', 'Signatures are marked as tests and bind nobody.', { secret: false, required: false, kind: 'SWITCH' })] },
  { name: 'PANDADOC', label: 'PandaDoc', summary: 'Documents go out through your PandaDoc workspace, and clients sign there.', usual: false, packetsOut: 0, consentFields: null, connections: [], fields: [asks('apiKey', 'API key', 'Under Settings › API and Integrations.'), callbacks('Webhook shared key')] },
];
const withLines = (lines) => signingServices.map((one) => ({ ...one, connections: lines[one.name] ?? [] }));
/** The same page when a service no longer lets the firm in, and when one is being asked or fails. */
export const shutServices = withLines({ DOCUSIGN: [{ ...docusignLine, health: 'NEEDS_REAUTH', lastSyncAt: day(18, '17:40'), lastErrorAt: day(19, '09:02'), lastError: 'DocuSign no longer accepts the consent that was given. Somebody has to connect it again.' }] });
export const troubledServices = withLines({
  DOCUSIGN: [{ ...docusignLine, checkingSince: day(19, '11:17') }],
  DROPBOX_SIGN: [lineTo('DROPBOX_SIGN', 'sign@harbour-vale.test', { health: 'DEGRADED', lastErrorAt: day(19, '11:10'), lastError: 'Dropbox Sign: You have exceeded your request rate.', retryAt: day(19, '11:20'), account: 'a5c8f01e' })],
  PANDADOC: [lineTo('PANDADOC', 'Harbour workspace', { lastSyncAt: null, lastErrorAt: day(19, '11:16'), lastError: 'PandaDoc: Authentication credentials were not provided.' })],
});

export const roots = {
  staff: {
    signingServices, checkSigningConnection: () => ({ ...docusignLine, checkingSince: day(19, '11:18') }),
    disconnectSigningService: () => ({ ...docusignLine, health: 'DISCONNECTED' }), connectSigningService: () => { throw new GraphQLError('Integration key is missing.', { extensions: { code: 'BAD_USER_INPUT', reason: 'AGREEMENTS_CONNECTION', field: 'input.secrets.integrationKey' } }); },
    ...staffPapers.staff,
    signInOptions: { firm: publicFirm, methods: ['PASSWORD'], demoAccounts: people.slice(0, 4).map((one, i) => ({ email: one.email, name: one.name, role: ['Owner', 'Manager', 'Staff', 'Finance'][i] })) },
    me: { user: ines, firm, roles: [], permissions: ['*'] }, clients: (args) => connection(clients.filter((client) => (!args.search || client.displayName.toLowerCase().includes(args.search.toLowerCase())) && (!args.status || args.status.includes(client.status)) && (!args.ownerUserId || client.owner?.id === args.ownerUserId))),
    client: (args) => clients.find((one) => one.id === args.id) ?? null, runs: (args) => connection(runs.filter((one) => args.view !== 'STUCK' || one.state === 'STUCK'), { counts, causes: [{ key: 'invitePortalUser:BAD_USER_INPUT', words: 'Mail to this address comes back.', count: 1 }] }),
    run: (args) => runs.find((one) => one.id === args.id) ?? null, ignoredTriggers: connection([]), myMoves: connection(myMoves), calendar: { appointments: appointments, busy: [{ hostUserId: tom.id, start: day(19, '17:00'), end: day(19, '17:30'), held: true }, { hostUserId: tom.id, start: day(18, '14:00'), end: day(18, '15:30'), held: false }] },
    appointment: (args) => [...appointments, next].find((one) => one.id === args.id), appointmentTypes: [type, { ...type, id: id('apy'), name: 'Second review', minutes: 45, place: 'Falmouth office', active: true }], bookingPages: [page],
    projectTemplates: [{ id: id('ptl'), version: 2, name: 'New business client', projectType: 'Onboarding', createdAt: day(2, '09:00'), versions: [version(2), version(1)], current: version(2) }, { id: id('ptl'), version: 1, name: 'VAT return', projectType: 'VAT', createdAt: day(2, '09:00'), versions: [version(1)], current: version(1) }],
    folderTemplates: [{ id: id('ftp'), version: 1, name: 'New client', createdAt: day(2, '09:00'), folders: [['Agreements', 'CLIENT_VIEW'], ['Accounts', 'PRIVATE'], ['Accounts/{year}', 'PRIVATE'], ['From the client', 'CLIENT_EDIT'], ['From the client/Identity', 'CLIENT_EDIT'], ['Tax', 'CLIENT_VIEW']].map(([path, visibility]) => ({ path, visibility })) }],
    project: (args) => (args.id === project.id ? project : null), users: connection(people),
    files: (args) => connection(args.trashed ? thrown : files.filter((one) => !args.folderId || one.folderId === args.folderId)), file: (args) => [...files, ...thrown].find((one) => one.id === args.id) ?? null,
    fileDownload: (args) => ({ url: files.find((one) => one.id === args.input.fileId)?.contentType === 'application/pdf' ? '/store/page.pdf' : '/store/picture.jpg', name: 'x', expiresAt: day(19, '11:23') }),
    createShareLink: (args) => ({ url: `https://harbour-vale.test/shared/${firm.id}.a-secret-that-is-shown-once`, file: files[0], link: files[0].shareLinks[0] }),
    beginUpload: (args) => ({ id: id('upl'), partSize: 8_000_000, partCount: 1, state: 'OPEN' }), presignUploadParts: (args) => args.input.numbers.map((number) => ({ number, url: `/store/part/${number}`, size: 1, contentType: 'text/plain' })), completeUpload: (args) => ({ id: args.input.uploadId, state: 'CHECKING' }),
    fileUpload: (args) => ({ id: args.id, state: (uploads += 1) > 1 ? 'FAILED' : 'CHECKING', reason: uploads > 1 ? 'INFECTED' : null }),
    fileRequest: (args) => fileRequests.find((one) => one.id === args.id) ?? null, createFileRequest: () => fileRequests[3], changeFileRequest: () => fileRequests[3],
    resumeRun: () => ({ ...stuckRun, state: 'QUEUED', version: 5 }), signOut: { signedOut: true },
  },
  public: { ...sendingActs, requestByLink: ({ token }) => (token === 'gone' ? refused('NOT_FOUND', 'FILES_LINK_EXPIRED') : byLink), openShareLink: ({ input }) => (input.token === 'gone' ? refused('NOT_FOUND', 'FILES_LINK_REVOKED') : input.token === 'secret' && !input.passcode ? refused('FORBIDDEN', 'FILES_PASSCODE_REQUIRED') : { url: '#fetched', expiresAt: day(19, '11:23'), name: 'Slipway, our advice.pdf' }), publicFirm, bookingPage: (args) => (args.page === 'intro' ? page : null), availableSlots: slots, bookAppointment: confirmation('BOOKED'), confirmBooking: confirmation('BOOKED'), bookingByToken: confirmation('BOOKED'), cancelBooking: confirmation('CANCELLED'), rescheduleBooking: confirmation('BOOKED') },
  portal: {
    ...sendingActs, ...portalPapers, publicFirm, fileRequest: ({ id: wanted }) => (wanted === fileRequest.id ? fileRequest : refused('NOT_FOUND', null)), project: (args) => (args.id === project.id ? { ...project, clientStatus: 'We are waiting for you: Identity papers, and 1 more.' } : null),
    portalTodo: { items: [action('Send October records', 18, { kind: 'FILE_REQUEST', why: '3 of 6 are in, 1 to send again', dueOn: '2026-11-20', href: `/portal/requests/${fileRequest.id}` }), action('Tell us about your slipway', 18, { kind: 'TASK', why: 'For the repair you asked about', dueOn: '2026-11-17', late: true, href: '/portal/tasks/tsk_y' }), action('Look at our first letter', 18, { kind: 'TASK', why: 'Two pages', dueOn: '2026-11-30', href: '/portal/tasks/tsk_z' }), ...paperTodo], inReview: [action('September records', 10, { kind: 'FILE_REQUEST', href: `/portal/requests/${fileRequest.id}` })] },
    portalHome: { me: { id: id('pus'), name: 'Marion Marlowe', firstName: 'Marion' }, client: { ...marlowe, files: connection(sharedFiles), folders: marlowe.folders.filter(({ visibility }) => visibility !== 'PRIVATE') }, clients: [{ id: marlowe.id, name: 'Marlowe Boatyard', active: true }], todo: [action('Send us your identity papers', 17, { kind: 'TASK', why: 'The law asks us to know who you are', dueOn: '2026-11-20', href: '/portal/tasks/tsk_x' }), action('Tell us about your slipway', 18, { kind: 'TASK', why: 'For the repair you asked about', dueOn: '2026-11-17', late: true, href: '/portal/tasks/tsk_y' }), action('Look at our first letter', 18, { kind: 'TASK', why: 'Two pages', dueOn: '2026-11-30', href: '/portal/tasks/tsk_z' })] },
    portalAppointments: [appointment(marlowe, 13, '15:10', 35, { status: 'COMPLETED' }), next], portalLink: { state: 'OPEN', purpose: 'INVITATION', firstName: 'Marion', firmName: 'Harbour & Vale Advisory', maskedEmail: 'm•••@marloweboatyard.test', openedInABrowser: false, usedAt: null },
    viewPortalLink: { browserNonce: 'n' }, consumePortalLink: { clientId: marlowe.id, firstName: 'Marion', firstVisit: true }, requestPortalLink: { sentence: 'If this address is known here, a link is on its way. It works once, for 15 minutes.' },
  },
};
export const ids = { ...paperIds, ...staffPapers.ids, marlowe: marlowe.id, plain: by('Zelah').id, stuckRun: stuckRun.id, project: project.id, appointment: appointments[4].id, folderTemplate: roots.staff.folderTemplates[0].id, projectTemplate: roots.staff.projectTemplates[0].id, type: type.id, fileRequest: fileRequest.id, request: fileRequests[0].id, draft: fileRequests[3].id, file: files[0].id, picture: files[1].id, harmful: files[4].id, folder: at('Tax').id };

const none = connection([]);
/** A firm on its first day. */
export const empty = { ...staffPapers.none, clients: none, runs: { ...none, counts: { stuck: 0, waiting: 0, running: 0, doneThisWeek: 0, ignoredThisWeek: 0 }, causes: [] }, myMoves: none, calendar: { appointments: [], busy: [] }, projectTemplates: [], folderTemplates: [], appointmentTypes: [], bookingPages: [] };
