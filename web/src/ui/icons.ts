import {
  IconAlertTriangle, IconArrowBackUp, IconArrowMerge, IconBan, IconBolt, IconBuildingBank, IconCalendar, IconCalendarPlus, IconCheck, IconCircleCheck,
  IconCircleDashed, IconCircleDot, IconCircleHalf2, IconCircleX, IconClock, IconClockX, IconCopy, IconEye, IconFileText, IconFolder, IconGitMerge,
  IconHandStop, IconHourglass, IconLayoutKanban, IconLink, IconListCheck, IconMail, IconMailX, IconMessage, IconMoon, IconPencil, IconPlayerPause, IconProgress,
  IconReceipt, IconRefresh, IconSend, IconSignature, IconUser, IconUserCheck, IconUserPlus, IconUsers, IconVideo, IconWorld, type Icon,
} from '@tabler/icons-react';

export type { Icon } from '@tabler/icons-react';

const byName: Record<string, Icon> = {
  'alert-triangle': IconAlertTriangle, 'arrow-back-up': IconArrowBackUp, 'arrow-merge': IconArrowMerge, ban: IconBan, bolt: IconBolt, bank: IconBuildingBank,
  calendar: IconCalendar, 'calendar-plus': IconCalendarPlus, 'calendar-event': IconCalendar, 'calendar-x': IconBan, check: IconCheck, 'circle-check': IconCircleCheck, 'circle-dashed': IconCircleDashed, 'circle-dot': IconCircleDot,
  'circle-half-2': IconCircleHalf2, 'circle-x': IconCircleX, clock: IconClock, 'clock-x': IconClockX, copy: IconCopy, eye: IconEye, file: IconFileText, 'file-text': IconFileText,
  folder: IconFolder, folders: IconFolder, merge: IconGitMerge, 'hand-stop': IconHandStop, hourglass: IconHourglass, project: IconLayoutKanban, 'layout-kanban': IconLayoutKanban, link: IconLink, list: IconListCheck, 'list-check': IconListCheck,
  mail: IconMail, 'mail-x': IconMailX, message: IconMessage, moon: IconMoon, pencil: IconPencil, 'player-pause': IconPlayerPause, progress: IconProgress, receipt: IconReceipt,
  refresh: IconRefresh, send: IconSend, signature: IconSignature, user: IconUser, 'user-check': IconUserCheck, 'user-plus': IconUserPlus, users: IconUsers, video: IconVideo, world: IconWorld,
};

/** The icon a name stands for; an unknown name gets the dashed circle, never nothing. */
export function iconNamed(name: string | null | undefined): Icon {
  return byName[name ?? ''] ?? IconCircleDashed;
}

const byWord: readonly (readonly [RegExp, string])[] = [
  [/bad_address/i, 'mail-x'], [/stuck|resume|repair|dead/i, 'alert-triangle'], [/appoint|book|slot|calendar|schedul|remind/i, 'calendar'], [/portal|invite|link/i, 'world'], [/folder/i, 'folder'],
  [/task/i, 'list-check'], [/project|milestone|skeleton/i, 'layout-kanban'], [/mail|message|send|notif/i, 'mail'], [/approv|decid/i, 'user-check'], [/client|contact|user|person|owner|resolve/i, 'user'],
  [/invoice|pay|bill/i, 'receipt'], [/sign/i, 'signature'], [/file|document|record/i, 'file-text'], [/wait|timer|until|delay/i, 'clock'], [/run|workflow|trigger|event/i, 'bolt'],
];

/** An icon for a kind or an operation name, by what it is about. */
export function iconFor(kind: string | null | undefined): Icon {
  if (kind && byName[kind.toLowerCase()]) return iconNamed(kind.toLowerCase());
  return iconNamed(byWord.find(([word]) => word.test(kind ?? ''))?.[1] ?? 'circle-dot');
}
