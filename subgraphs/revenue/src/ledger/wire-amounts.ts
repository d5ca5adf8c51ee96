import { currencyOf, decimalOf, type Currency } from '../invoice/amount.rules.js';
import { LedgerRefused } from './ledger-port.js';

function known(code: string): Currency {
  const currency = currencyOf(code);
  if (currency === null) throw new LedgerRefused('', `The ledger names a currency that does not exist: ${code.slice(0, 10)}.`, 'INVALID');
  return currency;
}

/** An amount as ledgers have it in JSON: a number whose shortest text is exactly the decimal amount. */
export const wireAmount = (minor: bigint, currency: string): number => Number(decimalOf(minor, known(currency)));

/** A ledger's number in whole minor units; what stands behind the currency's last digit is rounded away, for a number may be a hair off. */
export function minorOfWire(amount: number | undefined, currency: string): bigint {
  const [whole = '0', rest = ''] = (amount ?? 0).toFixed(Number(known(currency).exponent)).split('.');
  return BigInt(whole + rest);
}

/** A piece count in thousandths as JSON's number. */
export const wireQuantity = (milli: bigint): number => Number(milli) / 1000;
