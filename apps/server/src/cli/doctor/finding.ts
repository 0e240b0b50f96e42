/** What a look at one thing found. */
export interface Finding {
  /** What was looked at, in a word or two. */
  subject: string;
  /** `attention`: it works, and should be looked at. */
  status: 'ok' | 'attention' | 'problem';
  text: string;
  /** What to do about it. */
  advice?: string;
}

export type Check = () => Promise<Finding | null>;

/** As it was found, in one line: nothing of it may be a password, which errors of libraries repeat. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/\/\/[^@/\s]*@/g, '//…@');
}

/** What does not answer in time is no help. */
export async function inTime<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1_000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
