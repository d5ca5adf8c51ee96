import type { Effect } from '../../../ui/Effects';

interface Issued { total: string; client: string; due: string; ledger: string | null; ledgerKnown: boolean; waitsForLedger: boolean }

/** What issuing an invoice will do, one effect each. What is not known of the ledger is not said. */
export function issueEffects({ total, client, due, ledger, ledgerKnown, waitsForLedger }: Issued): Effect[] {
  return [
    { act: 'Give it the next number of its series', detail: 'The number is its own for ever, also when it is taken back.' },
    { act: 'Write its paper', detail: 'A PDF of the words on this page.' },
    ...(ledger ? [{ act: `Write it into ${ledger}`, detail: waitsForLedger ? 'The client has it once it stands there.' : 'The client does not wait for that.' }] : []),
    ...(ledgerKnown && !ledger ? [{ act: 'Leave the ledger out', detail: 'None is connected.' }] : []),
    { act: `Ask ${client} for ${total}`, detail: `It stands in their portal, to pay by ${due}.` },
  ];
}
