import { dueList } from '@firmament/kit';

/** What comes due by the clock: a look through an upload, an upload nobody finished, a time in the trash, a request's last day. */
export type DueKind = 'check' | 'stale' | 'purge' | 'expire';

export const { laterOn, notAnyMore, dueNow } = dueList<DueKind>('files.due');
