/** Placeholder. */
export function SignInPage() { return null; }
