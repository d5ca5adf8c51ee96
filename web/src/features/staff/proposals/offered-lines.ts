import { reveal } from '../../../gql/staff';
import { OfferedLineFragmentDoc, type OfferedLineFragment } from '../../../gql/staff/graphql';
import type { ProposalRecord } from './ProposalPage';

/** The lines of an offer without their masks. */
export const linesOf = (lines: ProposalRecord['addOns']): OfferedLineFragment[] => lines.map((line) => reveal(OfferedLineFragmentDoc, line));
