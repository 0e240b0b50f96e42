/** A way to reach people who do not look: the job that does it, and for whom. Declared by the feature that does. */
export interface Reach {
  /** Of the job. */
  readonly kind: string;
  /**
   * The ids of all that can be reached so, each as often as one likes: a statement whose one column is `user_id`. It is asked about
   * some people at a time, so let it be of one table and have an index, and no `distinct`, for which all of it would be read.
   */
  readonly users: string;
  /** It waits for the end of quiet times itself, so it is asked for in them as well. */
  readonly isPatient?: true;
  /** Who was told of this message so, or is being told: what was told can be taken back. Left out where nothing can. */
  told?(place: { logId: string; seq: number }): Promise<readonly string[]>;
  /** Of the job that is asked for when this person is to hear of this log: `USER/LOG`, or `USER` where it is one for all logs. */
  keyOf(userId: string, logId: string): string;
  /** How long it waits at first, in milliseconds. The job looks again itself. */
  delayMs(who: { userId: string; logId: string; isOnline: boolean }): number;
}
