const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
const encodeAll = (path: string): string => path.replaceAll(/[^/]/g, hex);

/** Other ways to write a path, of which some lead to the same route and some nowhere. */
export function spellingsOf(path: string): string[] {
  const letters = [...path.matchAll(/[a-z]/gi)].slice(0, 12);
  const oneEncoded = letters.flatMap(({ index, 0: letter }) =>
    [hex(letter), hex(letter).toUpperCase(), `%25${hex(letter).slice(1)}`].map(
      (code) => path.slice(0, index) + code + path.slice(index + 1),
    ),
  );
  return [
    path,
    ...oneEncoded,
    encodeAll(path),
    encodeAll(path).toUpperCase(),
    path.replaceAll('/', '%2f'),
    `/${path.slice(1).replaceAll('/', '%2F')}`,
    path.replaceAll('/', '//'),
    `/${path}`,
    `//${path}`,
    `/.${path}`,
    `/x/..${path}`,
    `/%2e%2e${path}`,
    path.replaceAll('/', '/./'),
    path.replaceAll('/', '\\'),
    path.toUpperCase(),
    `${path}/`,
    `${path}//`,
    `${path}%2f`,
    `${path};x=1`,
    path.replace(/^\/[^/]+/, '$&;x=1'),
    `${path}.`,
    `${path}%20`,
    `${path}%00`,
    `${path}?`,
    `${path}?x=1`,
    `${path}%3f`,
    `${path}#x`,
    `http://localhost${path}`,
    `HTTP://LOCALHOST${path}`,
    `http://elsewhere.example${path}`,
    `http://localhost/${path}`,
    `https://user:password@localhost${encodeAll(path)}`,
  ];
}
