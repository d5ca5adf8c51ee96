import { historyOf } from './history';

it('what happened stands in turn, the newest first, with what was said', () => {
  const moments = historyOf({
    createdAt: '2026-11-01T09:00:00.000Z', issuedOn: '2026-11-03', number: 'INV-1', status: 'VOID', voidedAt: '2026-11-06T09:00:00.000Z', reason: 'Twice.', creditNotes: [{ number: 'CN-1', issuedOn: '2026-11-05', reason: 'Too much.' }],
    approvals: [
      { createdAt: '2026-11-02T09:00:00.000Z', endedAt: '2026-11-02T11:00:00.000Z', state: 'APPROVED', askedByName: 'Rana', ruleName: 'All', decisions: [{ byName: 'Tom', approved: true, asksChanges: false, comment: 'Fine.', at: '2026-11-02T11:00:00.000Z' }] },
      { createdAt: '2026-11-01T10:00:00.000Z', endedAt: '2026-11-01T12:00:00.000Z', state: 'VOIDED', askedByName: null, ruleName: 'All', decisions: [] },
    ],
  }, [{ receivedOn: '2026-11-04', state: 'RECEIVED', words: '£10.00 by card' }]);
  expect(moments.map((one) => one.what)).toEqual(['Taken back', 'Credit note CN-1', '£10.00 by card', 'Issued as INV-1', 'Tom agreed', 'Rana asked for approval', 'The approval fell', 'Somebody asked for approval', 'Started']);
  expect(moments[4]).toMatchObject({ said: 'Fine.' });
});
