/** For comparing what people type: without accents and case, so that "novak" finds "Novák". */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');
}
