// What the client of the story was offered and is asked to sign, for pictures of the portal.
const pounds = (minor) => ({ minor: String(minor), currency: 'GBP', decimal: (Number(minor) / 100).toFixed(2) });
const line = (key, title, minor, extra = {}) => ({ key, title, description: null, minQuantity: 1, maxQuantity: 1, defaultQuantity: 1, unitPrice: minor === null ? null : pounds(minor), timing: 'ON_COMPLETION', period: null, depositBasisPoints: null, discount: null, taxName: 'VAT', taxBasisPoints: 2000, ...extra });
const monthly = { timing: 'RECURRING', period: 'MONTH' };
const accounts = (minor, extra) => line('accounts', 'Year-end accounts to 31 December', minor, { timing: 'DEPOSIT', depositBasisPoints: 3000, description: 'For the company and the tax office.', ...extra });
const options = [
  { key: 'good', name: 'Accounts', description: 'What the law asks for.', recommended: false, lines: [accounts(120000)] },
  { key: 'better', name: 'Accounts and VAT', description: 'And the quarters off your hands.', recommended: true, lines: [accounts(120000), line('vat', 'VAT returns', 9500, monthly)] },
  { key: 'best', name: 'All of it', description: 'We also look ahead with you.', recommended: false, lines: [accounts(120000), line('vat', 'VAT returns', 9500, monthly), line('reviews', 'Review meetings in a year', 18000, { timing: 'ON_COMPLETION', minQuantity: 1, maxQuantity: 4, defaultQuantity: 2 })] },
];
const addOns = [line('payroll', 'Payroll', 1200, { ...monthly, description: 'For each person, each month.', maxQuantity: 20 }), line('survey', 'Advice on the slipway grant', null, { timing: 'TO_BE_CONFIRMED', taxBasisPoints: 0, taxName: null })];

// The pictures' own small house: what a selection costs, as the real one would answer.
function quoteOf({ optionKey, addOnKeys = [], quantities = [] }) {
  const taken = [...options.find(({ key }) => key === optionKey).lines, ...addOns.filter(({ key }) => addOnKeys.includes(key))];
  const lines = taken.map((one) => {
    const quantity = quantities.find(({ key }) => key === one.key)?.quantity ?? one.defaultQuantity;
    const net = Number(one.unitPrice?.minor ?? 0) * quantity;
    const tax = net * one.taxBasisPoints / 10_000;
    return { ...one, quantity, base: pounds(net), discount: pounds(0), net: pounds(net), tax: pounds(tax), gross: pounds(net + tax), cents: net + tax };
  });
  const sum = (pick, of = lines) => of.reduce((total, one) => total + Number(pick(one)), 0);
  const again = lines.filter(({ timing }) => timing === 'RECURRING');
  const bill = (one, timing, cents) => ({ lineKey: one.key, title: one.title, timing, period: one.period, amount: cents === null ? null : pounds(cents) });
  const plan = lines.flatMap((one) => (one.timing === 'DEPOSIT' ? [bill(one, 'DEPOSIT', one.cents * 0.3), bill(one, 'ON_COMPLETION', one.cents * 0.7)] : [bill(one, one.timing, one.timing === 'TO_BE_CONFIRMED' ? null : one.cents)]));
  return {
    lines, net: pounds(sum(({ net }) => net.minor)), tax: pounds(sum(({ tax }) => tax.minor)), total: pounds(sum(({ cents }) => cents)), fixedTotal: pounds(sum(({ cents }) => cents, lines.filter(({ timing }) => timing !== 'RECURRING'))),
    recurring: again.length > 0 ? [{ period: 'MONTH', total: pounds(sum(({ cents }) => cents, again)) }] : [], plan,
  };
}

