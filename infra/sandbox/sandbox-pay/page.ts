import type { Charge } from './server.js';

const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const amountOf = ({ amount, currency }: Charge): string => {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};
const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:16px/1.5 system-ui;max-width:26rem;margin:3rem auto;padding:0 1rem}button{display:block;width:100%;padding:.7rem;margin:.5rem 0;font:inherit}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`;

/** The page at which people pay. No card is asked for: a button says how it goes. */
export const checkoutPage = (one: Charge): string => page('Sandbox Pay', `<p>${plain(one.description)}</p><p><strong>${amountOf(one)}</strong></p><form method="post">
<button name="how" value="card">Pay by card</button><button name="how" value="debit">Pay by direct debit</button><button name="how" value="declined">Pay with a card that is declined</button><button name="how" value="cancel">Do not pay</button></form>`);

/** The same page once there is nothing to do any more. */
export const donePage = (one: Charge): string => page('Sandbox Pay', `<p>${plain(one.description)}</p><p>This payment is ${one.status}.</p><p><a href="${plain(one.returnUrl)}">Back</a></p>`);
