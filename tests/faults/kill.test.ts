import { eventually } from '@firmament/kit/testing';
import { visitor } from '../support/actors.js';
import { book, bookingInput, bookingSelection, freeSlots, newGuest } from '../support/firm.js';
import { budgetMs, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { ended, kill, restart, start } from '../support/processes.js';
import type { Story } from '../support/story.js';

const made = ['scheduling.appointments', 'crm.clients', 'crm.contacts', 'crm.links', 'portal.people', 'portal.invitations', 'files.folders', 'projects.projects', 'projects.tasks', 'workflow.runs', 'communications.messages'];
const times = (n: number) => ({ 'scheduling.appointments': n, 'crm.clients': n, 'crm.contacts': n, 'crm.links': n, 'portal.people': n, 'portal.invitations': n, 'files.folders': 4 * n, 'projects.projects': n, 'projects.tasks': 3 * n, 'workflow.runs': n, 'communications.messages': 3 * n });
/**
 * The engine's lease is short here, so that whoever comes after a dead one need not wait a minute; and so are its retries: three
 * refusals while the others start would otherwise lead to a pause of up to 27 s.
 */
const hasty = { FIRMAMENT_LEASE_SECONDS: '2', FIRMAMENT_SWEEP_MS: '500', FIRMAMENT_RETRY_BASE_MS: '100' };
const patience = 4 * budgetMs;
/** A mail that was in somebody's hands when they died lies still for a minute, lest it goes out twice. */
const untilMailsAreFree = 7 * budgetMs;

/** Committed is what has its effect, once: the same look after every death. */
async function allIsThereOnce(story: Story, bookings: number): Promise<void> {
  await eventually(async () => {
    const runs = await story.runs();
    return runs.length === bookings && runs.every((run) => run.state === 'COMPLETED');
  }, `${bookings} runs are over`, { timeoutMs: patience });
  await story.settle(untilMailsAreFree);
  expect(await story.grew(made)).toEqual(times(bookings));
  await story.keepsItsPromises();
}

/** Books; the process that answers may die before its answer is out. */
async function bookWhoeverAnswers(story: Story): Promise<void> {
  const [slot] = await freeSlots(story.firm);
  await visitor.try(`mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) ${bookingSelection} }`, { input: bookingInput(story.firm, newGuest(), slot?.start ?? '') });
}

describe('an engine that is killed', () => {
  afterAll(() => restart('engine'));

  for (const point of ['started:invitePortalUser', 'called:resolveClient', 'called:createProjectFromTemplate']) {
    journey(`at ${point} leaves a run that the next one takes up; the step has one effect`, async (story) => {
      await restart('engine', { ...hasty, FIRMAMENT_CRASH_AT: point });
      await book(story.firm, newGuest());
      await ended('engine');
      await start('engine', hasty);
      await allIsThereOnce(story, 1);
      const key = point.split(':')[1];
      expect((await story.steps()).filter((step) => step.key === key).map((step) => step.state)).toEqual(['INTERRUPTED', 'DONE']);
    });
  }
});

describe('a relay that is killed after it published and before it marked', () => {
  journey('publishes again, and the event has its effect once', async (story) => {
    await restart('scheduling', { FIRMAMENT_CRASH_AT: 'after-publish-before-mark' });
    await bookWhoeverAnswers(story);
    await ended('scheduling');
    const [unmarked] = await look<{ n: number }>('select count(*)::int as n from scheduling.outbox where published_at is null and tenant_id = $1', [story.firm.uuid]);
    expect(unmarked?.n).toBe(1);
    await start('scheduling');
    await allIsThereOnce(story, 1);
  });
});

describe('a consumer that is killed after it committed and before it acknowledged', () => {
  for (const domain of ['communications', 'timeline']) {
    journey(`gets the event again and knows it (${domain})`, async (story) => {
      await restart(domain, { FIRMAMENT_CRASH_AT: 'after-commit-before-ack' });
      await book(story.firm, newGuest());
      await ended(domain);
      await start(domain);
      await allIsThereOnce(story, 1);
      const twice = await look(`select 1 from ${domain}.inbox where tenant_id = $1 group by event_id having count(*) > 1`, [story.firm.uuid]);
      expect(twice).toEqual([]);
    });
  }
});

describe('X5 a domain is away', () => {
  journey('the run says what it waits for, tries again by itself, and does each step once', async (story) => {
    await kill('files');
    await book(story.firm, newGuest());
    const waiting = await story.runThatIs('WAITING');
    expect(waiting.reason).toContain('Lay out the folders');
    await start('files');
    await allIsThereOnce(story, 1);
    const tries = (await story.steps()).filter((step) => step.key === 'createFoldersFromTemplate').map((step) => step.state);
    expect(tries.at(-1)).toBe('DONE');
    expect(tries.slice(0, -1).every((state) => state === 'RETRY')).toBe(true);
  });
});

describe('everything is killed once while three bookings are on their way', () => {
  afterAll(() => restart('engine'));

  journey('and each booking ends as if nothing had happened', async (story) => {
    await restart('engine', hasty);
    const slots = await freeSlots(story.firm);
    await Promise.all([0, 4, 8].map((n) => book(story.firm, newGuest(`Guest ${n}`), slots[n]?.start)));
    const all = ['engine', 'crm', 'scheduling', 'portal', 'files', 'projects', 'communications', 'timeline', 'workflow'];
    await Promise.all(all.map(kill));
    await Promise.all(all.map((name) => start(name, name === 'engine' ? hasty : {})));
    await allIsThereOnce(story, 3);
  });
});
