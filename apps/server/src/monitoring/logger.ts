import { type DestinationStream, destination, pino, type Logger } from 'pino';

export interface LoggerOptions {
  level: string;
  /** Standard output if left out. */
  stream?: DestinationStream;
}

const secrets = ['password', 'currentPassword', 'newPassword', 'token', 'ticket', 'authorization', 'cookie', 'secret'];

/** JSON lines. Secrets are blacked out, and nothing that a stranger sent can act on the terminal that shows them. */
export function createLogger({ level, stream = destination({ dest: 1, sync: true }) }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [...secrets, ...secrets.map((name) => `*.${name}`), '*.headers.authorization', '*.headers.cookie'],
        censor: '[secret]',
      },
    },
    {
      write(line) {
        stream.write(escapeInvisible(line));
      },
    },
  );
}

// JSON escapes the ASCII control characters by itself. These are the C1 controls, which some terminals obey, and
// the marks that change the direction of text.
const invisible = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

function escapeInvisible(line: string): string {
  return line.replace(invisible, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * A URL as it may be logged: its path. What comes behind may be a ticket, in any spelling and encoded however often,
 * and nothing of it is kept (A8).
 */
export function pathForLog(url: string): string {
  return url.split(/[?#;]|%(?:25)*(?:3f|23|3b)/i, 1)[0] ?? '';
}
