const opening = /^(?:[ \t]*>)*[ \t]*(`{3,})[^`]*$/;
const closing = /(`{3,})[ \t]*$/;

/** Whether what is typed there goes into a block of code that has begun and not ended. The line that begins it counts. */
export function isInFence(text: string, at: number): boolean {
  if (!text.includes('```')) return false;
  let open = 0;
  for (const line of text.slice(0, at).split('\n')) {
    if (open === 0) open = opening.exec(line)?.[1]?.length ?? 0;
    else if ((closing.exec(line)?.[1]?.length ?? 0) >= open) open = 0;
  }
  return open > 0;
}

/** Between backticks of its line, or in a block of code. */
export function isInCode(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return line.split('`').length % 2 === 0 || isInFence(text, at);
}
