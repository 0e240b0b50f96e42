/** A figure that was measured, for whoever reads the run. */
export function note(text: string): void {
  process.stdout.write(`  ${text}\n`);
}
