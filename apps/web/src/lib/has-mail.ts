/** The page was written by a server with mail: people may have e-mail addresses there, and log in by them. */
export function hasMail(): boolean {
  return document.querySelector('meta[name="confab-mail"]') !== null;
}
