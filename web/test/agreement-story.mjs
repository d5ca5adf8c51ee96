// What the firm of the pictures offers and agrees on: letters, clauses, packages, proposals in all states, and packets on their way.
const day = (d, time = '10:15') => `2026-11-${String(d).padStart(2, '0')}T${time}:00.000Z`;
let counter = 0;
const id = (prefix) => `${prefix}_01k8${String(++counter).padStart(22, '0')}`;
const gbp = (minor) => ({ minor: String(minor), currency: 'GBP', decimal: `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}` });
const connection = (nodes) => ({ nodes, edges: [], totalCount: nodes.length, pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } });

const text = (words, ...marks) => ({ type: 'text', text: words, ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}) });
const field = (name) => ({ type: 'mergeField', attrs: { name } });
const paragraph = (...content) => ({ type: 'paragraph', content });
const heading = (level, ...content) => ({ type: 'heading', attrs: { level }, content });

const liability = { type: 'doc', content: [heading(3, text('Liability')), paragraph(text('Our liability under this letter is limited to three times the fees of one year. Nothing here limits what the law does not let us limit.'))] };
const data = { type: 'doc', content: [heading(3, text('Your data')), paragraph(text('We keep what you give us for as long as the law asks, and use it for the work of this letter alone.'))] };
const wording = (versionNo, body, published = true) => ({ id: `clv_01jd8z6k4vfq2a3b4c5d6e7f${versionNo}${body === liability ? 'g' : 'h'}`, version: 1, versionNo, publishedAt: published ? day(versionNo) : null, createdAt: day(versionNo), body });
const clause = (name, versions) => ({ id: id('cls'), version: versions.length, name, createdAt: day(1), versions, current: versions.find((one) => one.publishedAt) ?? null });
const clauses = [clause('Limit of liability', [wording(2, liability), wording(1, liability)]), clause('Your data', [wording(2, data, false), wording(1, data)]), clause('Fees that rise with prices', [wording(3, data, false)])];
const [limit, yours] = [clauses[0].current, clauses[1].current];
const locked = (version, content = version.body.content) => ({ type: 'lockedClause', attrs: { clauseVersionId: version.id }, content });
const letter = (...last) => ({ type: 'doc', content: [
  heading(1, field('agreement.title')), paragraph(text('Between '), field('firm.name'), text(' and '), field('client.displayName'), text(', on '), field('today'), text('.')), heading(2, text('What we do for you')),
  paragraph(text('We do the work below with care, and '), text('tell you early', 'bold'), text(' when something will be late.')), paragraph(field('lines')), paragraph(text('In all '), field('proposal.total'), text(' with tax.')), heading(2, text('What we need from you')),
  { type: 'bulletList', content: ['Your records by the tenth of each month.', 'An answer to our questions within five working days.'].map((words) => ({ type: 'listItem', content: [paragraph(text(words))] })) }, ...last,
] });
const softened = locked(limit, [heading(3, text('Liability')), paragraph(text('Our liability under this letter is limited to ten times the fees of one year.'))]);
const templateVersion = (versionNo, published = true) => ({ id: id('ctv'), version: 1, versionNo, publishedAt: published ? day(versionNo) : null, createdAt: day(versionNo), body: letter(locked(limit), locked(yours)), activation: 'ON_SIGNATURE', termMonths: 12, renewalNoticeDays: 60, obligations: [{ key: 'duty-1', title: 'File the accounts', party: 'FIRM', afterDays: 30, everyMonths: 12, clauseId: null }], published, fields: ['agreement.title', 'firm.name', 'client.displayName', 'today', 'lines', 'proposal.total'] });
const template = (name, versions) => ({ id: id('ctt'), version: 2, name, createdAt: day(1), versions, current: versions.find((one) => one.publishedAt) ?? null });
const templates = [template('Engagement letter', [templateVersion(3, false), templateVersion(2), templateVersion(1)]), template('Letter for one piece of work', [templateVersion(1)]), template('Non-disclosure', [templateVersion(1, false)])];

