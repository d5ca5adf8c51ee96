import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useId } from 'react';
import type { PortalOfferLineFragment, PortalProposalFragment } from '../../../gql/portal/graphql';
import { quantityOf, step, tick, type Choice } from './choice';
import { discountWords, lineWords, priceWords } from './paper-words';
import type { ShownOffer } from './use-choice';
import css from './Papers.module.css';

interface ChoosingProps { choice: Choice; onChoose: (choice: Choice) => void }
interface PackagesProps extends ChoosingProps { options: ShownOffer['options']; prices: PortalProposalFragment['optionQuotes'] }

/** The packages beside each other, with what is in them and what they cost; exactly one is taken. */
export function Packages({ options, prices, choice, onChoose }: PackagesProps) {
  const name = useId();
  return (
    <fieldset className={css.packages} data-count={options.length}>
      <legend className="fm-hidden">Choose a package</legend>
      {options.map((option) => {
        const price = prices.find(({ key }) => key === option.key)?.quote;
        const chosen = option.key === choice.optionKey;
        return (
          <div key={option.key} className={css.package} data-chosen={chosen || undefined}>
            <label>
              <input type="radio" name={name} value={option.key} checked={chosen} onChange={() => onChoose({ ...choice, optionKey: option.key })} />
              <span className={css.packageName}><b>{option.name}</b>{option.recommended && <small>We suggest this one</small>}</span>
              {price && <span className={css.price}>{priceWords(price)}<small>with tax</small></span>}
              {option.description && <span className={css.small}>{option.description}</span>}
            </label>
            <ul>{option.lines.map((line) => <li key={line.key}><LineFacts line={line} />{chosen && <Quantity line={line} choice={choice} onChoose={onChoose} />}</li>)}</ul>
          </div>
        );
      })}
    </fieldset>
  );
}

/** What can be taken on top, each to be ticked. */
export function AddOns({ addOns, choice, onChoose }: ChoosingProps & { addOns: ShownOffer['addOns'] }) {
  return (
    <ul className={css.addOns}>
      {addOns.map((line) => {
        const taken = choice.addOnKeys.includes(line.key);
        return (
          <li key={line.key}>
            <label className={css.tick}><input type="checkbox" checked={taken} onChange={() => onChoose(tick(choice, line.key))} /><LineFacts line={line} /></label>
            {taken && <Quantity line={line} choice={choice} onChoose={onChoose} />}
          </li>
        );
      })}
    </ul>
  );
}

function LineFacts({ line }: { line: PortalOfferLineFragment }) {
  return (
    <span className={css.facts}>
      <b>{line.title}</b>
      {line.description && <span>{line.description}</span>}
      <span>{lineWords(line)}{line.discount ? `, ${discountWords(line.discount)}` : ''}</span>
    </span>
  );
}

/** One more, one less; left out where there is nothing to decide. */
function Quantity({ line, choice, onChoose }: ChoosingProps & { line: PortalOfferLineFragment }) {
  if (line.minQuantity === line.maxQuantity) return null;
  const count = quantityOf(line, choice);
  return (
    <div className={css.quantity} role="group" aria-label={`How many: ${line.title}`}>
      <button type="button" aria-label={`One less: ${line.title}`} disabled={count <= line.minQuantity} onClick={() => onChoose(step(choice, line, -1))}><IconMinus size={20} aria-hidden /></button>
      <output aria-live="polite">{count}</output>
      <button type="button" aria-label={`One more: ${line.title}`} disabled={count >= line.maxQuantity} onClick={() => onChoose(step(choice, line, 1))}><IconPlus size={20} aria-hidden /></button>
    </div>
  );
}
