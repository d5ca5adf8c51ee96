import { projectActivated } from '@firmament/events';
import { on } from '@firmament/kit';
import { portsOf } from '../ports.js';

/** Work begins: whoever has something to do in it is told once, but not the one who let it begin. */
export const onProjectActivated = on(projectActivated, async (event, ctx) => {
  const { projectId, name, clientId, assigneeUserIds = [] } = event.data;
  for (const userId of assigneeUserIds.filter((one) => one !== event.actorid)) {
    await portsOf(ctx).notifier.notify(ctx, { dedupeKey: `projects.began:${projectId}:${userId}`, userId, kind: 'projects.began', title: `«${name}» begins`, body: 'You have tasks in it, and they have their days now.', about: projectId, aboutKind: 'PROJECT', clientId });
  }
});