const line = (key, title, minor, more = {}) => ({ key, title, description: null, minQuantity: 1, maxQuantity: 1, defaultQuantity: 1, unitPrice: minor === null ? null : gbp(minor), timing: 'RECURRING', period: 'MONTH', depositBasisPoints: null, discount: null, taxName: 'VAT', taxBasisPoints: 2000, ...more });
const books = line('books', 'Bookkeeping', 22000, { description: 'Every receipt, every month.' });
const vat = line('vat', 'VAT return', 18000, { period: 'QUARTER' });
const accounts = line('accounts', 'Year-end accounts', 145000, { timing: 'DEPOSIT', period: null, depositBasisPoints: 3000 });
const packages = [['Books', 'Your books kept, month by month.', [books]], ['Books and VAT', 'Books, and each quarter’s return filed for you.', [books, vat]], ['The whole year', 'Books, VAT and the accounts, and a person to call.', [books, vat, accounts]]]
  .map(([name, description, lines]) => ({ id: id('spk'), version: 1, name, description, currency: 'GBP', archivedAt: null, createdAt: day(1), lines }));
const addOns = [line('payroll', 'Payroll, per person', 1250, { maxQuantity: 40, defaultQuantity: 3 }), line('set-up', 'Set-up and a clean start', 35000, { timing: 'ON_ACCEPTANCE', period: null, discount: { basisPoints: 1000, amount: null } })];

function priced(lines, quantities, off) {
  const rows = lines.map((one) => {
    const quantity = quantities.find(({ key }) => key === one.key)?.quantity ?? one.defaultQuantity;
    const base = quantity * Number(one.unitPrice?.minor ?? 0);
    const share = Math.round((base * (one.discount?.basisPoints ?? 0)) / 10_000);
    const discount = share + Math.round(((base - share) * off) / 10_000);
    const net = base - discount;
    const tax = Math.round((net * one.taxBasisPoints) / 10_000);
    return { one, quantity, base, discount, net, tax, gross: net + tax };
  });
  const sum = (of, fits = () => true) => rows.filter(fits).reduce((all, row) => all + of(row), 0);
  const periods = [...new Set(rows.flatMap(({ one }) => (one.timing === 'RECURRING' ? [one.period] : [])))];
  return {
    lines: rows.map(({ one, quantity, base, discount, net, tax, gross }) => ({ key: one.key, title: one.title, quantity, timing: one.timing, period: one.period, taxName: one.taxName, base: gbp(base), discount: gbp(discount), net: gbp(net), tax: gbp(tax), gross: gbp(gross) })),
    net: gbp(sum((row) => row.net)), tax: gbp(sum((row) => row.tax)), total: gbp(sum((row) => row.gross)), fixedTotal: gbp(sum((row) => row.gross, (row) => row.one.timing !== 'RECURRING')),
    recurring: periods.map((period) => ({ period, total: gbp(sum((row) => row.gross, (row) => row.one.period === period)) })),
    plan: rows.flatMap(({ one, gross }) => { const first = Math.round((gross * (one.depositBasisPoints ?? 0)) / 10_000); const bill = (timing, amount) => ({ lineKey: one.key, title: one.title, timing, period: one.period, amount: one.unitPrice ? gbp(amount) : null }); return one.timing === 'DEPOSIT' ? [bill('DEPOSIT', first), bill('ON_COMPLETION', gross - first)] : [bill(one.timing, gross)]; }),
  };
}
const chosen = (offer, { optionKey, addOnKeys = [], quantities = [] }) => priced([...(offer.options.find((one) => one.key === optionKey) ?? offer.options[0]).lines, ...offer.addOns.filter((one) => addOnKeys.includes(one.key))], quantities, offer.discount?.basisPoints ?? 0);
/** What the house answers to an offer that is being written. */
function quoteOffer({ input }) {
  const kept = (one) => line(one.key, one.title, one.unitPriceMinor === null || one.unitPriceMinor === undefined ? null : Number(one.unitPriceMinor), { ...one, defaultQuantity: one.defaultQuantity ?? 1, taxBasisPoints: one.taxBasisPoints ?? 0 });
  const offer = { options: input.options.map((option) => ({ ...option, lines: option.lines.map(kept) })), addOns: input.addOns.map(kept), discount: input.discount };
  return chosen(offer, input.selection ?? { optionKey: (input.options.find((one) => one.recommended) ?? input.options[0]).key });
}

