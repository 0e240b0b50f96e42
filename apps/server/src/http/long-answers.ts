import { Readable } from 'node:stream';
import type { Caller, SessionName } from './caller.ts';
import type { HttpApp } from './http-app.ts';
import { matchedRoute } from './matched-route.ts';
import { judge, type Permits } from './permits.ts';

export interface LongAnswerOptions {
  /** Whose the session is by now, and as what; null where it has ended. */
  liveCaller: (session: SessionName) => Promise<Caller | null>;
  permits: Permits;
}

/** With what a lost hint costs (D19) it is over within two seconds, and within half of one where none is lost. */
const lookEveryMs = 500;

/**
 * A file or an archive takes as long as its reader likes. Whoever was logged out, banned or given another role meanwhile gets no more of it,
 * whatever it is: what breaks off is shorter than was announced, or an archive without its directory (A4).
 */
export function endLongAnswers(app: HttpApp, { liveCaller, permits }: LongAnswerOptions): void {
  app.addHook('onSend', (request, _reply, payload, done) => {
    const { caller } = request;
    if (caller && payload instanceof Readable) {
      const { operation = {} } = matchedRoute(request).config;
      const mayGoOn = async (): Promise<boolean> => {
        const now = await liveCaller(caller);
        return now !== null && judge(now, operation, permits) === null;
      };
      endUnless(payload, mayGoOn);
    }
    done(null, payload);
  });
}

/** What is sent or taken for long ends within the time of a lost hint once it may not go on. */
export function endUnless(body: Readable, mayGoOn: () => Promise<boolean>): void {
  // It would not say that it closes once more.
  if (body.destroyed) return;
  const look = async (): Promise<void> => {
    if (!(await mayGoOn())) body.destroy(new Error('whoever asked for it may not have it any more'));
  };
  // A database that does not answer ends nobody's session: it is asked again.
  const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
  timer.unref();
  body.once('close', () => clearInterval(timer));
}