const p = (...content) => ({ type: 'paragraph', content });
const words = (text, marks) => ({ type: 'text', text, ...(marks ? { marks: marks.map((type) => ({ type })) } : {}) });
const field = (name) => ({ type: 'mergeField', attrs: { name } });
const contractText = { type: 'doc', content: [
  { type: 'heading', attrs: { level: 1 }, content: [words('Letter of engagement')] }, p(words('Between Harbour & Vale Advisory and '), field('client.displayName'), words('.')),
  { type: 'heading', attrs: { level: 2 }, content: [words('What we do')] }, p(field('lines')), { type: 'bulletList', content: [{ type: 'listItem', content: [p(words('We keep to the dates of the tax office.'))] }, { type: 'listItem', content: [p(words('You send us what we ask for in time.'))] }] },
  { type: 'lockedClause', attrs: { clauseVersionId: 'clv_x' }, content: [p(words('Our liability is limited', ['bold']), words(' to the fees of one year.'))] },
] };
const base = { version: 3, note: 'Marion, this is what we spoke about on Tuesday. The middle one is what we would take.', currency: 'GBP', revision: 1, state: 'VIEWED', answeredBy: null, answeredAt: null, reason: null, expiresOn: '2026-12-04', sentAt: '2026-11-18T10:00:00.000Z', viewedAt: '2026-11-18T19:00:00.000Z', answerable: true, contractText, options, addOns, discount: null };
const usual = { optionKey: 'better', addOnKeys: [], quantities: [] };
const withPrice = (proposal, selection = usual) => ({ ...base, optionQuotes: options.map(({ key }) => ({ key, quote: quoteOf({ optionKey: key }) })), selection, quote: quoteOf(selection), ...proposal });
const answered = { answerable: false, answeredBy: 'Marion Marlowe', answeredAt: '2026-11-19T11:02:00.000Z' };
export const paperIds = { open: 'prp_01k90000000000000000000001', accepted: 'prp_01k90000000000000000000002', replaced: 'prp_01k90000000000000000000003', ranOut: 'prp_01k90000000000000000000004', toSign: 'pkt_01k90000000000000000000001', signed: 'pkt_01k90000000000000000000002', complete: 'pkt_01k90000000000000000000003', later: 'pkt_01k90000000000000000000004', elsewhere: 'pkt_01k90000000000000000000005', voided: 'pkt_01k90000000000000000000006' };
const proposals = [
  withPrice({ id: paperIds.open, title: 'Your accounts and VAT in 2027' }), withPrice({ id: paperIds.accepted, title: 'Payroll from January', state: 'ACCEPTED', ...answered }, { optionKey: 'best', addOnKeys: ['payroll'], quantities: [{ key: 'payroll', quantity: 4 }] }),
  withPrice({ id: paperIds.replaced, title: 'Your accounts in 2027', state: 'SUPERSEDED', answerable: false }), withPrice({ id: paperIds.ranOut, title: 'Advice on the lease of the yard', state: 'EXPIRED', answerable: false, expiresOn: '2026-10-30' }),
];