const options = packages.map((one, n) => ({ key: `package-${n + 1}`, name: one.name, description: one.description, recommended: n === 1, lines: one.lines }));
const proposal = (title, state, client, more = {}) => {
  const one = { id: id('prp'), version: 2, title, note: null, currency: 'GBP', revision: 1, replacesId: null, projectId: null, state, templateVersionId: templates[0].current.id, contractBody: null, contractText: letter(locked(limit), locked(yours)), deviationBy: null, deviations: [], answeredBy: null, answeredAt: null, reason: null, expiresOn: '2026-12-04', sentAt: state === 'DRAFT' ? null : day(15), viewedAt: state === 'SENT' || state === 'DRAFT' ? null : day(16), createdAt: day(14), answerable: state === 'SENT' || state === 'VIEWED', client, options, addOns, discount: null, selection: { optionKey: 'package-2', addOnKeys: [], quantities: [] }, agreement: null, ...more };
  return { ...one, quote: chosen(one, one.selection) };
};
const person = (name, order, state, more = {}) => ({ id: id('rcp'), version: 1, contactId: null, role: 'SIGNER', order, name, email: `${name.split(' ')[0].toLowerCase()}@marloweboatyard.test`, state, replacedById: null, reason: null, remindersSent: 0, expiresAt: null, invitedAt: state === 'WAITING' ? null : day(17), viewedAt: ['VIEWED', 'SIGNED', 'DECLINED'].includes(state) ? day(17, '11:20') : null, signedAt: state === 'SIGNED' ? day(17, '11:48') : null, ...more });
const packet = (title, state, client, recipients, more = {}) => ({ id: id('pkt'), version: 3, title, message: 'Please sign by the end of the month.', revision: 1, previousId: null, state, provider: 'BUILT_IN', otherProviders: [], providerRef: 'x', problem: null, remindAfterDays: 3, remindEveryDays: 3, expiresAt: '2026-12-17T23:59:59.000Z', sentAt: state === 'SENDING' || state === 'DRAFT' ? null : day(17), completedAt: state === 'COMPLETED' ? day(18, '09:02') : null, endedBy: null, reason: null, signedLate: false, createdAt: day(17), client, recipients, documents: [{ name: `${title}.pdf`, size: 48_200, download: { url: '#document' } }], signedDownload: state === 'COMPLETED' ? { url: '#signed' } : null, ...more });
const agreed = (versionNo, state, quote, more = {}) => ({ id: id('agv'), version: 1, versionNo, state, proposalId: null, effectiveOn: null, documentSha256: 'ab'.repeat(32), documentSize: 48_200, signedAt: state === 'SIGNED' ? day(18, '09:02') : null, createdAt: day(16), download: { url: '#document' }, changes: [], quote, ...more });
const agreement = (title, status, client, versions, packets, more = {}) => {
  const one = { id: id('agr'), version: 2, title, status, activation: 'ON_SIGNATURE', currency: 'GBP', effectiveOn: null, endsOn: null, signedAt: null, endReason: null, versionInForce: null, createdAt: day(16), client, project: null, versions, packets, obligations: [], inForce: versions.find((version) => version.state === 'SIGNED') ?? null, ...more };
  for (const sent of packets) sent.agreement = one;
  return one;
};

