/**
 * The value of a cookie; undefined where there is none of that name, null where it can't be told which one is meant:
 * of several with different values all but one were planted, from another path or a domain above, and nothing in the
 * header says which. Only space and tab are trimmed, and names are compared as they are: a browser that lets a neighbour set
 * `\xA0__Host-…` must not find us taking it for the real one.
 */
export function readCookie(header: string, name: string): string | null | undefined {
  const values = new Set<string>();
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals === -1 || trim(pair.slice(0, equals)) !== name) continue;
    values.add(unquote(trim(pair.slice(equals + 1))));
  }
  const [value, another] = values;
  return another === undefined ? value : null;
}

function trim(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text[from])) from += 1;
  while (from < to && isBlank(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** RFC 6265 allows a value in quotes, and some clients write it so. */
function unquote(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
