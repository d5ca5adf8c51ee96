import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { ApprovalRuleRowFragmentDoc, ApprovalRulesDocument, RulePeopleDocument, type ApprovalKind, type ApprovalRuleRowFragment } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { PageTrouble, PanelOut, Waiting } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { Delegations } from './Delegations';
import { RuleDrawer } from './RuleDrawer';
import { namesOf, stepWords, whenWords, type RuleNames } from './rule-draft';
import css from './Rules.module.css';

/** Who has to agree to what, in the order in which it is asked, and who decides in whose place. */
export function RulesPage() {
  const { open } = useSearch({ from: '/frame/settings/approvals' });
  const navigate = useNavigate({ from: '/settings/approvals' });
  const may = useMay();
  const page = usePage(ApprovalRulesDocument, {});
  const people = usePage(RulePeopleDocument, {});
  const names = namesOf(people.data);
  const look = (what: string | undefined) => void navigate({ search: { open: what }, replace: open !== undefined });
  const failure = page.failed('invoiceRules');
  const rules = page.data && { INVOICE: page.data.invoiceRules.map((one) => reveal(ApprovalRuleRowFragmentDoc, one)), BILL: page.data.billRules.map((one) => reveal(ApprovalRuleRowFragmentDoc, one)) };
  const chosen = rules && [...rules.INVOICE, ...rules.BILL].find(({ id }) => id === open);
  const kind: ApprovalKind | null = chosen?.kind ?? (open === 'new-invoice' ? 'INVOICE' : open === 'new-bill' ? 'BILL' : null);
  const edits = may('revenue.rule.edit');
  return (
    <Sheet crumbs={[{ label: 'Settings' }, { label: 'Who approves' }]}>
      {failure && !rules ? <PageTrouble failure={failure} what="The rules are" onRetry={page.again} /> : (
        <>
          <PageHead title="Who approves" sentence="The first rule that fits a paper lays its way down; what is on its way keeps it. Nobody approves what they wrote, and nothing is approved by waiting." ruled />
          {!rules && <Waiting label="Rules" rows={6} />}
          {rules && (
            <div className={css.scroll}>
              <Rules title="Invoices" rows={rules.INVOICE} names={names} onOpen={edits ? look : undefined} onNew={edits ? () => look('new-invoice') : undefined} />
              <Rules title="Bills" rows={rules.BILL} names={names} onOpen={edits ? look : undefined} onNew={edits ? () => look('new-bill') : undefined} />
              {!people.data && !people.waiting && <PanelOut what="The people, clients and vendors that rules name" many failure={people.failure} onRetry={() => void people.again()} />}
              {may('revenue.invoice.approve') && <Delegations />}
            </div>
          )}
          {kind && page.data && people.data && edits && <RuleDrawer key={open} rule={chosen ?? null} kind={kind} people={people.data} currency={chosen?.minTotal?.currency ?? page.data.billingSettings.currency} onDone={page.again} onClose={() => look(undefined)} />}
        </>
      )}
    </Sheet>
  );
}

interface RulesProps { title: string; rows: ApprovalRuleRowFragment[]; names: RuleNames; onOpen: ((id: string) => void) | undefined; onNew: (() => void) | undefined }

function Rules({ title, rows, names, onOpen, onNew }: RulesProps) {
  const kind = title === 'Bills' ? 'bill' : 'invoice';
  return (
    <section className={css.part} aria-label={`Rules for ${title.toLowerCase()}`}>
      <div className={css.head}><h2>{title}</h2>{onNew && <Act small label={`New rule for ${title.toLowerCase()}`} onClick={onNew}>New rule</Act>}</div>
      <ol className={css.rules}>
        {rows.map((rule) => (
          <li key={rule.id} data-off={!rule.active || undefined}>
            <div className={css.head}><b className="fm-strong">{rule.name}</b>{!rule.active && <span className="fm-second">No longer asked</span>}{onOpen && <Act small look="ghost" label={`Change: ${rule.name}`} onClick={() => onOpen(rule.id)}>Change</Act>}</div>
            <p>{whenWords(rule, names)}</p>
            <ul>{stepWords(rule, names).map((one, at) => <li key={at} className="fm-second">{one}</li>)}</ul>
          </li>
        ))}
      </ol>
      <p className="fm-second">Where no rule fits, one other person has to agree to the {kind}.</p>
    </section>
  );
}
