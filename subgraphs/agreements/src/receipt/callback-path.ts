/** Where the callbacks of a firm's connection to a signing service come in, below the house's public address. Firm and connection stand in it in the clear: neither is a secret. */
export const callbackPath = (connectionId: string, firmId: string): string => `/hooks/signing/${firmId}/${connectionId}`;
