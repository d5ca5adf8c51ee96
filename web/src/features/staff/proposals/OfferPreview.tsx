import { useQuery } from '@apollo/client/react';
import { reveal } from '../../../gql/staff';
import { PricedFragmentDoc, QuoteOfferDocument, type PricedFragment, type ProposalLineInput, type ProposalOptionInput } from '../../../gql/staff/graphql';
import { isNothing } from '../../../lib/amounts';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { moneyWords } from '../../../lib/format';
import { Money } from '../../../ui/facts';
import { Refused } from '../../../ui/Trouble';
import { BillPlan, QuoteTable } from '../agreements/QuoteTable';
import { periodWords } from '../agreements/packet-words';
import { fittingChoice, type Chosen, type OfferInput } from './offer-draft';
import css from './Preview.module.css';

interface OfferPreviewProps {
  title: string;
  note: string;
  /** The offer once it rested, or why it cannot be read yet. */
  offer: OfferInput | string;
  /** The last one that could be read stays while another is typed. */
  stale: boolean;
  firm: string;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
}

function usePrice(offer: OfferInput | null, selection: Chosen | null) {
  const { data, previousData, loading, error } = useQuery(QuoteOfferDocument, { variables: { input: offer ? { ...offer, selection } : { currency: 'GBP', options: [] } }, skip: !offer, errorPolicy: 'all' });
  const quote = reveal(PricedFragmentDoc, (data ?? previousData)?.quoteOffer);
  return { quote: error ? null : quote ?? null, waiting: loading, error };
}

/** What the client will see, as they will see it: try what they may choose, and the house says what it costs. */
export function OfferPreview({ title, note, offer, stale, firm, chosen, onChoose }: OfferPreviewProps) {
  const readable = typeof offer === 'string' ? null : offer;
  const choice = readable ? fittingChoice(chosen, readable) : null;
  const { quote, waiting, error } = usePrice(readable, choice);
  const grey = stale || waiting || readable === null;
  return (
    <div className={css.paper}>
      <p className={css.firm}>{firm}</p>
      <h3 className={css.title}>{title.trim() || 'Without a title'}</h3>
      {note.trim() && <p className={css.note}>{note}</p>}
      {typeof offer === 'string' && <p className={css.wait} role="status">{offer} The preview waits for it.</p>}
      {readable && choice && (
        <>
          <Packages offer={readable} choice={choice} onChoose={onChoose} />
          <Quantities offer={readable} choice={choice} onChoose={onChoose} />
          <AddOns offer={readable} choice={choice} onChoose={onChoose} />
        </>
      )}
      {failuresOf(error).length > 0 && <Refused>{refusalWords(error)}</Refused>}
      <div className={css.sum} data-grey={grey || undefined} aria-busy={grey}>{quote && <Sum quote={quote} />}</div>
      <p className="fm-hidden" role="status">{!grey && quote ? `In all ${moneyWords(quote.total.minor, quote.total.currency)}` : ''}</p>
    </div>
  );
}

interface PartProps { offer: OfferInput; choice: Chosen; onChoose: (chosen: Chosen) => void }

function Packages({ offer, choice, onChoose }: PartProps) {
  return (
    <fieldset className={css.packages}>
      <legend className={css.legend}>{offer.options.length > 1 ? 'Choose one' : 'What we offer'}</legend>
      {offer.options.map((option) => (
        <label key={option.key} data-on={option.key === choice.optionKey || undefined}>
          <input type="radio" name="preview-package" checked={option.key === choice.optionKey} onChange={() => onChoose({ ...choice, optionKey: option.key })} />
          <span className={css.name}>{option.name}{option.recommended && offer.options.length > 1 && <em>We recommend this</em>}</span>
          <PackagePrice offer={offer} option={option} />
          {option.description && <small>{option.description}</small>}
          <ul>{option.lines.map((line) => <li key={line.key}>{line.title}{line.description && <small>{line.description}</small>}</li>)}</ul>
        </label>
      ))}
    </fieldset>
  );
}

/** What a package costs by itself, with tax. */
function PackagePrice({ offer, option }: { offer: OfferInput; option: ProposalOptionInput }) {
  const { quote } = usePrice(offer, { optionKey: option.key, addOnKeys: [], quantities: [] });
  if (!quote) return <span className={css.price} />;
  const once = !isNothing(quote.fixedTotal.minor);
  if (!once && quote.recurring.length === 0) return <span className={css.price}>To be confirmed</span>;
  return <span className={css.price}>{once && <span><Money minor={quote.fixedTotal.minor} currency={quote.fixedTotal.currency} /></span>}{quote.recurring.map((often) => <span key={often.period}><Money minor={often.total.minor} currency={often.total.currency} /> {periodWords(often.period)}</span>)}</span>;
}

const least = (line: ProposalLineInput) => line.minQuantity ?? 1;
const most = (line: ProposalLineInput) => line.maxQuantity ?? 1;

function Quantities({ offer, choice, onChoose }: PartProps) {
  const lines = [...(offer.options.find((one) => one.key === choice.optionKey)?.lines ?? []), ...offer.addOns.filter((line) => choice.addOnKeys.includes(line.key))].filter((line) => most(line) > least(line));
  if (lines.length === 0) return null;
  const of = (line: ProposalLineInput) => choice.quantities.find((one) => one.key === line.key)?.quantity ?? line.defaultQuantity ?? Math.max(1, least(line));
  const set = (line: ProposalLineInput, typed: string) => {
    const quantity = Math.min(most(line), Math.max(least(line), Number.parseInt(typed, 10) || 0));
    onChoose({ ...choice, quantities: [...choice.quantities.filter((one) => one.key !== line.key), { key: line.key, quantity }] });
  };
  return (
    <fieldset className={css.quantities}>
      <legend className={css.legend}>How many</legend>
      {lines.map((line) => <label key={line.key}><span>{line.title}<small>{least(line)} to {most(line)}</small></span><input type="number" min={least(line)} max={most(line)} value={of(line)} onChange={(event) => set(line, event.target.value)} /></label>)}
    </fieldset>
  );
}

function AddOns({ offer, choice, onChoose }: PartProps) {
  if (offer.addOns.length === 0) return null;
  const toggle = (key: string) => onChoose({ ...choice, addOnKeys: choice.addOnKeys.includes(key) ? choice.addOnKeys.filter((one) => one !== key) : [...choice.addOnKeys, key] });
  return (
    <fieldset className={css.addOns}>
      <legend className={css.legend}>Add if you like</legend>
      {offer.addOns.map((line) => <label key={line.key}><input type="checkbox" checked={choice.addOnKeys.includes(line.key)} onChange={() => toggle(line.key)} /><span>{line.title}{line.description && <small>{line.description}</small>}</span>{line.unitPriceMinor ? <span className={css.price}><Money minor={line.unitPriceMinor} currency={offer.currency} />{line.period ? ` ${periodWords(line.period)}` : ''}</span> : <span className={css.price}>To be confirmed</span>}</label>)}
    </fieldset>
  );
}

function Sum({ quote }: { quote: PricedFragment }) {
  return (
    <>
      <h4 className={css.legend}>What it costs</h4>
      <QuoteTable quote={quote} label="What the choice costs" />
      <h4 className={css.legend}>What is billed when</h4>
      <BillPlan plan={quote.plan} />
    </>
  );
}
