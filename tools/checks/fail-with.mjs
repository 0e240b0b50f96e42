/**
 * Ends a check: nothing to say and 0, or every fault on a line and 1.
 * @param {string[]} faults
 */
export function failWith(faults) {
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
