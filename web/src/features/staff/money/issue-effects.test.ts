import { issueEffects } from './issue-effects';

const issued = { total: '£120.00', client: 'Marlowe', due: 'Fri 4 Dec', ledger: null, ledgerKnown: true, waitsForLedger: true };

it('issuing says what goes to the ledger, whether the client waits for it, and that there is none', () => {
  expect(issueEffects({ ...issued, ledger: 'Xero' })[2]).toEqual({ act: 'Write it into Xero', detail: 'The client has it once it stands there.' });
  expect(issueEffects({ ...issued, ledger: 'Xero', waitsForLedger: false })[2]).toMatchObject({ detail: 'The client does not wait for that.' });
  expect(issueEffects(issued)[2]).toMatchObject({ act: 'Leave the ledger out' });
  expect(issueEffects({ ...issued, ledgerKnown: false }).map((one) => one.act)).toEqual(['Give it the next number of its series', 'Write its paper', 'Ask Marlowe for £120.00']);
});
