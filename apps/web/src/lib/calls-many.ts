/** More people than this are not called by a slip of the finger. */
const manyFrom = 20;
const call = /(?:^|[^\p{L}\p{N}_.@/-])@(?:everyone|here)(?![\p{L}\p{N}_@])/iu;

/** Whether it looks as if sending this were to call more people than one does without being asked. */
export function callsMany(content: string, memberCount: number): boolean {
  return memberCount > manyFrom && call.test(content);
}