/** The story for these clients. */
export function agreementStory(marlowe, others) {
  const [bakery, brewing, textiles, freight, events] = others;
  const best = { optionKey: 'package-3', addOnKeys: ['payroll'], quantities: [{ key: 'payroll', quantity: 4 }] };
  const quote = chosen({ options, addOns, discount: null }, best);
  const signed = agreement('Books and payroll', 'ACTIVE', bakery, [agreed(2, 'SIGNED', quote, { changes: [{ key: 'payroll', title: 'Payroll, per person', change: 'CHANGED', before: gbp(4500), after: gbp(6000) }, { key: 'accounts', title: 'Year-end accounts', change: 'ADDED', before: null, after: gbp(174000) }] }), agreed(1, 'SUPERSEDED', chosen({ options, addOns, discount: null }, { optionKey: 'package-2' }))],
    [packet('Books and payroll', 'COMPLETED', bakery, [person('Jory Penhallow', 1, 'SIGNED'), person('Ines Calloway', 2, 'SIGNED', { role: 'APPROVER' })])], { effectiveOn: '2026-11-18', endsOn: '2027-11-17', signedAt: day(18, '09:02'), versionInForce: 2 });
  const duty = (title, dueOn, more = {}) => ({ id: id('obl'), version: 1, title, party: 'FIRM', dueOn, everyMonths: null, state: 'OPEN', note: null, clauseId: null, closedAt: null, agreement: signed, client: bakery, ...more });
  signed.obligations = [duty('Tell HMRC that we act for them', '2026-11-18', { state: 'FULFILLED', note: 'Confirmed by post.', closedAt: day(18) }), duty('Send the records of the year', '2026-11-17', { party: 'CLIENT', everyMonths: 12 }), duty('File the year-end accounts', '2027-09-30', { everyMonths: 12, clauseId: clauses[0].id })];
  const partly = agreement('Engagement letter 2027', 'IN_SIGNATURE', marlowe, [agreed(1, 'IN_SIGNATURE', quote, { proposalId: 'prp_x' })], [
    packet('Engagement letter 2027', 'PARTIALLY_SIGNED', marlowe, [person('Marion Marlowe', 1, 'SIGNED'), person('Perce Marlowe', 2, 'REPLACED', { reason: 'His address is misspelt.', email: 'perce@marloweboatyard.test' }), person('Piers Marlowe', 2, 'VIEWED', { remindersSent: 1, invitedAt: day(17, '11:48') }), person('Ines Calloway', 3, 'WAITING', { role: 'APPROVER', email: 'ines@harbour-vale.test' }), person('Dot Lanyon', 3, 'WAITING', { role: 'COPY', email: 'dot@lanyonbooks.test' })], { revision: 2 }),
    packet('Engagement letter 2027', 'DECLINED', marlowe, [person('Marion Marlowe', 1, 'DECLINED', { reason: 'It names the wrong year.' })], { endedBy: 'Marion Marlowe', reason: 'It names the wrong year.', createdAt: day(12) }),
  ]);
  const declined = agreement('Books and VAT', 'IN_SIGNATURE', textiles, [agreed(1, 'DRAFT', quote)], [packet('Books and VAT', 'DECLINED', textiles, [person('Lou Wren', 1, 'DECLINED', { reason: 'The fee for VAT is not what we spoke about.' })], { endedBy: 'Lou Wren', reason: 'The fee for VAT is not what we spoke about.' })]);
  const stuck = agreement('The whole year, from January', 'IN_SIGNATURE', brewing, [agreed(1, 'IN_SIGNATURE', quote)], [packet('The whole year, from January', 'SENDING', brewing, [person('Hana Quill', 1, 'WAITING')], { provider: 'DOCUSIGN', otherProviders: ['BUILT_IN'], problem: 'it did not answer within 30 s' })]);
  const written = agreement('Accounts for the fleet', 'DRAFT', freight, [agreed(1, 'DRAFT', quote)], []);
  const all = [partly, stuck, declined, written, signed, agreement('Books 2025', 'ENDED', events, [agreed(1, 'SIGNED', quote)], [], { effectiveOn: '2025-01-01', endsOn: '2025-12-31', endReason: 'They sold the business', versionInForce: 1 })];
  const proposals = [
    proposal('Accounts and payroll from January', 'DRAFT', marlowe, { note: 'Marion, this is what we spoke about on the slipway.\nThe middle one is what I would take in your place.', expiresOn: '2026-12-11', discount: { basisPoints: 500, amount: null }, contractBody: letter(softened, locked(yours)), contractText: letter(softened, locked(yours)), deviations: [{ clauseVersionId: limit.id, name: 'Limit of liability', kind: 'CHANGED' }] }),
    proposal('Books and VAT for the fleet', 'VIEWED', freight), proposal('Books and payroll', 'ACCEPTED', bakery, { answeredBy: 'Jory Penhallow', answeredAt: day(16, '14:02'), selection: best, agreement: signed }), proposal('Accounts for the nursery', 'ACCEPTED', textiles, { answeredBy: 'Lou Wren', answeredAt: day(17, '08:30'), selection: best }),
    proposal('Books for the season', 'REJECTED', events, { answeredBy: 'Kit Bramble', answeredAt: day(18, '10:00'), reason: 'The board keeps the books itself this season.' }), proposal('Books for the events', 'SUPERSEDED', events), proposal('Books for the events', 'SENT', events, { revision: 2, replacesId: 'prp_x' }),
  ];
  const packets = all.flatMap((one) => one.packets);
  return {
    staff: {
      agreements: (args) => connection(all.filter((one) => (!args.statuses || args.statuses.includes(one.status)) && (!args.endingBy || one.status === 'ACTIVE'))), obligations: (args) => connection(signed.obligations.filter((one) => !args.states || args.states.includes(one.state))), agreement: (args) => all.find((one) => one.id === args.id) ?? null, signaturePackets: (args) => connection(packets.filter((one) => !args.states || args.states.includes(one.state))),
      proposals: (args) => connection(proposals.filter((one) => !args.states || args.states.includes(one.state))), proposal: (args) => proposals.find((one) => one.id === args.id) ?? null, quoteOffer, servicePackages: packages, contractTemplates: templates, contractTemplate: (args) => templates.find((one) => one.id === args.id) ?? null, clauses,
      mergeFields: [['client.displayName', 'Name of the client'], ['client.legalName', 'Legal name of the client'], ['firm.name', 'Name of the firm'], ['proposal.total', 'Total of what was chosen'], ['agreement.title', 'Title of the agreement'], ['today', 'Day on which the text was written'], ['lines', 'The lines that were agreed']].map(([name, label]) => ({ name, label })),
    },
    none: { agreements: connection([]), obligations: connection([]), signaturePackets: connection([]), proposals: connection([]), servicePackages: [], contractTemplates: [], clauses: [] },
    ofMarlowe: { agreements: [partly], proposals: [proposals[0]] },
    ids: { partly: partly.id, stuckPacket: stuck.id, declined: declined.id, written: written.id, signed: signed.id, draftProposal: proposals[0].id, sentProposal: proposals[1].id, acceptedProposal: proposals[3].id, contractTemplate: templates[0].id, clause: clauses[1].id, package: packages[2].id },
  };
}

