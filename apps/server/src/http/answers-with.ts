import {
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  ServerResponse,
  validateHeaderName,
  validateHeaderValue,
} from 'node:http';

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** What `writeHead` of Node's calls to write the head, once, whoever asked for it: its first line, then these headers. */
interface StoresHead {
  _storeHeader(firstLine: string, headers: unknown): void;
}

// oxlint-disable-next-line typescript/unbound-method, no-underscore-dangle -- called on the answer below; so Node calls it
const storeHead = (ServerResponse.prototype as unknown as StoresHead)._storeHeader;

/**
 * Answers that carry these headers, whoever writes them and however; an answer that has one of them itself keeps its own. They are one text,
 * looked through once, which goes behind the first line: as a list each of them was looked through for every answer. Names are
 * written in small letters, as those of answers are.
 */
export function answersWith(common: Readonly<Record<string, string>>): typeof ServerResponse<IncomingMessage> {
  const names = Object.keys(common);
  const lines = new Map(Object.entries(common).map(([name, value]) => [name, lineOf(name, value)]));
  const all = [...lines.values()].join('');
  return class extends ServerResponse {
    #common = all;

    override writeHead(status: number, ...rest: (string | Headers | undefined)[]): this {
      const own = rest.find((part) => typeof part === 'object');
      // Of one written twice the last would count, or both.
      const taken = names.filter((name) => this.hasHeader(name) || (own && has(own, name)));
      if (taken.length > 0) this.#common = names.map((name) => (taken.includes(name) ? '' : lines.get(name))).join('');
      return super.writeHead(status, ...(rest as [Headers?]));
    }

    protected _storeHeader(firstLine: string, headers: unknown): void {
      storeHead.call(this, firstLine + this.#common, headers);
    }
  };
}

function lineOf(name: string, value: string): string {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  return `${name}: ${value}\r\n`;
}

function has(headers: Headers, wanted: string): boolean {
  if (!Array.isArray(headers)) return headers[wanted] !== undefined;
  for (let place = 0; place < headers.length; place += 2) if (headers[place] === wanted) return true;
  return false;
}
