/** Of the job that brings one person's devices to what one log of theirs is now. */
export function pushKey(userId: string, logId: string): string {
  return `${userId}/${logId}`;
}

export function readPushKey(key: string): { userId: string; logId: string } {
  const at = key.indexOf('/');
  return { userId: key.slice(0, at), logId: key.slice(at + 1) };
}

/** What is beside the key of such a job: a message of the log that was edited, and may be older than those that are looked at anyway. */
export function readEdited(payload: unknown): number | null {
  const { edited } = (payload ?? {}) as { edited?: unknown };
  return typeof edited === 'number' ? edited : null;
}
