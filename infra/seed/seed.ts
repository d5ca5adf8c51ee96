import { writeFile } from 'node:fs/promises';
import { importJWK, type JWK } from 'jose';
import { newId } from '@firmament/events';
import { tellAgreements } from './agreements.js';
import { Asking, until } from './ask.js';
import { tellLedger } from './ledger.js';
import { tellLetters } from './letters.js';
import { MoneyTeller, tellMoney } from './money.js';
import { tellOffers } from './offers.js';
import { connectPayments } from './payments.js';
import { openNeighbour, openPractice, type Practice } from './practice.js';
import { connectSandboxes } from './signing.js';
import { tellRecurringWork } from './recurring-work.js';
import { tellFiles, tellRequests } from './requests.js';
import { tellBookings, tellMeetings, tellStuckRun } from './story.js';
import { StoryCalendar } from './story-calendar.js';
import { firm } from './harbour-vale.js';

// Tells the demo story through the running gateway. It has no database URL: what it makes, anybody could have made.
const env = process.env;
const gateway = env['FIRMAMENT_PUBLIC_URL'] ?? '';
const key = JSON.parse(env['FIRMAMENT_PLATFORM_PRIVATE_KEY'] ?? '{}') as JWK;
await importJWK(key, 'EdDSA');

const asking = new Asking(gateway, key, env['FIRMAMENT_LIMIT_EXEMPT_KEY']);
const say = (line: string): void => { process.send?.({ line: `  ${line}` }); };

const known = await asking.ask<{ publicFirm: { id: string } | null }>('query($slug: String!) { publicFirm(slug: $slug) { id } }', { slug: firm.slug });
const firmId = known.publicFirm?.id ?? await tell();
const docusign = env['FIRMAMENT_DOCUSIGN_SANDBOX'];
if (docusign) await connectSandboxes(asking, firmId, { url: docusign, seed: env['FIRMAMENT_LIMIT_EXEMPT_KEY'] ?? '' });
const payments = env['FIRMAMENT_PAYMENTS_SANDBOX'];
if (payments) await connectPayments(asking, firmId, { url: payments, seed: env['FIRMAMENT_LIMIT_EXEMPT_KEY'] ?? '' });
await writeFile(env['FIRMAMENT_SEED_RESULT'] ?? '/dev/null', `${JSON.stringify({ booking: `/book/${firm.slug}/intro`, logins: logins() })}\n`);

/** Answers the firm that it opened. */
async function tell(): Promise<string> {
  const calendar = new StoryCalendar(new Date(), firm.timeZone);
  say('Opening Harbour & Vale Advisory: people, plans, hours, clients');
  const practice: Practice = await openPractice(asking, calendar);
  say('Booking first conversations and letting the workflows run');
  await tellBookings(asking, calendar, practice);
  await tellMeetings(asking, calendar, practice);
  await tellStuckRun(asking, calendar, practice);
  say('Asking clients for files, and working through the months');
  await Promise.all([tellRequests(asking, calendar, practice, env['FIRMAMENT_MAIL_PAGE']), tellFiles(asking, calendar, practice), tellRecurringWork(asking, calendar, practice), tellOffers(asking, calendar, practice)]);
  const mailPage = env['FIRMAMENT_MAIL_PAGE'];
  say('Writing invoices, reading bills, and connecting the ledger');
  const money = tellBooks(new MoneyTeller(asking, calendar, practice));
  if (mailPage) {
    say('Offering packages, and letting clients accept and sign');
    const door = { gateway, mailPage, exempt: env['FIRMAMENT_LIMIT_EXEMPT_KEY'] };
    await Promise.all([tellLetters(asking, calendar, practice, door), tellAgreements(asking, calendar, practice, door)]);
  }
  await money;
  say('Opening the neighbour, Fen & Co');
  await openNeighbour(asking);
  await untilRest(practice);
  return practice.firmId;
}

function untilRest({ owner }: Practice): Promise<unknown> {
  return until(async () => {
    const { runs } = await asking.ask<{ runs: { totalCount: number } }>('{ runs(view: RUNNING, first: 1) { totalCount } }', {}, { ...owner, correlation: newId('cor') });
    return runs.totalCount === 0;
  }, 'every run to come to rest');
}

/** The firm's money, and its ledger where there is a sandbox of one. */
async function tellBooks(told: MoneyTeller): Promise<void> {
  const numbers = await tellMoney(told);
  const url = env['FIRMAMENT_QUICKBOOKS_SANDBOX'];
  if (url) await tellLedger(told, numbers, { url, seed: env['FIRMAMENT_LIMIT_EXEMPT_KEY'] ?? '' });
}

function logins(): { email: string; password: string; role: string; firm: string }[] {
  const roles = ['owner', 'manager', 'staff', 'finance'];
  return [
    ...roles.map((role) => ({ email: `${role}@harbourvale.test`, password: 'demo', role, firm: firm.slug })),
    { email: 'owner@fenco.test', password: 'demo', role: 'owner', firm: 'fen-co' },
  ];
}
