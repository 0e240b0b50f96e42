/** Browsers have them for names, not for addresses of numbers, and where nobody can read what goes over the line. */
export function mayHavePasskeys(): boolean {
  const { hostname } = window.location;
  const isNumbers = /^[\d.]+$|^\[/.test(hostname);
  return 'PublicKeyCredential' in window && window.isSecureContext && !isNumbers;
}
