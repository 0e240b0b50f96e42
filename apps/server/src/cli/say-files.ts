import type { CopiedFiles } from '../files/index.ts';

const sayEveryMs = 1_000;
const namedMax = 5;

/** A line each second, of files on their way. */
export function filesProgress(say: (line: string) => void): (copied: CopiedFiles) => void {
  let saidAt = performance.now();
  return ({ copied, bytes, there }) => {
    if (performance.now() - saidAt < sayEveryMs) return;
    saidAt = performance.now();
    say(`  files: ${copied} copied (${inMib(bytes)} MiB), ${there} there already`);
  };
}

export function describeFiles({ copied, bytes, there }: CopiedFiles): string {
  return `${copied + there} files: ${copied} copied (${inMib(bytes)} MiB), ${there} there already`;
}

/** Of files that the place itself has lost: what was sent with them is there, they are not. */
export function warnOfMissing({ missing }: CopiedFiles, say: (line: string) => void): void {
  if (missing.length === 0) return;
  const named = missing.slice(0, namedMax).map((key) => `${key.slice(0, 2)}/${key}`);
  say(
    `WARNING: ${missing.length} files are missing where they should be kept, and are missing here too: ${named.join(', ')}`,
  );
}

function inMib(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}
