import { fill, write, type Letter, type Line } from './letter.rules.js';
import { dayText } from './when.rules.js';

/** To whom a mail about an invoice goes, from whom, and about which. `url` is null for somebody who does not get past the portal's door. */
export interface InvoiceWords { readonly name: string; readonly firmName: string; readonly number: string; readonly url: string | null }

const door: Line = { text: 'The page is in your portal. On a device that is not signed in there, it sends you a sign-in link first.' };
const way = (url: string | null, label: string): Line[] => (url === null ? [{ text: 'Write to us when you want a copy.' }] : [{ link: url, label }, door]);
const values = ({ name, firmName, number }: InvoiceWords): Record<string, string> => ({ name, firm: firmName, number });

/** To whoever is billed: an invoice is out. */
export function invoiceLetter(words: InvoiceWords & { readonly title: string | null; readonly total: string; readonly dueOn: string }): Letter {
  const facts: [string, string][] = [['Invoice', words.number], ...(words.title === null ? [] : [['For', words.title] as [string, string]]), ['Amount', words.total], ['To be paid by', dayText(words.dueOn)]];
  return write({
    subject: fill('Invoice {{number}} from {{firm}}', values(words)), lines: [{ text: fill('Hello {{name}},\nthere is a new invoice for you.', values(words)) }, { facts }, ...way(words.url, 'See the invoice')], signature: words.firmName,
  });
}

/** How late something is, as people say it. Whole days; none or below nothing before the day itself. */
const lateText = (daysLate: number): string => (daysLate <= 0 ? 'is due soon' : daysLate === 1 ? 'is a day late' : `is ${daysLate} days late`);

/** To whoever is billed: something of an invoice is still owed. */
export function reminderLetter(words: InvoiceWords & { readonly balance: string; readonly dueOn: string; readonly daysLate: number }): Letter {
  const filled = { ...values(words), late: lateText(words.daysLate), balance: words.balance };
  return write({
    subject: fill('Reminder: invoice {{number}} {{late}}', filled),
    lines: [{ text: fill('Hello {{name}},\ninvoice {{number}} {{late}}: {{balance}} is left to pay. If you paid in the last days, you need not do anything.', filled) }, { facts: [['Invoice', words.number], ['Left to pay', words.balance], ['To be paid by', dayText(words.dueOn)]] }, ...way(words.url, 'See the invoice')],
    signature: words.firmName,
  });
}

/** To whoever was billed: there is nothing to pay any more. */
export function voidedLetter(words: InvoiceWords): Letter {
  return write({
    subject: fill('Taken back: invoice {{number}}', values(words)),
    lines: [{ text: fill('Hello {{name}},\nwe took invoice {{number}} back. Please do not pay it; there is nothing else for you to do.', values(words)) }], signature: words.firmName,
  });
}

/** To whoever is billed: money came, or went back, and a document says so. */
export function receiptLetter(words: InvoiceWords & { readonly back: boolean; readonly amount: string; readonly invoices: readonly (readonly [label: string, amount: string])[] }): Letter {
  const filled = { ...values(words), amount: words.amount };
  return write({
    subject: fill(words.back ? 'Given back: {{amount}}, {{number}}' : 'Receipt {{number}} for {{amount}}', filled),
    lines: [{ text: fill(words.back ? 'Hello {{name}},\nwe gave {{amount}} back to you.' : 'Hello {{name}},\nthank you: we received {{amount}}.', filled) }, ...(words.invoices.length === 0 ? [] : [{ facts: words.invoices }]), ...way(words.url, words.back ? 'Fetch the document' : 'Fetch the receipt')], signature: words.firmName,
  });
}

/** To whoever was billed: money that was on its way did not come. */
export function failedLetter(words: Omit<InvoiceWords, 'number'> & { readonly amount: string }): Letter {
  const filled = { name: words.name, firm: words.firmName, amount: words.amount };
  return write({
    subject: fill('Your payment of {{amount}} did not come', filled), lines: [{ text: fill('Hello {{name}},\nyour bank did not let the payment of {{amount}} through. What it was for is to be paid again.', filled) }, ...way(words.url, 'See what is to be paid')], signature: words.firmName,
  });
}
