import type { WorkflowDocument } from '../definition/document.types.js';

const named = "(event.data.vendorName == null ? 'A bill' : event.data.vendorName) + (event.data.number == null ? '' : ' · ' + event.data.number)";

/** A bill that was read goes past the people who must agree, and is followed until the ledger has it. */
export const takeBillToLedger: WorkflowDocument = {
  format: 1,
  name: 'From a read bill to the ledger',
  description: 'When somebody has read a bill and nothing holds it up: sends it to the people who must agree, and waits for the last yes. It goes to the ledger with that, once. A bill that is sent back and read anew begins anew.',
  trigger: { event: 'revenue.bill.coded', when: 'event.data.ready', businessKey: "event.data.billId + ':' + event.data.contentHash" },
  client: 'event.data.clientId',
  subject: named,
  steps: [
    { key: 'route', name: 'Send it to approval', icon: 'send', kind: 'action', action: 'routeBill', dependsOn: [], input: { billId: 'event.data.billId' }, words: "steps.route.status == 'ROUTED' ? 'Waits for approval' : 'Approved'" },
    {
      key: 'agreed', name: 'Wait for the last yes', icon: 'hourglass', kind: 'waitForEvent', event: 'revenue.bill.approved', since: 'RUN', dependsOn: ['route'], match: 'event.data.billId', eventKey: "event.data.final ? event.data.billId : ''",
      deadline: "now + duration('2160h')", words: "steps.agreed.outcome == 'DEADLINE' ? 'Nobody agreed in ninety days' : 'Approved'",
    },
    {
      key: 'booked', name: 'Wait until it is booked', icon: 'book', kind: 'waitForEvent', event: ['revenue.bill.pushed', 'revenue.bill.paid'], since: 'RUN', dependsOn: ['agreed'], when: "steps.agreed.outcome == 'EVENT'", match: 'event.data.billId', eventKey: 'event.data.billId',
      deadline: "now + duration('4320h')", words: "steps.booked.outcome == 'DEADLINE' ? 'It never got there' : steps.booked.event.type == 'revenue.bill.paid' ? 'Paid' : 'In the ledger, to be paid there'",
    },
  ],
};

/** Somebody has to read what came in. */
export const tellOfNewBill: WorkflowDocument = {
  format: 1,
  name: 'Tell of a new bill',
  description: 'When a bill comes in by upload, mail or the portal: its reader is told to say what it is for.',
  trigger: { event: 'revenue.bill.received', when: "event.data.channel != 'LEDGER'", businessKey: 'event.data.billId' },
  client: 'event.data.clientId',
  subject: named,
  steps: [{
    key: 'tell', name: 'Tell who reads bills', icon: 'bell', kind: 'action', action: 'notifyUser', dependsOn: [],
    input: { userId: 'run.ownerUserId', subject: "'A bill came in'", text: "'Say whose it is, and what it is for. Then it goes to the people who must agree.'", about: { kind: "'BILL'", id: 'event.data.billId' }, dedupeKey: "'bill-received:' + event.data.billId" }, words: "'Told once'",
  }],
};

const aTask = (title: string): WorkflowDocument['steps'] => [{
  key: 'task', name: 'Ask for a look', icon: 'checkbox', kind: 'action', action: 'createTask', dependsOn: [], input: { title, kind: "'STAFF'", assigneeUserId: 'run.ownerUserId', dueInWorkingDays: '1', priority: "'HIGH'" }, words: "'Task for today or tomorrow'",
}];

/** Another bank account on a bill may be a fraud. */
export const checkChangedAccount: WorkflowDocument = {
  format: 1,
  name: 'Check a changed bank account',
  description: 'When a bill asks to be paid to another account than the vendor’s last one: somebody gets a task to ask the vendor by another way, before it goes on.',
  trigger: { event: 'revenue.bill.held', businessKey: 'event.data.billId' },
  client: 'event.data.clientId',
  subject: named,
  steps: aTask(`'Ask the vendor by another way: ' + ${named}`),
};

/** A payment of a bill went back. */
export const lookIntoReversedBill: WorkflowDocument = {
  format: 1,
  name: 'Look into a bill whose payment went back',
  description: 'When the payment of a bill is taken back in the ledger: somebody gets a task.',
  trigger: { event: 'revenue.bill.payment_reversed' },
  client: 'event.data.clientId',
  subject: named,
  steps: aTask(`'Its payment was taken back: ' + ${named}`),
};
