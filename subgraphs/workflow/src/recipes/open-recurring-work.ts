import type { WorkflowDocument } from '../definition/document.types.js';

/** Work that comes again is laid out before anybody asks for it. */
export const openRecurringWork: WorkflowDocument = {
  format: 1,
  name: 'Open the recurring work',
  description: 'Early each morning the projects of recurring work are opened whose time has come.',
  trigger: { schedule: { rule: 'FREQ=DAILY', at: '05:00' } },
  subject: "'Recurring work of ' + event.data.date",
  steps: [{
    key: 'generateRecurringProjects', name: 'Open what is due', icon: 'repeat', kind: 'action', action: 'generateRecurringProjects', dependsOn: [], input: {},
    words: "'Opened what is due'",
  }],
};
