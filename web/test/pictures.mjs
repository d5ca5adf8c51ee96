// Pictures of every page in both schemes and on a phone, with axe run on each. Usage: node test/pictures.mjs <folder> [name…]
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { agreementPages } from './agreement-story.mjs';
import { openDoor } from './door.mjs';
import { empty, ids, shutServices, troubledServices } from './story.mjs';

const [folder = '/tmp/pictures', ...only] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const gone = ['Client.projects', 'Project.name', 'Client.appointments', 'Client.nextAppointment'];
const nothing = { nodes: [], edges: [], totalCount: 0, pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } };
const pages = [
  ['sign-in', '/sign-in'], ['today', '/'], ['clients', '/clients'], ['client', `/clients/${ids.marlowe}`], ['client-outage', `/clients/${ids.marlowe}`, { silent: gone }], ['client-appointments', `/clients/${ids.marlowe}?tab=appointments`],
  ['client-requests', `/clients/${ids.marlowe}?tab=requests`], ['client-requests-none', `/clients/${ids.plain}?tab=requests`], ['client-requests-out', `/clients/${ids.marlowe}?tab=requests`, { silent: ['Client.fileRequests'] }],
  ['request', `/clients/${ids.marlowe}?tab=requests&open=${ids.request}`], ['request-remind', `/clients/${ids.marlowe}?tab=requests&open=${ids.request}`, {}, async (p) => { await p.getByRole('button', { name: 'Remind now' }).click(); }],
  ['request-back', `/clients/${ids.marlowe}?tab=requests&open=${ids.request}`, {}, async (p) => { await p.getByRole('button', { name: 'Send back' }).first().click(); await p.getByRole('dialog').getByRole('button', { name: 'Send back' }).last().click(); }],
  ['request-new', `/clients/${ids.marlowe}?tab=requests&open=new`], ['request-draft', `/clients/${ids.marlowe}?tab=requests&open=${ids.draft}`], ['request-send', `/clients/${ids.marlowe}?tab=requests&open=${ids.draft}`, {}, async (p) => { await p.getByRole('button', { name: 'Look and send' }).click(); }],
  ['files', `/clients/${ids.marlowe}?tab=files`], ['files-folder', `/clients/${ids.marlowe}?tab=files&folder=${ids.folder}`], ['files-trash', `/clients/${ids.marlowe}?tab=files&folder=trash`], ['files-out', `/clients/${ids.marlowe}?tab=files`, { silent: ['Query.files', 'Client.folders', 'Client.files'] }],
  ['file', `/clients/${ids.marlowe}?tab=files&open=${ids.file}`], ['file-picture', `/clients/${ids.marlowe}?tab=files&open=${ids.picture}`], ['file-harmful', `/clients/${ids.marlowe}?tab=files&open=${ids.harmful}`],
  ['file-share', `/clients/${ids.marlowe}?tab=files&open=${ids.file}`, {}, async (p) => { await p.getByRole('button', { name: 'Share' }).click(); await p.getByRole('button', { name: 'Make the link' }).click(); await p.getByLabel('Address').waitFor(); }],
  ['files-upload', `/clients/${ids.marlowe}?tab=files`, {}, async (p) => { await p.getByLabel('Files to upload').setInputFiles(['a.csv', 'b.csv', 'c.csv'].map((name) => ({ name, mimeType: 'text/csv', buffer: Buffer.from('a;b') }))); await p.waitForTimeout(1500); }],
  ['calendar', '/calendar'], ['appointment', `/calendar?open=${ids.appointment}`], ['runs', '/runs'], ['runs-stuck', '/runs?view=stuck'], ['run', `/runs/${ids.stuckRun}`], ['run-resume', `/runs/${ids.stuckRun}`, {}, async (p) => { await p.getByRole('button', { name: /Resume from step/ }).click(); }],
  ['project', `/projects/${ids.project}`], ['templates-projects', `/templates/projects?open=${ids.projectTemplate}`], ['templates-folders', `/templates/folders?open=${ids.folderTemplate}`], ['templates-appointments', `/templates/appointments?open=${ids.type}`],
  ['connections', '/settings/connections'], ['connections-shut', '/settings/connections', { over: { staff: { signingServices: shutServices } } }], ['connections-troubled', '/settings/connections', { over: { staff: { signingServices: troubledServices } } }],
  ['connections-form', '/settings/connections?open=DOCUSIGN', {}, async (p) => { await p.getByRole('button', { name: 'Connect', exact: true }).click(); await p.getByText('Integration key is missing.').waitFor(); }], ['connections-end', '/settings/connections', {}, async (p) => { await p.getByRole('button', { name: /^Disconnect / }).click(); }],
  ['connections-back', '/settings/connections?problem=unknown'], ['connections-out', '/settings/connections', { silent: ['Query.signingServices'] }],
  ...agreementPages(ids, empty),
  ['palette', '/clients', {}, async (p) => { await p.keyboard.press('Control+k'); await p.keyboard.type('marl'); }], ['not-found', '/clients/cli_01k90000000000000000009999'], ['clients-none', '/clients?search=zzz'],
  ['today-empty', '/', { over: { staff: empty } }], ['clients-empty', '/clients?view=everyone', { over: { staff: empty } }], ['runs-empty', '/runs', { over: { staff: empty } }], ['today-outage', '/', { silent: ['Query.myMoves'] }], ['clients-refused', '/clients', { silent: ['Query.clients'] }],
  ['booking', '/book/harbour-vale/intro', {}, async (p) => { const day = p.locator('[data-day="2026-11-24"]'); if (await day.isVisible()) await day.click(); else await p.getByRole('button', { name: /24 November/ }).click(); await p.getByRole('button', { name: '15:30' }).click(); }],
  ['booking-form', '/book/harbour-vale/intro', {}, async (p) => { await p.getByRole('button', { name: '15:30' }).click(); await p.getByRole('button', { name: 'Continue' }).click(); await p.getByRole('button', { name: /^Book / }).click(); }],
  ['booking-done', '/book/harbour-vale/intro', {}, async (p) => { await p.getByRole('button', { name: '15:30' }).click(); await p.getByRole('button', { name: 'Continue' }).click(); await p.getByLabel('Your name').fill('Marion Marlowe'); await p.getByLabel('Email').fill('marion@marloweboatyard.test'); await p.getByLabel('What does your business do?').fill('Boats'); await p.getByRole('checkbox').check(); await p.getByRole('button', { name: /^Book / }).click(); }],
  ['booking-manage', '/book/harbour-vale/intro?token=a-secret-of-the-mail'],
  ['portal-link', '/portal/link/firm_01k90000000000000000000001/secretsecretsecret'], ['portal-home', '/portal'], ['portal-appointments', '/portal/appointments'], ['portal-projects', '/portal/projects'], ['portal-door', '/portal/door'], ['portal-project', `/portal/projects/${ids.project}`],
  ['portal-request', `/portal/requests/${ids.fileRequest}`], ['portal-request-gone', '/portal/requests/frq_none'], ['portal-files', '/portal/files'], ['portal-files-answer', '/portal/files', {}, async (p) => { await p.getByRole('button', { name: /^Disapprove/ }).first().click(); }], ['portal-files-outage', '/portal/files', { silent: ['Client.files'] }],
  ['portal-request-sending', `/portal/requests/${ids.fileRequest}`, {}, async (p) => { await startSending(p); await p.getByText(/of 18.2 MB/).waitFor(); }],
  ['portal-request-held', `/portal/requests/${ids.fileRequest}`, {}, async (p) => { await startSending(p); await p.getByText(/of 18.2 MB/).waitFor(); await p.getByRole('button', { name: 'Pause Till receipts' }).click(); await p.getByText(/Paused at/).waitFor(); await p.getByRole('button', { name: /I do not have this/ }).first().click(); }],
  ['portal-papers', '/portal/papers'], ['portal-papers-none', '/portal/papers', { over: { portal: { proposals: nothing, agreements: nothing } } }], ['portal-papers-outage', '/portal/papers', { silent: ['Query.proposals'] }],
  ['portal-proposal', `/portal/proposals/${ids.open}`], ['portal-proposal-foot', `/portal/proposals/${ids.open}`, {}, async (p) => { await p.getByRole('radio').last().check(); await p.getByRole('checkbox').first().check(); await p.getByText('Read what you will be asked to sign').click(); await p.getByRole('heading', { name: 'What it costs' }).scrollIntoViewIfNeeded(); }],
  ['portal-proposal-yes', `/portal/proposals/${ids.open}`, {}, async (p) => { await p.getByRole('button', { name: 'Accept' }).click(); }], ['portal-proposal-no', `/portal/proposals/${ids.open}`, {}, async (p) => { await p.getByRole('button', { name: 'No, thank you' }).click(); }],
  ['portal-proposal-done', `/portal/proposals/${ids.open}`, {}, async (p) => { await p.getByRole('button', { name: 'Accept' }).click(); await p.getByRole('button', { name: /^Accept for/ }).click(); await p.getByText('What you took').waitFor(); }],
  ['portal-proposal-accepted', `/portal/proposals/${ids.accepted}`], ['portal-proposal-replaced', `/portal/proposals/${ids.replaced}`], ['portal-proposal-ran-out', `/portal/proposals/${ids.ranOut}`], ['portal-proposal-gone', '/portal/proposals/prp_none'],
  ['portal-sign', `/portal/sign/${ids.toSign}`], ['portal-sign-name', `/portal/sign/${ids.toSign}`, {}, async (p) => { await toName(p); await p.getByLabel('Type your name').fill('Marion Marlowe'); }], ['portal-sign-draw', `/portal/sign/${ids.toSign}`, {}, async (p) => { await toName(p); await p.getByText('Draw it').click(); await draw(p); }],
  ['portal-sign-field', `/portal/sign/${ids.toSign}`, {}, async (p) => { await toName(p); await p.getByText('Draw it').click(); await draw(p); await p.getByLabel('What should stand there').fill('Director'); await p.getByRole('button', { name: 'Next field' }).click(); await p.getByRole('button', { name: 'Next field' }).scrollIntoViewIfNeeded(); }],
  ['portal-sign-agree', `/portal/sign/${ids.toSign}`, {}, async (p) => { await toAgree(p); }], ['portal-sign-done', `/portal/sign/${ids.toSign}`, {}, async (p) => { await toAgree(p); await p.getByRole('checkbox').check(); await p.getByRole('button', { name: 'Sign', exact: true }).click(); await p.getByText('Signed. Thank you.').waitFor(); }],
  ['portal-sign-decline', `/portal/sign/${ids.toSign}`, {}, async (p) => { await p.getByRole('button', { name: 'I do not want to sign' }).click(); }], ['portal-sign-complete', `/portal/sign/${ids.complete}`], ['portal-sign-later', `/portal/sign/${ids.later}`], ['portal-sign-elsewhere', `/portal/sign/${ids.elsewhere}`],
  ['portal-sign-voided', `/portal/sign/${ids.voided}`], ['portal-sign-gone', '/portal/sign/pkt_none'], ['portal-sign-unread', `/portal/sign/${ids.toSign}`, { store: false }],
  ['upload', '/upload/firm.secret'], ['upload-gone', '/upload/gone'], ['shared', '/shared/firm.secret'], ['shared-passcode', '/shared/secret', {}, async (p) => { await p.getByRole('button', { name: 'Download' }).click(); await p.getByLabel('Passcode').waitFor(); }], ['shared-gone', '/shared/gone', {}, async (p) => { await p.getByRole('button', { name: 'Download' }).click(); await p.getByText('taken back').waitFor(); }],
];
const till = join(mkdtempSync(join(tmpdir(), 'firmament-pictures-')), 'till.jpg');
writeFileSync(till, Buffer.alloc(18_200_000, 3));
const toName = async (p) => {
  const go = p.getByRole('button', { name: 'Go on to sign' });
  for (let tries = 0; tries < 60 && !(await go.isEnabled()); tries += 1) { for (const sheet of await p.locator('canvas').all()) await sheet.scrollIntoViewIfNeeded(); await p.evaluate(() => window.scrollTo(0, document.body.scrollHeight)); await p.waitForTimeout(100); }
  await go.click();
  await p.getByText('Where it goes').waitFor();
};
const draw = async (p) => { const box = await p.getByRole('img', { name: /Draw your name/ }).boundingBox(); await p.mouse.move(box.x + 60, box.y + 120); await p.mouse.down(); for (let i = 0; i < 40; i += 1) await p.mouse.move(box.x + 60 + i * 5, box.y + 100 + Math.sin(i / 2) * 40); await p.mouse.up(); };
const toAgree = async (p) => { await toName(p); await p.getByLabel('Type your name').fill('Marion Marlowe'); await p.getByLabel('What should stand there').fill('Director'); await p.getByRole('button', { name: 'Go on', exact: true }).click(); await p.getByRole('checkbox').waitFor(); };
const startSending = async (p) => { await p.route('**/never', () => undefined); await p.getByLabel('File for Till receipts').setInputFiles(till); };
const looks = [['light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }], ['dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }], ['phone', { viewport: { width: 390, height: 844 }, colorScheme: 'light', hasTouch: true, isMobile: true, deviceScaleFactor: 2 }]];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage', '--disable-gpu'] });
let faults = 0;
const say = (...words) => { faults += 1; console.log(...words); };
for (const [name, path, state = {}, act] of pages) {
  if (only.length > 0 && !only.some((one) => name.startsWith(one))) continue;
  const door = await openDoor(state);
  for (const [look, options] of looks) {
    const context = await browser.newContext({ ...options, timezoneId: 'Europe/London', locale: 'en-GB', reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date('2026-11-19T11:18:00Z'));
    page.on('pageerror', (error) => say(name, look, 'crash:', error.message.slice(0, 200)));
    page.on('console', (message) => { if (message.type() === 'error') say(name, look, 'console:', message.text().slice(0, 200)); });
    page.on('request', (request) => { if (!request.url().startsWith(door.url) && !/^(data|blob):/.test(request.url())) say(name, look, 'foreign request:', request.url()); });
    try {
      await page.goto(door.url + path, { waitUntil: 'load' });
      // A page is there when its heading is; pages that ask again by themselves are never idle.
      await page.waitForSelector('h1', { timeout: 30_000 });
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(600);
      if (act) { await act(page); await page.waitForTimeout(500); }
      await page.screenshot({ path: `${folder}/${name}-${look}.png` });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) say(name, look, `scrolls sideways by ${overflow} px`);
      await page.evaluate(axe);
      const found = await page.evaluate(async () => (await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '').slice(0, 120)).join(' | ')}`));
      for (const one of found) say(name, look, 'axe', one);
    } catch (error) { say(name, look, 'failed:', String(error.message).slice(0, 300)); }
    await context.close();
  }
  await door.close();
}
await browser.close();
rmSync(dirname(till), { recursive: true });
console.log(faults === 0 ? 'no fault found' : `${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
