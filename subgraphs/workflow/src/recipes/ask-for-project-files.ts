import type { WorkflowDocument } from '../definition/document.types.js';

/** What a project needs of the client is asked for when work begins. */
export const askForProjectFiles: WorkflowDocument = {
  format: 1,
  name: 'Ask for the files of a project',
  description: 'When work begins that needs files of the client, the client is asked for them, line by line.',
  trigger: { event: 'projects.project.files_needed' },
  client: 'event.data.clientId',
  steps: [{
    key: 'createFileRequestsForProject', name: 'Ask the client for the files', icon: 'file-upload', kind: 'action', action: 'createFileRequestsForProject', dependsOn: [],
    input: { projectId: 'event.data.projectId', clientId: 'event.data.clientId', requests: 'event.data.requests' },
    words: "size(event.data.requests) == 1 ? '1 request' : string(size(event.data.requests)) + ' requests'",
  }],
};
