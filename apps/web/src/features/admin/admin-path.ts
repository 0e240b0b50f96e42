/** Where a page of the area is: `rest` is its own. */
export function adminPath(path: string, rest = ''): string {
  return rest === '' ? `/admin/${path}` : `/admin/${path}/${encodeURIComponent(rest)}`;
}
