import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { BillingPageDocument, BillingWordsFragmentDoc, BillRulesDocument, ChangeBillingSettingsDocument, ChangeBillSettingsDocument, type BillingWordsFragment, type BillRulesQuery, type RebillRule } from '../../../gql/staff/graphql';
import { basisPointsOf, typedShare } from '../../../lib/amounts';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Field, PickField, TextField } from '../../../ui/Field';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { useTell } from '../../../ui/Told';
import { PageTrouble, PanelOut, Refused, Waiting } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { changeOf, draftOf, isFault, type BillingDraft } from './billing-draft';
import css from './Billing.module.css';

/** How the firm bills: what stands on its papers, how they are numbered, and when they go out. */
export function BillingPage() {
  const page = usePage(BillingPageDocument, {});
  const may = useMay();
  const settings = reveal(BillingWordsFragmentDoc, page.data?.billingSettings);
  return (
    <Sheet crumbs={[{ label: 'Settings' }, { label: 'Billing' }]}>
      {!settings && !page.waiting ? <PageTrouble failure={page.failure} what="How the firm bills is" onRetry={page.again} /> : (
        <>
          <PageHead title="Billing" sentence="What stands on your invoices, how they are numbered, and when they go out. What is out stays as it is." ruled />
          {!settings && <Waiting label="Billing" rows={6} />}
          {settings && (
            <div className={css.scroll}>
              <BillingForm key={settings.version} settings={settings} mayEdit={may('revenue.settings.edit')} onChanged={() => void page.again()} />
              {may('revenue.bill.view') && <BillRules mayEdit={may('revenue.settings.edit')} />}
            </div>
          )}
        </>
      )}
    </Sheet>
  );
}

function BillingForm({ settings, mayEdit, onChanged }: { settings: BillingWordsFragment; mayEdit: boolean; onChanged: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(settings));
  const [local, setLocal] = useState<{ field: string; words: string } | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const [change, { loading }] = useMutation(ChangeBillingSettingsDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const fault = failuresOf(refused)[0];
  const wrong = (name: keyof BillingDraft) => (local?.field === name ? local.words : fault?.field === `input.${name === 'batchCap' ? 'batchCapMinor' : name}` ? fault.words : null);
  const set = (some: Partial<BillingDraft>) => { setDraft({ ...draft, ...some }); setLocal(null); setRefused(null); };
  const line = (name: Exclude<keyof BillingDraft, 'waitsForLedger'>) => ({ value: draft[name], wrong: wrong(name), readOnly: !mayEdit, onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }) });
  const save = async () => {
    const input = changeOf(draft, settings);
    if (isFault(input)) { setLocal(input); return; }
    const { data, error } = await change({ variables: { input } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.changeBillingSettings) { setRefused(error); if (failuresOf(error).some(({ reason }) => reason === 'STALE_VERSION')) onChanged(); return; }
    tell.done('Saved', 'It holds for what goes out from now on.');
    onChanged();
  };
  const isShown = Object.keys(draft).some((name) => wrong(name as keyof BillingDraft) !== null);
  return (
    <form className={css.form} noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <h2>On your papers</h2>
      <Field label="Name" {...line('sellerName')} maxLength={200} />
      <TextField label="Address" optional {...line('sellerAddress')} maxLength={500} />
      <Field label="Tax number" optional {...line('sellerTaxNumber')} maxLength={50} />
      <TextField label="How clients pay" optional help="Stands on each invoice and beside it in the portal: your bank, and what to name." {...line('paymentWords')} maxLength={2000} />
      <h2>Numbers and days</h2>
      <div className={css.pair}><Field label="Invoice numbers begin with" {...line('invoiceSeries')} maxLength={20} /><Field label="Credit notes begin with" {...line('creditSeries')} maxLength={20} /></div>
      <p className="fm-second">Each beginning counts for itself, from 1, without a gap.</p>
      <Field label="Days to pay" inputMode="numeric" {...line('termsDays')} />
      <Field label="Reminders, days after the last day to pay" optional help="Such as 3, 10, 24. Each goes to whoever receives invoices, and none once it is paid." {...line('dunningDays')} maxLength={60} />
      <h2>Going out</h2>
      <label className={css.check}><input type="checkbox" checked={draft.waitsForLedger} disabled={!mayEdit} onChange={(event) => set({ waitsForLedger: event.target.checked })} />An invoice is out only once the ledger has it</label>
      <Field label={`At most approved in one go, ${settings.batchCap.currency}`} inputMode="decimal" {...line('batchCap')} />
      {!isShown && <Refused>{refusalWords(refused)}</Refused>}
      {mayEdit && <div><Act look="primary" type="submit" busy={loading}>Save</Act></div>}
    </form>
  );
}

const rules: Readonly<Record<RebillRule, string>> = { ALWAYS: 'All that name a client', WHEN_MARKED: 'Those that are marked', NEVER: 'None' };

/** Which lines of bills are billed to clients again, and what is added. */
function BillRules({ mayEdit }: { mayEdit: boolean }) {
  const page = usePage(BillRulesDocument, {});
  const settings = page.data?.billSettings;
  if (!settings) return page.waiting ? <Waiting label="Bills" rows={2} /> : <PanelOut what="How bills are taken in" failure={page.failure} onRetry={page.again} />;
  return <BillRulesForm key={settings.version} settings={settings} mayEdit={mayEdit} onChanged={() => void page.again()} />;
}

function BillRulesForm({ settings, mayEdit, onChanged }: { settings: BillRulesQuery['billSettings']; mayEdit: boolean; onChanged: () => void }) {
  const [rebill, setRebill] = useState(settings.rebill);
  const [markup, setMarkup] = useState(typedShare(settings.rebillMarkup));
  const [refused, setRefused] = useState('');
  const [change, { loading }] = useMutation(ChangeBillSettingsDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const save = async () => {
    const rebillMarkup = basisPointsOf(markup);
    if (rebillMarkup === null) { setRefused(`«${markup}» is no share of 0 to 100 percent.`); return; }
    const { data, error } = await change({ variables: { input: { rebill, rebillMarkup, ifVersion: settings.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.changeBillSettings) { setRefused(refusalWords(error)); return; }
    tell.done('Saved', 'What waits to be billed again stays as it is.');
    onChanged();
  };
  return (
    <form className={css.form} noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <h2>Costs for clients</h2>
      <div className={css.pair}>
        <PickField label="Billed to clients again" value={rebill} disabled={!mayEdit} onChange={(event) => { setRebill(event.target.value as RebillRule); setRefused(''); }}>{Object.entries(rules).map(([key, words]) => <option key={key} value={key}>{words}</option>)}</PickField>
        <Field label="Added then, percent" inputMode="decimal" readOnly={!mayEdit} value={markup} onChange={(event) => { setMarkup(event.target.value); setRefused(''); }} />
      </div>
      <Refused>{refused}</Refused>
      {mayEdit && <div><Act type="submit" busy={loading}>Save costs for clients</Act></div>}
    </form>
  );
}
