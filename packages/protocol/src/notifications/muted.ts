/** Whether a chat with this setting (`chat/CHAT`) asks for nothing. In a file of its own: a first look needs it, and no more of what notifies. `now`: milliseconds since 1970. */
export function isMutedAt(muted: string | undefined, now: number): boolean {
  return muted === 'always' || (muted !== undefined && Date.parse(muted) > now);
}
