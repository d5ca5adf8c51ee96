import type { WorkflowDocument } from '../definition/document.types.js';

/** What the client handed in reaches the project and somebody's desk, once in each round of a request. */
export const reviewCompletedRequest: WorkflowDocument = {
  format: 1,
  name: 'When requested files are complete',
  description: 'When a client has handed in all that a request asked for: the files go to the project, somebody gets the task to review them, and is told once.',
  trigger: { event: 'files.request.completed', businessKey: "event.data.requestId + ':' + string(event.data.round)" },
  client: 'event.data.clientId',
  subject: 'event.data.title',
  steps: [
    {
      key: 'attachFilesToProject', name: 'Attach the files to the project', icon: 'paperclip', kind: 'action', action: 'attachFilesToProject', dependsOn: [],
      when: 'event.data.projectId != null',
      input: { projectId: 'event.data.projectId', requestId: 'event.data.requestId', fileIds: 'event.data.fileIds' },
      words: "size(event.data.fileIds) == 1 ? '1 file' : string(size(event.data.fileIds)) + ' files'",
    },
    {
      key: 'createReviewTask', name: 'Ask somebody to review them', icon: 'checkbox', kind: 'action', action: 'createReviewTask', dependsOn: ['attachFilesToProject'],
      input: {
        requestId: 'event.data.requestId', clientId: 'event.data.clientId', projectId: 'event.data.projectId', title: "'Review: ' + event.data.title",
        items: "event.data.items.map(item, {'key': item.itemId, 'title': item.title})", fileIds: 'event.data.fileIds', dueInWorkingDays: '2',
      },
      words: "steps.createReviewTask.needsOwner ? 'Nobody has this role yet' : steps.createReviewTask.created ? 'Task for the reviewer' : 'The same task is open again'",
    },
    {
      key: 'notifyUser', name: 'Tell the one who reviews', icon: 'bell', kind: 'action', action: 'notifyUser', dependsOn: ['createReviewTask'],
      input: {
        userId: 'steps.createReviewTask.assigneeUserId', subject: "'Files are complete: ' + event.data.title",
        text: "steps.createReviewTask.needsOwner ? 'Everything that was asked for is there. Nobody is named to review it: please give the task an owner.' : 'Everything that was asked for is there and waits for your review.'",
        about: { kind: "'TASK'", id: 'steps.createReviewTask.task.id' }, dedupeKey: "'files-complete:' + event.data.requestId + ':' + string(event.data.round)",
      },
      words: "steps.createReviewTask.needsOwner ? 'The lead was told' : 'Told once'",
    },
  ],
};
