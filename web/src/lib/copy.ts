/** Puts words on the clipboard, where the browser lets us. */
export function copyText(words: string): void {
  void navigator.clipboard?.writeText(words);
}
