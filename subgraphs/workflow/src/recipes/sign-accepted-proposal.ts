import type { StepDocument, WorkflowDocument } from '../definition/document.types.js';

const templated = 'event.data.templateVersionId != null';
const tomorrow = "addDays(dateIn(now, 'UTC'), 1)";
/** The first news of the agreement, whichever it is: in force, signed and waiting for its first payment, or changed. */
const news = (type: string): string => `steps.signed != null && steps.signed.outcome == 'EVENT' && steps.signed.event.type == 'agreements.agreement.${type}'`;
const inForce = "steps.inForce != null && steps.inForce.outcome == 'EVENT'";

/** What an agreement says of its bills, as a plan takes it. */
const planOf = (step: 'signed' | 'inForce') => ({
  agreementId: `steps.${step}.event.data.agreementId`, effectiveOn: `steps.${step}.event.data.effectiveOn`, fixedTotal: `steps.${step}.event.data.fixedTotal`, items: `steps.${step}.event.data.plan`,
});
const newPlan = (step: 'signed' | 'inForce') => ({ ...planOf(step), clientId: `steps.${step}.event.data.clientId`, projectId: `steps.${step}.event.data.projectId` });

/** From the yes to documents that are with the people who sign. */
const goOut: StepDocument[] = [
  {
    key: 'contract', name: 'Write the contract', icon: 'file-text', kind: 'action', action: 'draftAgreementFromProposal', dependsOn: [], when: templated,
    input: { proposalId: 'event.data.proposalId' }, words: "'From what ' + event.data.acceptedBy + ' chose'",
  },
  {
    key: 'write', name: 'Ask for a contract', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: [], when: 'event.data.templateVersionId == null',
    input: { clientId: 'event.data.clientId', title: "'Write the contract: ' + event.data.title", kind: "'STAFF'", assigneeRole: "'OWNER'", dueOn: tomorrow },
    words: "'No template says what it is written from'",
  },
  { key: 'packet', name: 'Put the documents together', icon: 'files', kind: 'action', action: 'createPacket', dependsOn: ['contract'], when: 'steps.contract != null', input: { agreementIds: ['steps.contract.id'] }, words: "'For all who sign for the client'" },
  { key: 'send', name: 'Send them out for signing', icon: 'send', kind: 'action', action: 'sendPacket', dependsOn: ['packet'], when: 'steps.packet != null', input: { packetId: 'steps.packet.id' }, words: "'On its way'" },
];

/**
 * The wait is for the agreement and not for the documents: what was declined or ran out goes out again as other documents of the same agreement,
 * and the same run goes on when those are signed.
 */
const untilSigned: StepDocument[] = [
  {
    key: 'signed', name: 'Wait until all have signed', icon: 'signature', kind: 'waitForEvent', event: ['agreements.agreement.activated', 'agreements.agreement.signed', 'agreements.agreement.amended'], since: 'RUN', dependsOn: ['send'],
    when: 'steps.send != null', match: 'event.data.proposalId', eventKey: 'event.data.proposalId', deadline: "now + duration('4320h')",
    words: "steps.signed.outcome == 'DEADLINE' ? 'Not signed in half a year' : 'Signed by all'",
  },
  {
    key: 'chase', name: 'Ask what becomes of it', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: ['signed'], when: "steps.signed != null && steps.signed.outcome == 'DEADLINE'",
    input: { clientId: 'event.data.clientId', title: "'Never signed, decide what becomes of it: ' + event.data.title", kind: "'STAFF'", assigneeRole: "'OWNER'", dueOn: tomorrow }, words: "'Task for the owner'",
  },
];

/**
 * Where the template asks for the first payment before anything begins: it is billed, and the first invoice of the agreement that is paid brings it into force.
 * The wait begins with the plan and not after it, so that no payment comes before its turn. Money that came by a way of its own is somebody's word on the agreement's page.
 */
const untilPaid: StepDocument[] = [
  { key: 'planFirst', name: 'Lay out what will be billed, before the first payment', icon: 'calendar-dollar', kind: 'action', action: 'createInvoicePlan', dependsOn: ['signed'], when: `${news('signed')} && size(steps.signed.event.data.plan) > 0`, input: newPlan('signed'), words: "'The first invoice is drafted'" },
  {
    key: 'paid', name: 'Wait for the first payment', icon: 'cash', kind: 'waitForEvent', event: ['revenue.invoice.paid', 'agreements.agreement.activated'], dependsOn: ['signed'], when: news('signed'),
    match: 'steps.signed.event.data.agreementId', eventKey: 'event.data.agreementId', deadline: "now + duration('2160h')", words: "steps.paid.outcome == 'DEADLINE' ? 'Not paid in ninety days' : 'The first payment is there'",
  },
  { key: 'activate', name: 'Bring the agreement into force', icon: 'circle-check', kind: 'action', action: 'activateAgreement', dependsOn: ['paid'], when: "steps.paid != null && steps.paid.outcome == 'EVENT' && steps.paid.event.type == 'revenue.invoice.paid'", input: { agreementId: 'steps.signed.event.data.agreementId' }, words: "'Paid'" },
  {
    key: 'unpaid', name: 'Ask what becomes of it', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: ['paid'], when: "steps.paid != null && steps.paid.outcome == 'DEADLINE'",
    input: { clientId: 'event.data.clientId', title: "'Signed and not paid, decide what becomes of it: ' + event.data.title", kind: "'STAFF'", assigneeRole: "'OWNER'", dueOn: tomorrow }, words: "'Task for the owner'",
  },
];

