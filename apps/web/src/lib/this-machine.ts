/** Whether the page was opened by an address that leads nowhere on any other computer. */
export function isThisMachine(): boolean {
  const { hostname } = window.location;
  return hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]';
}
