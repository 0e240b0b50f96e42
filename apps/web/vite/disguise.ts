const plain = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const accented = 'ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž';

/** Still to be read, a third longer, and without a plain letter: what looks plain on the page beside it is not from the catalogue. */
export function disguise(text: string): string {
  return text
    .split(/(<[^>]*>)/)
    .map((part, index) => (index % 2 === 1 ? part : lengthen(part)))
    .join('');
}

function lengthen(text: string): string {
  const letters = text.replaceAll(/[A-Za-z]/g, (letter) => accented.charAt(plain.indexOf(letter)));
  return letters.replaceAll(/[åéîöû]/g, (vowel) => vowel + vowel);
}
