/** Who carries out signing. */
export type SigningProviderName = 'BUILT_IN' | 'DOCUSIGN' | 'DROPBOX_SIGN' | 'PANDADOC';
