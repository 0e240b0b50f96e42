/** Of the job that brings one person's devices to what one log of theirs is now. */
export function pushKey(userId: string, logId: string): string {
  return `${userId}/${logId}`;
}

export function readPushKey(key: string): { userId: string; logId: string } {
  const at = key.indexOf('/');
  return { userId: key.slice(0, at), logId: key.slice(at + 1) };
}
