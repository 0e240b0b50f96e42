/** The page was written while nobody had an account: whoever looks at it makes the first. */
export function isFirstAccount(): boolean {
  return document.querySelector('meta[name="confab-accounts"][content="none"]') !== null;
}
