import {
  obligationClosed, obligationDue, appointmentBooked, appointmentCancelled, appointmentClientLinked, appointmentCompleted, appointmentNoShow, appointmentRescheduled, contactPointFailed, contactUpdated,
  projectActivated, projectCancelled, projectCreated, runCancelled, runCompleted, runFailed, runResumed, runStuck, taskAssigned, taskCancelled, taskCompleted, taskCreated, taskReopened,
} from '@firmament/events';
import { on } from '@firmament/kit';
import { assignMove, closeMove, moveBelongsTo, openMove } from './write-move.js';

const appointment = (id: string): string => `appointment:${id}`;
const ofRun = (id: string): string => `run:${id}`;
const task = (id: string): string => `task:${id}`;
const roles = (projectId: string): string => `roles:${projectId}`;

/** Appointments: the host prepares and holds them, until they took place or will not. */
const appointments = [
  on(appointmentBooked, ({ data }, ctx) => openMove(ctx, {
    kind: 'APPOINTMENT', sourceRef: appointment(data.appointmentId), subject: `${data.typeName} with ${data.attendee.name}`, act: `Prepare «${data.typeName}»`,
    dueAt: data.start, userIds: data.hostUserIds, clientId: data.clientId, href: `/calendar?appointment=${data.appointmentId}`,
  })),
  on(appointmentRescheduled, ({ data }, ctx) => openMove(ctx, {
    kind: 'APPOINTMENT', sourceRef: appointment(data.appointmentId), subject: `${data.typeName} with ${data.attendee.name}`, act: `Prepare «${data.typeName}»`,
    dueAt: data.start, userIds: data.hostUserIds, clientId: data.clientId, href: `/calendar?appointment=${data.appointmentId}`,
  })),
  on(appointmentClientLinked, ({ data }, ctx) => moveBelongsTo(ctx, appointment(data.appointmentId), data.clientId)),
  on(appointmentCancelled, ({ data }, ctx) => closeMove(ctx, appointment(data.appointmentId))),
  on(appointmentCompleted, ({ data }, ctx) => closeMove(ctx, appointment(data.appointmentId))),
  on(appointmentNoShow, ({ data }, ctx) => closeMove(ctx, appointment(data.appointmentId))),
];

/** Work: roles without a person, and tasks of our own. */
const work = [
  on(projectCreated, async ({ data }, ctx) => {
    if (data.needsOwner === 0) return;
    await openMove(ctx, {
      kind: 'NEEDS_OWNER', sourceRef: roles(data.projectId), subject: data.name, act: data.needsOwner === 1 ? 'Name an owner for 1 task' : `Name owners for ${data.needsOwner} tasks`,
      dueOn: data.kickOffOn, clientId: data.clientId, href: `/projects/${data.projectId}`,
    });
  }),
  on(projectActivated, ({ data }, ctx) => closeMove(ctx, roles(data.projectId))),
  on(projectCancelled, ({ data }, ctx) => closeMove(ctx, roles(data.projectId))),
  on(taskCreated, async ({ data }, ctx) => {
    if (data.kind === 'CLIENT') return;
    await openMove(ctx, {
      kind: 'TASK', sourceRef: task(data.taskId), subject: data.title, act: data.title, dueOn: data.dueOn, userIds: data.assigneeUserId ? [data.assigneeUserId] : [],
      clientId: data.clientId, href: data.projectId ? `/projects/${data.projectId}?task=${data.taskId}` : `/tasks/${data.taskId}`,
    });
  }),
  on(taskAssigned, ({ data }, ctx) => assignMove(ctx, task(data.taskId), data.assigneeUserId)),
  on(taskReopened, async ({ data }, ctx) => {
    if (data.kind === 'CLIENT') return;
    await openMove(ctx, {
      kind: 'TASK', sourceRef: task(data.taskId), subject: data.title, act: data.title, dueOn: data.dueOn, userIds: data.assigneeUserIds,
      clientId: data.clientId, href: data.projectId ? `/projects/${data.projectId}?task=${data.taskId}` : `/tasks/${data.taskId}`,
    });
  }),
  on(taskCompleted, ({ data }, ctx) => closeMove(ctx, task(data.taskId))),
  on(taskCancelled, ({ data }, ctx) => closeMove(ctx, task(data.taskId))),
];

/** Trouble: stuck runs, and addresses that do not work. */
const trouble = [
  on(runStuck, ({ data }, ctx) => openMove(ctx, {
    kind: 'STUCK_RUN', sourceRef: ofRun(data.runId), subject: `${data.workflowName}: ${data.what}`, act: data.toDo,
    userIds: data.ownerUserId ? [data.ownerUserId] : [], clientId: data.clientId, href: `/runs/${data.runId}`,
  })),
  on(runResumed, ({ data }, ctx) => closeMove(ctx, ofRun(data.runId))),
  on(runCompleted, ({ data }, ctx) => closeMove(ctx, ofRun(data.runId))),
  on(runCancelled, ({ data }, ctx) => closeMove(ctx, ofRun(data.runId))),
  on(runFailed, ({ data }, ctx) => closeMove(ctx, ofRun(data.runId))),
  on(contactPointFailed, (event, ctx) => openMove(ctx, {
    kind: 'BAD_ADDRESS', sourceRef: `address:${event.data.contactId}`, subject: event.data.reason, act: event.data.channel === 'EMAIL' ? 'Find an e-mail address that works' : 'Find a phone number that works',
    clientId: event.clientid ?? null, href: event.clientid ? `/clients/${event.clientid}` : '/clients',
  })),
  on(contactUpdated, ({ data }, ctx) => closeMove(ctx, `address:${data.contactId}`)),
];

/** What agreements oblige to: ours to do, or ours to see that the client does it. */
const duties = [
  on(obligationDue, ({ data }, ctx) => openMove(ctx, {
    kind: 'OBLIGATION', sourceRef: `obligation:${data.obligationId}`, subject: data.title, act: data.party === 'FIRM' ? data.title : `See that the client does it: ${data.title}`, dueOn: data.dueOn, clientId: data.clientId, href: `/agreements/${data.agreementId}`,
  })),
  on(obligationClosed, ({ data }, ctx) => closeMove(ctx, `obligation:${data.obligationId}`)),
];

/** Everything that opens, moves or closes what waits for us. */
export const noteMoves = [...appointments, ...work, ...trouble, ...duties];