const person = (name, state, more = {}) => ({ id: `rcp_${name.slice(0, 3)}`, name, role: 'SIGNER', order: 1, state, isMe: name === 'Marion Marlowe', ...more });
const place = (index, kind, y, more = {}) => ({ index, document: 0, page: 2, x: 60, y, width: 200, height: 44, kind, required: true, value: null, ...more });
const paper = (name) => ({ id: '0', name, sha256: name.padEnd(64, '0'), pages: 2, size: 48_000, download: { url: '/store/page.pdf', expiresAt: '2026-11-19T11:28:00.000Z' } });
const signing = (packetId, title, more = {}) => ({
  id: `rcp_${packetId.slice(-4)}`, packetId, role: 'SIGNER', state: 'VIEWED', packetState: 'SENT', mayActNow: true, whyNotYet: null, where: 'HERE', wayThere: null, title, message: 'As we agreed on Tuesday.', expiresAt: '2026-12-11T17:00:00.000Z', consent: `I have read «${title}» and sign it electronically. My electronic signature binds me as one by hand.`,
  documents: [paper(`${title}.pdf`)], fields: [place(0, 'SIGNATURE', 640), place(1, 'DATE', 700, { height: 24, width: 120 }), place(2, 'TEXT', 560, { height: 28, width: 260 })], people: [person('Marion Marlowe', 'VIEWED'), person('Tom Okafor', 'WAITING', { order: 2 }), person('Dot Lanyon', 'WAITING', { role: 'COPY', order: 3 })],
  signedAt: null, declinedReason: null, signedDownload: null, certificateDownload: null, ...more,
});
const after = { mayActNow: false, state: 'SIGNED', signedAt: '2026-11-19T11:10:00.000Z', packetState: 'PARTIALLY_SIGNED', people: [person('Marion Marlowe', 'SIGNED'), person('Tom Okafor', 'INVITED', { order: 2 })] };
const signings = [
  signing(paperIds.toSign, 'Letter of engagement 2027'), signing(paperIds.signed, 'Payroll agreement', after), signing(paperIds.complete, 'Letter of engagement 2026', { ...after, packetState: 'COMPLETED', people: [person('Marion Marlowe', 'SIGNED'), person('Tom Okafor', 'SIGNED', { order: 2 })] }),
  signing(paperIds.later, 'Loan of the crane', { mayActNow: false, state: 'WAITING', whyNotYet: 'It is not your turn yet: somebody signs before you.', people: [person('Piers Marlowe', 'VIEWED'), person('Marion Marlowe', 'WAITING', { order: 2 })] }),
  signing(paperIds.elsewhere, 'Lease of the yard', { mayActNow: false, state: 'INVITED', where: 'ELSEWHERE', fields: [], wayThere: 'It is signed at a signing service, which has sent you the way by mail.' }), signing(paperIds.voided, 'Letter of engagement, first draft', { mayActNow: false, packetState: 'VOIDED', state: 'INVITED' }),
];
const packetRow = (one) => ({ id: one.packetId, title: one.title, state: one.packetState, revision: 1, sentAt: '2026-11-18T10:00:00.000Z', completedAt: one.packetState === 'COMPLETED' ? '2026-01-15T10:00:00.000Z' : null, recipients: one.people, documents: one.documents, signedDownload: { url: '#signed' } });
const agreement = (id, title, status, packetId, more = {}) => ({ id, title, status, effectiveOn: null, endsOn: null, signedAt: null, packets: signings.filter((one) => one.packetId === packetId).map(packetRow), ...more });
const agreements = [agreement('agr_1', 'Letter of engagement 2027', 'IN_SIGNATURE', paperIds.toSign), agreement('agr_2', 'Letter of engagement 2026', 'ACTIVE', paperIds.complete, { effectiveOn: '2026-01-15', endsOn: '2027-01-14' })];

/** What the portal answers about papers. */
export function paperRoots({ connection, refused, action }) {
  const found = (all, key, wanted) => all.find((one) => one[key] === wanted) ?? refused('NOT_FOUND', null);
  return {
    proposals: connection(proposals), agreements: connection(agreements), proposal: ({ id }) => found(proposals, 'id', id), proposalQuote: ({ selection }) => quoteOf(selection), viewProposal: proposals[0], chooseProposal: ({ input }) => withPrice({ id: paperIds.open, title: proposals[0].title }, input.selection),
    acceptProposal: ({ input }) => withPrice({ id: paperIds.open, title: proposals[0].title, state: 'ACCEPTED', ...answered }, input.selection), rejectProposal: ({ input }) => withPrice({ id: paperIds.open, title: proposals[0].title, state: 'REJECTED', reason: input.reason, ...answered }),
    mySigning: ({ packetId }) => found(signings, 'packetId', packetId), signaturePacket: ({ id }) => packetRow(found(signings, 'packetId', id)), viewSigning: signings[0], signPacket: ({ input }) => ({ ...signings.find(({ packetId }) => packetId === input.packetId), ...after }),
    declineSigning: ({ input }) => ({ ...signings[0], mayActNow: false, state: 'DECLINED', packetState: 'DECLINED', declinedReason: input.reason }),
    todo: [action('Letter of engagement 2027', 18, { kind: 'SIGNATURE', why: 'Read it and sign.', dueOn: '2026-12-11', href: `/portal/sign/${paperIds.toSign}` }), action('Your accounts and VAT in 2027', 18, { kind: 'PROPOSAL', why: 'Choose one of 3 packages.', dueOn: '2026-12-04', href: `/portal/proposals/${paperIds.open}` })],
  };
}
