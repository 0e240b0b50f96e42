import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http';

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

/**
 * Answers that carry these headers, whoever writes them and however; an answer that has one of them itself keeps its own. Put
 * into the head as it is written they cost a list. Names are written in small letters, as those of answers are.
 */
export function answersWith(common: Readonly<Record<string, string>>): typeof ServerResponse<IncomingMessage> {
  const entries = Object.entries(common);
  const list = entries.flat();
  const withOwn = (own: OutgoingHttpHeaders): OutgoingHttpHeader[] => {
    const flat: OutgoingHttpHeader[] = [];
    for (const [name, value] of entries) if (own[name] === undefined) flat.push(name, value);
    for (const name in own) {
      const value = own[name];
      if (value !== undefined) flat.push(name, value);
    }
    return flat;
  };
  return class extends ServerResponse {
    override writeHead(status: number, ...rest: (string | Headers | undefined)[]): this {
      if (typeof rest[0] === 'string') this.statusMessage = rest[0];
      const own = rest.find((part) => typeof part === 'object') ?? {};
      return super.writeHead(status, Array.isArray(own) ? [...list, ...own] : withOwn(own));
    }
  };
}
