import { IconBuilding, IconPencil, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { InvoicePlanPageDocument, PlanAgreementDocument, type InvoicePlanPageQuery } from '../../../gql/staff/graphql';
import { dayWords, instant, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Money } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Facts, Section, Split } from '../../../ui/Rail';
import { Sheet } from '../../../ui/Shell';
import { MoveWord, Status } from '../../../ui/Status';
import { PageTrouble, Waiting } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { AdjustPlanDrawer } from './AdjustPlanDrawer';
import { PauseDialog, ResumeDialog } from './PlanDialogs';
import { planStanding, planWhen } from './plan-words';
import css from './Money.module.css';

export type PlanRecord = NonNullable<InvoicePlanPageQuery['invoicePlan']>;

/** What will be billed for an agreement: what stands on invoices, what comes next, and what holds it up. */
export function PlanPage() {
  const { agreementId } = useParams({ from: '/frame/money/plans/$agreementId' });
  const page = usePage(InvoicePlanPageDocument, { agreementId }, { everyMs: 20_000 });
  const agreement = usePage(PlanAgreementDocument, { agreementId }).data?.agreement;
  const [asking, setAsking] = useState<'pause' | 'resume' | 'adjust' | null>(null);
  const may = useMay()('revenue.plan.create');
  const plan = page.data?.invoicePlan;
  const crumbs = [{ label: 'Money', to: '/money' }, { label: 'Plans', to: '/money/plans' }];
  if (page.waiting) return <Sheet crumbs={[...crumbs, { label: 'Plan' }]}><Waiting label="Plan" /></Sheet>;
  if (!plan) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('invoicePlan') ?? (page.data ? null : page.failure)} what="Plans are" onRetry={page.again} /></Sheet>;
  const close = () => setAsking(null);
  const title = agreement?.title ?? plan.items[0]?.title ?? 'Plan';
  return (
    <Sheet crumbs={[...crumbs, ...(plan.client?.displayName ? [{ label: plan.client.displayName, to: `/clients/${plan.client.id}` }] : []), { label: title }]}>
      <PageHead
        ruled title={`Plan, ${title}`} status={plan.pausedOn ? <MoveWord tone="ours" icon="player-pause" words="Paused" filled /> : undefined}
        sentence={plan.pausedOn ? `Paused since ${dayWords(plainDate(plan.pausedOn), 'UTC')}: «${plan.pauseReason ?? ''}». It drafts nothing by itself.` : `${planStanding(plan.items)}. It drafts what is due by itself.`}
        facts={[plan.client?.displayName && <><IconBuilding aria-hidden /><Go to={`/clients/${plan.client.id}`} className="fm-link">{plan.client.displayName}</Go></>]}
        plain={may ? [<Act key="adjust" icon={IconPencil} onClick={() => setAsking('adjust')}>Change by hand</Act>] : []}
        primary={may && (plan.pausedOn ? <Act look="primary" icon={IconPlayerPlay} onClick={() => setAsking('resume')}>Let it go on</Act> : <Act icon={IconPlayerPause} onClick={() => setAsking('pause')}>Pause</Act>)}
      />
      <Split padded reads railLabel="About this plan" rail={<PlanRail plan={plan} agreement={agreement} />}>
        <div className={css.head}><h2>What is billed</h2></div>
        <ul className={css.list}>{plan.items.map((item) => <PlanItem key={item.id} item={item} />)}</ul>
      </Split>
      {asking === 'pause' && <PauseDialog plan={plan} onChanged={page.again} onClose={close} />}
      {asking === 'resume' && <ResumeDialog plan={plan} onChanged={page.again} onClose={close} />}
      {asking === 'adjust' && <AdjustPlanDrawer plan={plan} onChanged={page.again} onClose={close} />}
    </Sheet>
  );
}

function PlanItem({ item }: { item: PlanRecord['items'][number] }) {
  return (
    <li>
      <span><b className="fm-strong">{item.title}</b> <span className="fm-second">{planWhen(item)}</span></span>
      <span>{item.amount ? <Money minor={item.amount.minor} currency={item.amount.currency} /> : <span className="fm-quiet">To be confirmed</span>}</span>
      {item.explanation && <small>{item.explanation}</small>}
      {item.invoice && <small><Go to={`/money/invoices/${item.invoice.id}`} className="fm-link">{item.invoice.number ?? 'Its invoice'}</Go> <Status machine="invoice" state={item.invoice.status} /></small>}
    </li>
  );
}

function PlanRail({ plan, agreement }: { plan: PlanRecord; agreement: { id: string; title: string } | null | undefined }) {
  return (
    <>
      <Section title="The agreement">
        <Facts facts={[
          ['Agreement', agreement ? <Go key="agreement" to={`/agreements/${agreement.id}`} className="fm-link">{agreement.title}</Go> : 'Not available'], ['Counts from', dayWords(plainDate(plan.effectiveOn), 'UTC')], ['Made', dayWords(instant(plan.createdAt))], ['Changed by', plan.agreementVersionNo ? `Version ${plan.agreementVersionNo}` : 'Nothing yet'],
          ...(plan.projectId ? [['Project', <Go key="project" to={`/projects/${plan.projectId}`} className="fm-link">Open it</Go>] as const] : []),
        ]} />
      </Section>
      <Section title="Fixed of it, with tax"><p className="fm-num">{moneyWords(plan.fixedTotal.minor, plan.fixedTotal.currency)}</p><p className="fm-quiet">Amounts are changed by a signed change of the agreement alone.</p></Section>
    </>
  );
}
