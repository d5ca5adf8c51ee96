/** Where a vendor stands: named by a bill alone, known to the firm, or no longer dealt with. */
export type VendorStanding = 'CANDIDATE' | 'KNOWN' | 'INACTIVE';
