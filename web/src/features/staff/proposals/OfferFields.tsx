import { IconCopy, IconPlus, IconStar, IconStarFilled, IconX } from '@tabler/icons-react';
import { Menu } from '@mantine/core';
import { Act } from '../../../ui/Act';
import { LineFields, DiscountFields } from './LineFields';
import { allLines, blankLine, freeKey, type DraftOption, type OfferDraft } from './offer-draft';
import css from './Proposals.module.css';

interface OfferFieldsProps {
  offer: OfferDraft;
  /** Packages of the firm in this currency, to take copies of. */
  library: readonly { id: string; name: string; option: Omit<DraftOption, 'key'> }[];
  onChange: (offer: OfferDraft) => void;
}

/** The packages to choose from, what can be taken on top, and what is taken off. */
export function OfferFields({ offer, library, onChange }: OfferFieldsProps) {
  const setOption = (key: string, change: Partial<DraftOption>) => onChange({ ...offer, options: offer.options.map((one) => (one.key === key ? { ...one, ...change } : one)) });
  const newLine = () => freeKey('line', allLines(offer));
  const add = (option: Omit<DraftOption, 'key'>) => onChange({ ...offer, options: [...offer.options, { ...option, key: freeKey('package', offer.options), recommended: false }] });
  const recommend = (key: string) => onChange({ ...offer, options: offer.options.map((one) => ({ ...one, recommended: one.key === key && !one.recommended })) });
  const full = offer.options.length >= 5;
  return (
    <>
      <section className={css.part}>
        <h2 className="fm-h2">Packages <span className="fm-quiet">the client takes exactly one</span></h2>
        {offer.options.map((option, at) => (
          <fieldset key={option.key} className={css.option}>
            <legend className="fm-hidden">Package {at + 1}</legend>
            <div className={css.optionHead}>
              <input aria-label={`Name of package ${at + 1}`} maxLength={120} placeholder="Good, better, best" value={option.name} onChange={(event) => setOption(option.key, { name: event.target.value })} />
              <Act small look="ghost" icon={option.recommended ? IconStarFilled : IconStar} onClick={() => recommend(option.key)} label={`${option.recommended ? 'Recommended:' : 'Recommend'} ${option.name || `package ${at + 1}`}`}>{option.recommended ? 'Recommended' : 'Recommend'}</Act>
              <Act look="icon" icon={IconCopy} label={`Another one like ${option.name || `package ${at + 1}`}`} disabled={full} onClick={() => add({ ...option, name: `${option.name} 2` })} />
              <Act look="icon" icon={IconX} label={`Remove ${option.name || `package ${at + 1}`}`} disabled={offer.options.length === 1} onClick={() => onChange({ ...offer, options: offer.options.filter((one) => one.key !== option.key) })} />
            </div>
            <input className={css.said} aria-label={`What package ${at + 1} is for`} maxLength={2000} placeholder="What it is for, in a sentence" value={option.description} onChange={(event) => setOption(option.key, { description: event.target.value })} />
            <LineFields lines={option.lines} currency={offer.currency} of={option.name || `package ${at + 1}`} onChange={(lines) => setOption(option.key, { lines })} newKey={newLine} another="Another line" />
          </fieldset>
        ))}
        <div className={css.adds}>
          <Act small icon={IconPlus} disabled={full} onClick={() => add({ name: '', description: '', recommended: false, lines: [blankLine(newLine(), offer.options.at(-1)?.lines.at(-1))] })}>Blank package</Act>
          {library.length > 0 && <Library library={library} disabled={full} onTake={add} />}
        </div>
      </section>
      <section className={css.part}>
        <h2 className="fm-h2">Add-ons <span className="fm-quiet">can be taken on top of any package</span></h2>
        <LineFields lines={offer.addOns} currency={offer.currency} of="add-ons" onChange={(addOns) => onChange({ ...offer, addOns })} newKey={newLine} another={offer.addOns.length === 0 ? 'An add-on' : 'Another add-on'} />
      </section>
      <section className={css.part}>
        <h2 className="fm-h2">Off the whole</h2>
        <div className={css.lineMore}><DiscountFields whole discount={offer.discount} onChange={(discount) => onChange({ ...offer, discount })} /></div>
        <p className="fm-quiet">A share comes off every line. An amount comes off once, from the lines that do not recur.</p>
      </section>
    </>
  );
}

function Library({ library, disabled, onTake }: { library: OfferFieldsProps['library']; disabled: boolean; onTake: (option: Omit<DraftOption, 'key'>) => void }) {
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-start" width={260}>
      <Menu.Target><Act small icon={IconPlus} disabled={disabled}>From our packages</Act></Menu.Target>
      <Menu.Dropdown>{library.map((one) => <Menu.Item key={one.id} onClick={() => onTake(one.option)}>{one.name}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}
