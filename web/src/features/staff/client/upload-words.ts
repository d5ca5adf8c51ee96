import type { FileUploadState } from '../../../gql/staff/graphql';

const reasons: Record<string, string> = {
  INFECTED: 'Blocked: it did not pass the safety check', CHECKSUM_MISMATCH: 'It arrived damaged. Send it once more', SIZE_MISMATCH: 'It arrived in another size. Send it once more',
  PARTS_MISSING: 'A part is missing', PLACE_GONE: 'The place it was meant for is gone',
};
const states: Record<FileUploadState, string> = { OPEN: 'On its way', CHECKING: 'Checking for viruses', DONE: 'Here', FAILED: 'Refused', ABORTED: 'Stopped', EXPIRED: 'Given up after a day' };

/** Where an upload is, in words. */
export function uploadWords({ state, reason }: { state: FileUploadState; reason?: string | null }): string {
  return (reason ? reasons[reason] : undefined) ?? states[state];
}