/** The pages to look at. */
export const agreementPages = (ids, empty) => {
  const click = (name, dialog) => async (p) => { await p.getByRole('button', { name }).first().click(); if (dialog) await p.getByRole('dialog').first().waitFor(); };
  const menu = (button, item) => async (p) => { await p.getByRole('button', { name: button }).first().click(); await p.getByRole('menuitem', { name: item }).click(); await p.getByRole('dialog').waitFor(); };
  return [
    ['agreements', '/agreements'], ['agreements-all', '/agreements?view=all'], ['agreements-back', '/agreements?view=back'], ['agreements-ending', '/agreements?view=ending'], ['agreements-duties', '/agreements?view=duties'], ['agreements-duties-none', '/agreements?view=duties', { over: { staff: empty } }], ['agreement-duty-close', `/agreements/${ids.signed}`, {}, click('Close «Send the records of the year»', true)], ['agreement-duty', `/agreements/${ids.signed}`, {}, click('Add a duty', true)], ['agreements-none', '/agreements', { over: { staff: empty } }], ['agreements-refused', '/agreements?view=all', { silent: ['Query.agreements'] }],
    ['agreement', `/agreements/${ids.partly}`], ['agreement-stuck', `/agreements/${ids.stuckPacket}`], ['agreement-other', `/agreements/${ids.stuckPacket}`, {}, click('Try another service', true)], ['agreement-declined', `/agreements/${ids.declined}`], ['agreement-again', `/agreements/${ids.declined}`, {}, click('Revise and resend', true)],
    ['agreement-written', `/agreements/${ids.written}`], ['agreement-signed', `/agreements/${ids.signed}`], ['agreement-out', `/agreements/${ids.partly}`, { silent: ['Agreement.packets'] }], ['agreement-cancel', `/agreements/${ids.partly}`, {}, menu('More for this agreement', 'Take it back')], ['agreement-extend', `/agreements/${ids.partly}`, {}, menu('More for this agreement', 'Give more time')],
    ['agreement-replace', `/agreements/${ids.partly}`, {}, menu('More for Piers Marlowe', 'Somebody else signs')],
    ['agreement-send', `/agreements/${ids.partly}`, {}, async (p) => { await p.getByRole('button', { name: 'The first time' }).click(); await p.getByRole('dialog').waitFor(); }],
    ['client-agreements', `/clients/${ids.marlowe}?tab=agreements`], ['client-agreements-none', `/clients/${ids.plain}?tab=agreements`],
    ['proposals', '/proposals'], ['proposals-none', '/proposals', { over: { staff: empty } }], ['proposal-new', `/proposals?open=new&client=${ids.marlowe}`],
    ['proposal', `/proposals/${ids.draftProposal}`], ['proposal-send', `/proposals/${ids.draftProposal}`, {}, click('Look and send', true)], ['proposal-agree', `/proposals/${ids.draftProposal}`, {}, click('Look and agree', true)], ['proposal-line', `/proposals/${ids.draftProposal}`, {}, async (p) => { await p.getByRole('button', { name: 'More about Bookkeeping' }).first().click(); await p.getByLabel('Price of VAT return').first().fill('18x'); await p.waitForTimeout(700); }],
    ['proposal-text', `/proposals/${ids.draftProposal}`, {}, async (p) => { await p.getByLabel('Text of the contract for this client').scrollIntoViewIfNeeded(); }],
    ['proposal-sent', `/proposals/${ids.sentProposal}`], ['proposal-accepted', `/proposals/${ids.acceptedProposal}`], ['proposal-write', `/proposals/${ids.acceptedProposal}`, {}, click('Write the agreement', true)],
    ['contract-templates', '/templates/contracts'], ['contract-templates-none', '/templates/contracts', { over: { staff: empty } }], ['contract-template', `/templates/contracts/${ids.contractTemplate}`], ['contract-template-typing', `/templates/contracts/${ids.contractTemplate}`, {}, async (p) => { await p.getByRole('textbox', { name: /^Text of/ }).click(); await p.keyboard.press('Control+End'); await p.keyboard.press('Control+Home'); await p.keyboard.press('End'); await p.keyboard.type(' for {{client.displayName}} and {{client.nme}}'); }],
    ['contract-template-clause', `/templates/contracts/${ids.contractTemplate}`, {}, click('Clause')], ['clauses', '/templates/clauses'], ['clauses-none', '/templates/clauses', { over: { staff: empty } }], ['clause', `/templates/clauses/${ids.clause}`], ['packages', '/templates/packages'], ['package', `/templates/packages/${ids.package}`],
  ];
};
