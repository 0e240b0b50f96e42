import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** How it answers: takes what comes, is busy, wants none of it, says that it can do TLS and then can't, or says nothing at all. */
export type SmtpMood = 'takes' | 'busy' | 'refuses' | 'no-tls' | 'silent';

export interface ReceivedLetter {
  to: string[];
  /** As it came: headers, and the body with its encoding. */
  raw: string;
}

/** For tests: a small mail server. */
export class StageSmtp implements AsyncDisposable {
  mood: SmtpMood = 'takes';
  readonly letters: ReceivedLetter[] = [];
  /** Everything that clients said. */
  readonly heard: string[] = [];
  readonly #server = createServer((socket) => this.#serve(socket));
  readonly #sockets = new Set<Socket>();

  static async start(): Promise<StageSmtp> {
    const smtp = new StageSmtp();
    smtp.#server.listen(0, '127.0.0.1');
    await once(smtp.#server, 'listening');
    return smtp;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => socket.destroy());
    if (this.mood === 'silent') return;
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let to: string[] = [];
    let letter: string[] | null = null;
    let rest = '';
    say('220 stage');
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (letter === null) {
          this.heard.push(line);
          if (/^RCPT/i.test(line) && this.mood === 'takes') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
          if (/^DATA/i.test(line)) letter = [];
          say(this.#answer(line));
        } else if (line === '.') {
          this.letters.push({ to, raw: letter.join('\r\n') });
          [to, letter] = [[], null];
          say('250 taken');
        } else letter.push(line.replace(/^\./, ''));
      }
    });
  }

  #answer(line: string): string {
    const [verb = ''] = line.toUpperCase().split(/[ :]/);
    if (verb === 'EHLO') return this.mood === 'no-tls' ? '250-stage\r\n250-STARTTLS\r\n250 AUTH PLAIN' : '250 stage';
    if (verb === 'STARTTLS') return '454 not now';
    if (verb === 'DATA') return '354 go on';
    if (verb === 'RCPT' && this.mood === 'busy') return `451 ${/<[^>]*>/.exec(line)?.[0]}: come back later`;
    if (verb === 'RCPT' && this.mood === 'refuses') return '550 nobody of that name';
    return verb === 'QUIT' ? '221 bye' : '250 ok';
  }
}