/** In force: the work begins, the client is served, and the bills are laid out. */
const begin: StepDocument[] = [
  {
    key: 'inForce', name: 'Wait until it is in force', icon: 'hourglass', kind: 'waitForEvent', event: 'agreements.agreement.activated', since: 'RUN', dependsOn: ['planFirst'], when: `${news('activated')} || ${news('signed')}`,
    match: 'event.data.proposalId', eventKey: 'event.data.proposalId', deadline: "now + duration('4320h')", words: "steps.inForce.outcome == 'DEADLINE' ? 'Never paid' : 'In force'",
  },
  {
    key: 'project', name: 'Let the work begin', icon: 'circle-dot', kind: 'action', action: 'activateProjectForAgreement', dependsOn: ['inForce'], when: `${inForce} && steps.inForce.event.data.projectId != null`,
    input: {
      clientId: 'steps.inForce.event.data.clientId', projectId: 'steps.inForce.event.data.projectId', agreementId: 'steps.inForce.event.data.agreementId', effectiveOn: 'steps.inForce.event.data.effectiveOn', planFollows: 'size(steps.inForce.event.data.plan) > 0',
    },
    words: "steps.project.outcome == 'BEGUN' ? 'Begun' : steps.project.outcome == 'GOES_ON' ? 'It had begun already' : 'The project has ended'",
  },
  {
    key: 'decide', name: 'Ask what becomes of the ended project', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: ['project'], when: "steps.project != null && steps.project.outcome == 'ENDED'",
    input: { clientId: 'steps.inForce.event.data.clientId', title: "'Signed, but its project has ended: ' + event.data.title", kind: "'STAFF'", assigneeRole: "'OWNER'", dueOn: tomorrow }, words: "'Task for the owner'",
  },
  { key: 'client', name: 'Serve the client', icon: 'user-check', kind: 'action', action: 'engageClient', dependsOn: ['inForce'], when: inForce, input: { clientId: 'steps.inForce.event.data.clientId' }, words: "steps.client.changed ? 'Active' : 'Was served already'" },
  {
    key: 'served', name: 'End the onboarding of who has paid', icon: 'user-check', kind: 'action', action: 'changeClientStatus', dependsOn: ['client', 'activate'], when: "steps.client != null && steps.activate != null",
    input: { clientId: 'steps.inForce.event.data.clientId', status: "'ACTIVE'", onlyFrom: ["'ONBOARDING'"] }, words: "steps.served.status == 'ACTIVE' ? 'Active' : 'Stays as it was'",
  },
  { key: 'plan', name: 'Lay out what will be billed', icon: 'calendar-dollar', kind: 'action', action: 'createInvoicePlan', dependsOn: ['project'], when: `${inForce} && steps.planFirst == null && size(steps.inForce.event.data.plan) > 0`, input: newPlan('inForce'), words: "string(size(steps.inForce.event.data.plan)) + (size(steps.inForce.event.data.plan) == 1 ? ' item' : ' items')" },
];

/** A yes to a change of what holds already: the bills follow it. */
const change: StepDocument[] = [{
  key: 'planChange', name: 'Change what will be billed', icon: 'calendar-dollar', kind: 'action', action: 'amendInvoicePlan', dependsOn: ['signed'], when: `${news('amended')} && size(steps.signed.event.data.plan) > 0`,
  input: { ...planOf('signed'), versionNo: 'steps.signed.event.data.versionNo' }, words: "'From ' + steps.signed.event.data.effectiveOn + ' on'",
}];

/** From an accepted proposal to a signed contract, work that begins, and a plan of what will be billed. */
export const signAcceptedProposal: WorkflowDocument = {
  format: 1,
  name: 'From yes to signed, active and planned',
  description: 'When a client accepts a proposal: writes the contract, sends it out, and waits until all have signed. Then the project begins, the client is served, and what will be billed is laid out. A change of an agreement goes the same way and changes the plan.',
  trigger: { event: 'agreements.proposal.accepted', businessKey: 'event.data.proposalId' },
  client: 'event.data.clientId',
  subject: 'event.data.title',
  steps: [...goOut, ...untilSigned, ...untilPaid, ...begin, ...change],
};
