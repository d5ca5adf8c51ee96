import type { FileSheetFragment, FolderVisibility } from '../../../../gql/staff/graphql';

/** Who sees what lies in a folder. */
export const visibilityWords: Record<FolderVisibility, string> = { PRIVATE: 'The firm only', CLIENT_VIEW: 'Client may look', CLIENT_EDIT: 'Client may add' };

const acts: Record<string, string> = {
  'uploaded': 'brought it in', 'downloaded': 'fetched it', 'renamed': 'renamed it, before', 'moved': 'moved it to', 'trashed': 'put it into the trash', 'restored': 'took it out of the trash', 'sealed': 'sealed it',
  'shared': 'made a link to it', 'link revoked': 'took a link back', 'locked': 'closed it', 'unlocked': 'opened it', 'approval asked': 'asked the client for a yes', 'approved': 'said yes', 'disapproved': 'said no',
  'version added': 'added version', 'version restored': 'took up version', 'version refused': 'sent a version that was refused',
};

/** One line of a file's history, without its subject. */
export function actWords({ act, detail }: { act: string; detail?: string | null }): string {
  const words = acts[act] ?? act;
  if (act === 'moved') return `${words} ${detail ?? 'the top'}`;
  return detail ? `${words} ${act === 'approved' || act === 'disapproved' ? `«${detail}»` : detail}` : words.replace(/, before$/, '');
}

interface Standing {
  scanState: FileSheetFragment['scanState'];
  approval: FileSheetFragment['approval'];
  sealedAt?: string | null;
  locked: boolean;
}

/** The one state of a file that matters most; null when it is as files are. */
export function fileState({ scanState, approval, sealedAt, locked }: Standing): string | null {
  if (scanState === 'INFECTED') return 'INFECTED';
  if (approval !== 'NONE') return approval;
  if (locked) return 'LOCKED';
  return sealedAt ? 'SEALED' : null;
}
